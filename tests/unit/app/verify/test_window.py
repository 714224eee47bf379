"""Shares and percentiles of a stretch of time."""

import pytest

from generator.app.verify.sample import Pace, Sample
from generator.app.verify.window import percentile, window, window_seconds


def test_shares_errors_and_latency() -> None:
    taken = [Sample(0, 0.01 * n, "1.2.3") for n in range(1, 6)]
    taken += [Sample(0, 0.5, "1.2.2"), Sample(0, 0.6, "1.2.2"), Sample(0, 0.7, "no version")]
    taken += [Sample(0, 5.0, error="no answer in 5 s")]
    found = window(30, taken, "v1.2.3")
    assert (found.start, found.expected, found.errors, found.answers) == (30, 5, 1, 8)
    assert found.others == {"1.2.2": 2, "no version": 1}
    assert found.share == 5 / 8
    assert (found.p50, found.p99) == (0.04, 0.7)


def test_nothing_but_errors() -> None:
    found = window(0, [Sample(0, 1, error="HTTP 503")], "1")
    assert (found.share, found.p50, found.p99, found.errors) == (None, None, None, 1)


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [
        ([1.0], 99, 1.0),
        ([1.0, 2.0], 50, 1.0),
        ([1.0, 2.0, 3.0], 50, 2.0),
        ([float(n) for n in range(1, 201)], 99, 198.0),
    ],
)
def test_percentiles_are_values_that_came(values: list[float], percent: int, value: float) -> None:
    assert percentile(values, percent) == value


@pytest.mark.parametrize(
    ("pace", "seconds"), [(Pace(2, 300), 10), (Pace(2, 1800), 60), (Pace(1, 20), 10), (Pace(20, 1), 1)]
)
def test_a_screen_holds_all_windows_and_each_has_some_samples(pace: Pace, seconds: int) -> None:
    assert window_seconds(pace) == seconds
