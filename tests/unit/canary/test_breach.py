"""The exact sums: closed forms, a simulation, and alarms that compare both versions."""

from __future__ import annotations

from itertools import product
from math import exp, sqrt
from random import Random

import pytest

from generator.canary.alarm import Alarm, Metric, Source
from generator.canary.answers import Failure, Kind, Load, means
from generator.canary.breach import at_means, chance, understood
from generator.canary.expression import NotUnderstoodError, parse
from generator.canary.poisson import probability
from tests.unit.canary.examples import RATE, comparing_alarm, latency_alarm, rate_alarm
from tests.unit.canary.simulation import breaching_minutes

COMPARED = "IF(e >= 2, 100 * e / n - IF(FILL(f, 0) >= 2, 100 * FILL(f, 0) / m, 0), 0)"
SETTINGS = [
    (expression, load, Failure(Kind.ERROR, percent), share)
    for expression, load, percent, share in product(
        (RATE, COMPARED),
        (Load(0.2, 0.5), Load(0.7, 2), Load(1, 0.2), Load(1.5, 1), Load(2, 0.2)),
        (0.0, 2.0, 5.0, 10.0, 30.0),
        (0.05, 0.25, 0.5, 1.0),
    )
]


def alarm_of(expression: str) -> Alarm:
    return rate_alarm() if expression == RATE else comparing_alarm(expression)


def agrees(expression: str, load: Load, failure: Failure, share: float, minutes: int, seed: int) -> None:
    alarm = alarm_of(expression)
    exact = chance(alarm, means(load, failure, share)).breaching
    found = breaching_minutes(alarm, load, failure, share, minutes, Random(seed)) / minutes
    error = sqrt(max(exact * (1 - exact), 1 / minutes) / minutes)
    assert abs(found - exact) <= 4 * error, (expression, load, failure, share)


def test_there_are_two_hundred_settings() -> None:
    assert len(SETTINGS) == 200


@pytest.mark.parametrize("setting", range(0, 200, 9))
def test_the_sums_are_what_a_simulation_finds(setting: int) -> None:
    agrees(*_failing_more_than_usual(setting), minutes=400, seed=setting)


@pytest.mark.slow
@pytest.mark.parametrize("setting", range(200))
def test_the_sums_are_what_a_million_simulated_minutes_find(setting: int) -> None:
    agrees(*_failing_more_than_usual(setting), minutes=5000, seed=1000 + setting)


def _failing_more_than_usual(setting: int) -> tuple[str, Load, Failure, float]:
    expression, load, failure, share = SETTINGS[setting]
    return expression, load, Failure(failure.kind, max(failure.percent, load.errors)), share


def test_with_no_failure_at_all_nothing_breaches() -> None:
    assert chance(rate_alarm(), means(Load(5, 0), None, 0.1)).breaching == 0


def test_where_everything_fails_a_minute_breaches_unless_nobody_calls() -> None:
    found = chance(rate_alarm(), means(Load(0.5, 0), Failure(Kind.ERROR, 100), 0.1))
    assert found.breaching == pytest.approx(1 - exp(-3), abs=1e-9)


def test_a_single_error_in_few_requests_decides() -> None:
    """Below 20 requests a minute, an error is more than 5 percent: 1 - P(no error) as long as more are negligible."""
    found = chance(rate_alarm(), means(Load(0.05, 1), None, 1))
    assert found.breaching == pytest.approx(1 - exp(-0.03), abs=1e-9)


def test_it_is_the_textbook_s_double_sum() -> None:
    bad, good, threshold = 3.0, 27.0, 5.0
    expected = sum(
        probability(bad, e) * sum(probability(good, g) for g in range(200) if 100 * e > threshold * (e + g))
        for e in range(1, 60)
    )
    found = chance(rate_alarm(threshold), means(Load(5, 0), Failure(Kind.ERROR, 10), 0.1))
    assert found.breaching == pytest.approx(expected, abs=1e-9)


def test_a_load_balancer_sees_a_small_canary_s_refusals_as_few() -> None:
    """Its answers come on top of the requests: p / (1 + p), which is 4.8 percent of a canary of 5 that fails wholly."""
    alarm = rate_alarm(expression="100 * FILL(refused, 0) / (requests + FILL(refused, 0))", source=Source.BOTH)
    alarm = Alarm("lb", alarm.expression, (*alarm.metrics, ("refused", Metric("HTTPCode_ELB_5XX_Count", "Sum", Source.BOTH))), 5)  # fmt: skip  # noqa: E501
    refused = Failure(Kind.REFUSED, 100)
    assert not at_means(alarm, means(Load(100), refused, 0.05))
    assert at_means(alarm, means(Load(100), refused, 0.06))
    assert chance(alarm, means(Load(100), refused, 0.05)).breaching < 0.35
    assert chance(alarm, means(Load(100), refused, 0.06)).breaching > 0.9


def test_what_counts_the_other_version_in_does_not_stop_a_release_for_its_failures() -> None:
    outage = {**means(Load(20, 30), None, 0.5)}
    assert chance(rate_alarm(), outage).breaching > 0.99
    assert chance(comparing_alarm("100 * FILL(e, 0) / n - 100 * FILL(f, 0) / m"), outage).breaching < 0.1


def test_counts_that_cancel_out_are_not_summed_over() -> None:
    alarm = comparing_alarm("IF(n > n - FILL(r, 0) + FILL(r, 0), 100, 0)")
    assert chance(alarm, means(Load(1000, 1), Failure(Kind.REFUSED, 50), 0.5)) == (0, 0)


@pytest.mark.parametrize("share", [0.1, 1.0])
def test_a_percentile_breaches_when_more_answers_are_slow_than_it_leaves_out(share: float) -> None:
    slow = [
        chance(latency_alarm(), means(Load(50), Failure(Kind.SLOW, percent), share)).breaching for percent in (5, 20)
    ]
    assert slow[0] < 0.01
    assert slow[1] > 0.99


def test_a_percentile_of_few_is_silent_where_the_alarm_ignores_few() -> None:
    """p99 needs 1000 samples; 56 requests a second in all are 336 a minute of the new version."""
    everything = Failure(Kind.SLOW, 100)
    assert chance(latency_alarm("p99", ignores_few=True), means(Load(56), everything, 0.1)).breaching == 0
    assert chance(latency_alarm("p99"), means(Load(56), everything, 0.1)).breaching == pytest.approx(1)
    assert chance(latency_alarm("p99", ignores_few=True), means(Load(200), everything, 0.1)).breaching > 0.99


def test_a_minute_without_answers_has_no_latency() -> None:
    found = chance(latency_alarm(), means(Load(0.1), Failure(Kind.SLOW, 100), 0.5))
    assert found.missing == pytest.approx(exp(-3), abs=1e-9)


@pytest.mark.parametrize(
    ("name", "statistic", "why"),
    [
        ("UnHealthyHostCount", "Maximum", "UnHealthyHostCount does not follow from how requests are answered"),
        ("RequestCount", "Average", "Average of RequestCount is no count"),
        ("TargetResponseTime", "Average", "depends on how slow"),
    ],
)
def test_what_counts_say_nothing_of_is_said(name: str, statistic: str, why: str) -> None:
    alarm = Alarm("x", parse("m"), (("m", Metric(name, statistic, Source.NEW)),), 1)
    with pytest.raises(NotUnderstoodError, match=why):
        understood(alarm)


def test_an_expression_without_metrics_is_said_too() -> None:
    with pytest.raises(NotUnderstoodError, match="about no metric"):
        understood(Alarm("x", parse("1 > 2"), (), 1))
