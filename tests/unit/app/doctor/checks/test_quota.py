"""Quotas that the next release, or the first deploy, would pass."""

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.quota import CHECK
from generator.live import quota as quotas
from generator.live.stack import find_stack
from tests.unit.app.doctor.context import SPEC, Facts, findings, the_failure, verdicts

_METRIC = quotas.Metric("AWS/Usage", "ResourceCount", (("Resource", "vCPU"),), "Maximum")


def _quota(value: float, metric: quotas.Metric | None = _METRIC) -> Facts:
    return {quotas.quota: lambda service, code: quotas.Quota(service, code, f"{service} {code}", value, metric)}


def test_a_release_fits() -> None:
    [finding] = findings(CHECK)
    assert finding.what == "fargate quota: 10 of 100 used, 0.5 more needed"


def test_a_release_does_not_fit() -> None:
    failure = the_failure(findings(CHECK, _quota(10)))
    assert failure.what == (
        "fargate L-3032A538: 10 of 10 used, 0.5 more needed: a release starts every task a second time"
    )
    assert failure.evidence == "GetServiceQuota fargate L-3032A538: 10"
    assert failure.mend == (
        "aws service-quotas request-service-quota-increase --region us-west-2 --service-code fargate "
        "--quota-code L-3032A538 --desired-value 11"
    )


def test_spot_is_counted_by_itself() -> None:
    text = SPEC.replace("{port: 3000}", "{port: 3000, spot: true, cpu: 1024, memory: 2048, count: 10}")
    found = findings(CHECK, text=text)
    assert [each.what.rpartition(", ")[2] for each in found] == ["3 more needed", "7 more needed"]


def test_on_demand_is_what_the_spec_says() -> None:
    text = SPEC.replace("{port: 3000}", "{port: 3000, spot: true, on_demand: 0, cpu: 1024, memory: 2048, count: 10}")
    found = findings(CHECK, text=text)
    assert [each.what.rpartition(", ")[2] for each in found] == ["0 more needed", "10 more needed"]


def test_a_worker_whose_tasks_do_not_overlap_needs_no_more_than_it_has() -> None:
    worker = "{kind: worker, context: beat, count: 1, cpu: 1024, memory: 2048, overlap: false}"
    text = SPEC.replace("service: {port: 3000}", f"services: {{beat: {worker}}}")
    assert [each.what.rpartition(", ")[2] for each in findings(CHECK, text=text)] == ["0 more needed"]
    first = findings(CHECK, {find_stack: lambda name: None}, text=text)
    assert first[0].what.endswith(", 1 more needed")


def test_what_is_not_deployed_yet_must_fit_too() -> None:
    text = f"{SPEC}network: {{placement: private, nat: per-zone}}\n"
    found = findings(CHECK, {**_quota(5), find_stack: lambda name: None, quotas.used: lambda metric: None}, text=text)
    assert [each.what for each in found] == [
        "fargate L-3032A538: 0 of 5 used, 1 more needed",
        "elasticloadbalancing L-53DA6B97: 3 of 5 used, 1 more needed",
        "elasticloadbalancing L-822D1B1B: 0 of 5 used, 2 more needed",
        "vpc L-F678F1CE: 4 of 5 used, 1 more needed",
        "ec2 L-0263D0A3: 5 of 5 used, 2 more needed: the stack network makes",
    ]
    assert the_failure(found).mend.endswith("--service-code ec2 --quota-code L-0263D0A3 --desired-value 7")


@pytest.mark.parametrize("value", [0, 1000])
def test_nobody_counts_it(value: float) -> None:
    found = findings(CHECK, _quota(value, None))
    assert verdicts(found) == [Verdict.UNKNOWN]
