"""How the last run of a job ended, within the hour and later."""

from __future__ import annotations

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.last_run import CHECK
from generator.live.run import Run, runs
from tests.unit.app.doctor.context import the_failure
from tests.unit.app.doctor.job import hours, of_job, run

_LOGS = "canaryform logs specs/shop.yaml -e prod -s nightly --since 1d"


def test_it_ended_well() -> None:
    [finding] = of_job(CHECK)
    assert (finding.verdict, finding.what) == (Verdict.OK, "the last run of nightly ended well at 2026-01-02 12:00Z")


@pytest.mark.parametrize(
    ("last", "what", "evidence", "mend"),
    [
        (
            run("Essential container in task exited", shop_nightly=7, timeout=0),
            "the last run of nightly failed at 2026-01-02 12:00Z",
            "Essential container in task exited; shop-nightly ended with 7",
            _LOGS,
        ),
        (
            run(shop_nightly=143, timeout=124),
            "the last run of nightly took longer than 5 minutes, and was stopped at 2026-01-02 12:00Z",
            "shop-nightly ended with 143; timeout ended with 124",
            f"give it more time with `timeout`, or see what it did: {_LOGS}",
        ),
        (
            run("no space on the moon", is_unstarted=True),
            "the last run of nightly could not start at 2026-01-02 12:00Z",
            "no space on the moon",
            _LOGS,
        ),
    ],
)
def test_it_failed(last: Run, what: str, evidence: str, mend: str) -> None:
    failure = the_failure(of_job(CHECK, {runs: lambda cluster, family: (last, run(shop_nightly=0))}))
    assert (failure.what, failure.evidence, failure.mend) == (what, evidence, mend)


def test_what_aws_says_of_it_is_explained() -> None:
    last = run("CannotPullContainerError: not found", is_unstarted=True)
    failure = the_failure(of_job(CHECK, {runs: lambda cluster, family: (last,)}))
    assert failure.what.startswith("the last run of nightly could not start at 2026-01-02 12:00Z: ")


@pytest.mark.parametrize(
    ("told", "begun", "verdict", "what"),
    [
        (None, None, Verdict.NOT_YET, "no run of nightly was begun within two weeks"),
        (None, 3, Verdict.OK, "the last run of nightly was begun after 2026-01-02 03:00Z, and nobody was told"),
        (3, 4, Verdict.OK, "the last run of nightly was begun after 2026-01-02 04:00Z"),
        (3, 3, Verdict.FAILED, "the last run of nightly failed between 2026-01-02 03:00Z and an hour later"),
        (5, 3, Verdict.FAILED, "the last run of nightly failed between 2026-01-02 05:00Z and an hour later"),
        (5, None, Verdict.FAILED, "the last run of nightly failed between 2026-01-02 05:00Z and an hour later"),
    ],
)
def test_after_an_hour_cloudwatch_knows(told: int | None, begun: int | None, verdict: Verdict, what: str) -> None:
    [finding] = of_job(CHECK, hours(told, begun))
    assert finding.verdict is verdict
    assert finding.what.startswith(what)
