"""Alarms and traffic for the tests of canary mathematics."""

from __future__ import annotations

from generator.canary.alarm import Alarm, Metric, Source
from generator.canary.answers import Load
from generator.canary.course import Course, Strategy
from generator.canary.expression import parse
from generator.canary.state import Missing

USUAL = Load(5, 0.2)
CANARY = Course(Strategy.CANARY, 10, 5, 5)
RATE = "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)"


def rate_alarm(
    threshold: float = 5, breaching: int = 2, periods: int = 3, source: Source = Source.NEW, expression: str = RATE
) -> Alarm:
    """Percent of the answers of one source that are 5xx."""
    metrics = (
        ("errors", Metric("HTTPCode_Target_5XX_Count", "Sum", source)),
        ("requests", Metric("RequestCount", "Sum", source)),
    )
    return Alarm("errors", parse(expression), metrics, threshold, "GreaterThanThreshold", breaching, periods,
                 missing=Missing.NOT_BREACHING)  # fmt: skip


def comparing_alarm(expression: str, threshold: float = 5) -> Alarm:
    """``e`` and ``n`` are errors and requests of the new version, ``f`` and ``m`` of the old, ``r`` is refused."""
    metrics = (
        ("e", Metric("HTTPCode_Target_5XX_Count", "Sum", Source.NEW)),
        ("n", Metric("RequestCount", "Sum", Source.NEW)),
        ("f", Metric("HTTPCode_Target_5XX_Count", "Sum", Source.OLD)),
        ("m", Metric("RequestCount", "Sum", Source.OLD)),
        ("r", Metric("HTTPCode_ELB_5XX_Count", "Sum", Source.BOTH)),
    )
    return Alarm("compared", parse(expression), metrics, threshold, missing=Missing.NOT_BREACHING)


def latency_alarm(statistic: str = "p90", *, ignores_few: bool = False) -> Alarm:
    """On one metric, with 1.5 seconds as the threshold."""
    metric = Metric("TargetResponseTime", statistic, Source.NEW)
    return Alarm("latency", parse("metric"), (("metric", metric),), 1.5, missing=Missing.NOT_BREACHING,
                 ignores_few=ignores_few)  # fmt: skip
