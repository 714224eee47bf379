"""The domain -> a complaint when there is no certificate to prove it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading


def _check(reading: Reading) -> Iterator[Finding]:
    load_balancer = reading.project.load_balancer
    if load_balancer.domain and not load_balancer.certificate:
        message = f"{load_balancer.domain.name} without a certificate would be plain HTTP under a public name"
        hint = "add `certificate:` with the ARN of an ACM certificate for it"
        yield Finding(reading.at("load_balancer", "domain"), message, hint)


RULE = ProjectRule("domain-certificate", "A domain has a certificate.", _check)
