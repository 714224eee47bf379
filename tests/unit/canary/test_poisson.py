"""Poisson numbers against what is known of them: they sum up to one, with their mean and variance."""

import math

import pytest

from generator.canary.poisson import EXACT_BELOW, at_most, probability, values

MEANS = [0.0, 0.001, 0.5, 1.0, 7.3, 60.0, 300.0, 699.0, 701.0, 6000.0, 600_000.0]


@pytest.mark.parametrize("mean", MEANS)
def test_the_values_have_the_mean_and_the_variance_of_a_poisson_number(mean: float) -> None:
    found = values(mean)
    assert math.fsum(weight for _, weight in found) == pytest.approx(1, abs=1e-9)
    average = math.fsum(value * weight for value, weight in found)
    assert average == pytest.approx(mean, rel=1e-6, abs=1e-9)
    variance = math.fsum((value - average) ** 2 * weight for value, weight in found)
    assert variance == pytest.approx(mean, rel=0.002, abs=1e-9)


def test_below_the_limit_each_value_is_a_whole_number() -> None:
    assert all(value == int(value) for value, _ in values(EXACT_BELOW - 1))
    assert len(values(EXACT_BELOW * 100)) < 250


@pytest.mark.parametrize("mean", [mean for mean in MEANS if mean < EXACT_BELOW])
def test_at_most_is_the_sum_of_the_probabilities(mean: float) -> None:
    for value in {0, 1, int(mean / 2), int(mean), int(mean * 1.2) + 3}:
        expected = math.fsum(probability(mean, each) for each in range(value + 1))
        assert at_most(mean, value) == pytest.approx(expected, abs=1e-12)
    assert at_most(mean, -1) == 0


def test_known_values() -> None:
    assert probability(0, 0) == 1
    assert probability(2, 3) == pytest.approx(8 * math.exp(-2) / 6)
    assert at_most(1, 1) == pytest.approx(2 * math.exp(-1))
