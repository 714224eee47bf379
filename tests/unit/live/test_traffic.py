"""The weights of a rule are relative to each other, not percent."""

import pytest

from generator.live.traffic import LiveRule


@pytest.mark.parametrize(
    ("weights", "percents"),
    [
        ({"blue": 1}, {"blue": 100}),
        ({"blue": 90, "green": 10}, {"blue": 90, "green": 10}),
        ({"blue": 100, "green": 100}, {"blue": 50, "green": 50}),
        ({"blue": 0, "green": 0}, {"blue": 0, "green": 0}),
        ({}, {}),
    ],
)
def test_shares(weights: dict[str, int], percents: dict[str, float]) -> None:
    assert LiveRule("arn", "1", weights).percents == percents
