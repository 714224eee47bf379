"""A healthy worker as AWS would tell of it, of which a test changes what it is about."""

from __future__ import annotations

from generator.app.doctor.check import Check, Finding
from generator.live.queue import LiveQueue, find_queue
from tests.unit.app.doctor.context import ACCOUNT, Facts, findings

TEXT = """\
project: shop
region: us-west-2
repository: acme/shop
services:
  mailer: {kind: worker, context: mailer, queue: {tries: 3}}
environments:
  prod: {trigger: {tag: "v*"}}
"""
QUEUE = f"https://sqs.us-west-2.amazonaws.com/{ACCOUNT}/shop-prod--mailer_dead-letters"
HEALTHY: Facts = {find_queue: lambda name: LiveQueue(QUEUE, 0)}


def of_worker(check: Check, changed: Facts | None = None) -> list[Finding]:
    """What a check finds of the healthy worker, but for what is ``changed``."""
    return findings(check, {**HEALTHY, **(changed or {})}, text=TEXT)
