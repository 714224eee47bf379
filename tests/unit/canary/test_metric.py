"""How many samples a percentile needs, and which metrics are about which answers."""

import pytest

from generator.canary.alarm import Metric, Source
from generator.canary.answers import Kind
from generator.canary.metric import fewest_samples, tells


@pytest.mark.parametrize(
    ("statistic", "samples"), [("p99", 1000), ("p90", 100), ("P50", 20), ("p10", 100), ("p99.9", 10_000)]
)
def test_a_percentile_needs_samples(statistic: str, samples: float) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html"""
    assert fewest_samples(statistic) == pytest.approx(samples)


@pytest.mark.parametrize("statistic", ["Average", "p0", "p", "tm99", "p100"])
def test_other_statistics_are_no_percentiles(statistic: str) -> None:
    assert fewest_samples(statistic) is None


def test_which_metric_tells_of_what() -> None:
    names = ("RequestCount", "HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount", "TargetResponseTime", "Other")
    kinds = {name: {kind for kind in Kind if tells(Metric(name, "Sum", Source.NEW), kind)} for name in names}
    assert [*kinds.values()] == [set(), {Kind.ERROR}, {Kind.REFUSED}, {Kind.SLOW}, set()]
