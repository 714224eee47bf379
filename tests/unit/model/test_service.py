"""The service's own questions."""

from __future__ import annotations

import pytest

from generator.model.container import Count


@pytest.mark.parametrize(("minimum", "maximum", "scales"), [(2, 2, False), (1, 2, True), (0, 0, False)])
def test_a_count_scales_when_its_bounds_differ(minimum: int, maximum: int, scales: bool) -> None:
    assert Count(minimum, maximum).scales is scales


def test_a_service_has_two_tasks_unless_it_says_otherwise() -> None:
    assert (Count().min, Count().max, Count().scales) == (2, 2, False)
