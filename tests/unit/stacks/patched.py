"""A spec of several kinds of stacks, and its build with patches."""

from __future__ import annotations

from generator.app.build.compile import Build, compile_spec

SPEC = """
project: shop
region: eu-central-1
repository: acme/shop
service: {port: 3000}
services:
  api: {port: 8080, route: {path: ["/api/*"], priority: 100}, release: {engine: ecs}}
  nightly: {kind: job, schedule: rate(1 day), command: [x]}
patches: {PATCHES}
environments:
  dev: {trigger: {branch: develop}}
  prod: {trigger: {tag: "v*"}}
"""
TOPIC = "stack: base, why: mails say who sends them"


def build_with(*patches: str) -> Build:
    named = ", ".join(f"p{number}: {{{patch}}}" for number, patch in enumerate(patches, start=1))
    return compile_spec(SPEC.replace("{PATCHES}", f"{{{named}}}"), "spec.yaml")
