"""A course, traffic, a failure -> what a single count of the canary's errors would catch.

It is what a statistician would do with the whole canary at its end; an alarm of M of N minutes may see it earlier.
"""

from __future__ import annotations

from generator.canary.answers import Load
from generator.canary.course import Course
from generator.canary.poisson import at_most


def count_test(course: Course, load: Load, percent: float, delay: int, most_false: float = 0.01) -> float:
    """P(caught), where the count stops a good release with ``most_false`` at most."""
    minutes = max(0, course.canary_minutes - delay)
    requests = sum(60 * load.requests * share for share in course.shares[:minutes])
    usual, bad = (requests * each / 100 for each in (load.errors, percent))
    count = 1
    while 1 - at_most(usual, count - 1) > most_false:
        count += 1
    return 1 - at_most(bad, count - 1) if requests else 0.0
