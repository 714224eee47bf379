"""The test listener's port -> a complaint when another listener has it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_HTTP, _HTTPS = 80, 443


def _check(reading: Reading) -> Iterator[Finding]:
    load_balancer = reading.project.load_balancer
    if load_balancer.existing:
        return  # It has no port of ours.
    uses = {_HTTP: "the load balancer's port for users"}
    if load_balancer.certificate:
        uses = {_HTTPS: "the load balancer's port for users", _HTTP: "the load balancer's port that redirects to HTTPS"}
    if load_balancer.test_port in uses:
        message = f"test_port is {load_balancer.test_port}, which is {uses[load_balancer.test_port]}"
        where = reading.culprit(("load_balancer", "test_port"), ("load_balancer", "certificate"))
        yield Finding(where, message, "choose another port, such as 9001, or `test_port: false`")


RULE = ProjectRule("ports", "The test listener has a port of its own.", _check)
