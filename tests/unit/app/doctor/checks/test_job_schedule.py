"""Schedules that are on or off against what their release says, and other ones than the spec's."""

from __future__ import annotations

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.job_schedule import CHECK
from generator.live.schedule import find_schedule
from generator.live.stack import find_stack
from tests.unit.app.doctor.context import Facts, findings, stack, the_failure, verdicts
from tests.unit.app.doctor.job import of_job, schedule

_UNRELEASED: Facts = {find_stack: lambda name: stack(name, parameters={"Version": "unreleased"})}


def _with(**values: object) -> Facts:
    return {find_schedule: lambda group, name: schedule(**values)}


def test_it_is_on_with_its_version() -> None:
    [finding] = of_job(CHECK)
    assert (finding.verdict, finding.what) == (Verdict.OK, "nightly is on with 1.2.3: rate(1 day) UTC")


def test_of_a_service_without_jobs_there_is_nothing_to_say() -> None:
    assert findings(CHECK) == []


def test_before_the_first_release_it_is_off() -> None:
    [finding] = of_job(CHECK, {**_UNRELEASED, **_with(is_on=False)})
    assert finding.verdict is Verdict.NOT_YET
    assert finding.what == "nightly waits for the first release of main that succeeds"


def test_before_it_is_deployed() -> None:
    [finding] = of_job(CHECK, {find_stack: lambda name: None})
    assert finding.what == "the schedule of nightly comes with shop-prod--nightly-schedule"


@pytest.mark.parametrize(
    ("changed", "what", "mend"),
    [
        (
            _with(is_on=False),
            "the schedule of nightly is off, although it has 1.2.3: it runs at no time",
            "turn it on: ",
        ),
        (_UNRELEASED, "the schedule of nightly is on, and no release has given it an image yet", "turn it off: "),
        (
            {find_schedule: lambda group, name: None},
            "the schedule shop-prod--nightly is gone, and no update of its stack makes it anew",
            "canaryform destroy specs/shop.yaml -e prod -s nightly && canaryform deploy specs/shop.yaml -e prod",
        ),
        (
            _with(expression="rate(2 days)"),
            "nightly runs at rate(2 days) UTC, and the spec says rate(1 day) UTC",
            "canaryform deploy specs/shop.yaml -e prod",
        ),
        (
            _with(timezone="Asia/Tokyo"),
            "nightly runs at rate(1 day) Asia/Tokyo, and the spec says rate(1 day) UTC",
            "canaryform deploy specs/shop.yaml -e prod",
        ),
        (
            _with(role="arn:aws:iam::1:role/other"),
            "nightly is started with the role arn:aws:iam::1:role/other, and not with "
            "arn:aws:iam::123456789012:role/shop-prod--nightly-scheduler-us-west-2",
            "canaryform deploy specs/shop.yaml -e prod",
        ),
    ],
)
def test_what_is_wrong_has_a_way_out(changed: Facts, what: str, mend: str) -> None:
    failure = the_failure(of_job(CHECK, changed))
    assert failure.what == what
    assert failure.mend.startswith(mend)


def test_each_fault_is_told() -> None:
    found = of_job(CHECK, _with(is_on=False, expression="rate(2 days)", role="arn:aws:iam::1:role/other"))
    assert verdicts(found) == [Verdict.FAILED] * 3
