"""How many builds may run at a time: a new account may have none."""

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.build_quota import CHECK, more_builds
from generator.live import quota as quotas
from tests.unit.app.doctor.context import SPEC, Facts, context, findings, the_failure, verdicts

_MORE = (
    "aws service-quotas request-service-quota-increase --region us-west-2 --service-code codebuild "
    "--quota-code L-9D07B6EF --desired-value 2"
)


def _quota(value: float) -> Facts:
    return {quotas.quota: lambda service, code: quotas.Quota(service, code, "Builds", value, None)}


def test_none() -> None:
    failure = the_failure(findings(CHECK, _quota(0)))
    assert failure.what == "Builds: none, so no release can be built"
    assert failure.evidence == "GetServiceQuota codebuild L-9D07B6EF: 0"
    assert failure.mend == _MORE


def test_one_at_a_time_is_no_failure_and_said() -> None:
    [finding] = findings(CHECK, _quota(1))
    assert (finding.verdict, finding.mend) == (Verdict.UNKNOWN, _MORE)


def test_enough() -> None:
    [finding] = findings(CHECK, _quota(60))
    assert (finding.verdict, finding.what) == (Verdict.OK, "Builds: 60")


@pytest.mark.parametrize(
    ("machine", "code"),
    [
        ("build: {compute: medium}", "L-2DC20C30"),
        ("build: {compute: large}", "L-4DDC4A99"),
    ],
)
def test_each_machine_has_its_own(machine: str, code: str) -> None:
    assert f"--quota-code {code} " in more_builds(context(text=f"{SPEC}{machine}\n"))


def test_a_machine_whose_code_is_not_known() -> None:
    text = SPEC.replace("{port: 3000}", "{port: 3000, architecture: arm64}") + "build: {compute: medium}\n"
    found = findings(CHECK, text=text)
    assert verdicts(found) == [Verdict.UNKNOWN]
    assert found[0].mend == "aws service-quotas list-service-quotas --region us-west-2 --service-code codebuild"
