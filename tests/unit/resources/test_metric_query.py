"""What alarms measure: the number of a minute, for the minutes that releases are made of."""

from __future__ import annotations

from typing import Any

import pytest
from troposphere.cloudwatch import MetricDataQuery

from generator.resources import metric_query
from generator.resources.metric_query import Sources
from tests.unit.resources.metric_math import watched

SOURCES = Sources("app/shop", "tg-own", "tg-other")
FAILED = metric_query.failed(SOURCES, 2)
DISCONNECTED = metric_query.disconnected(SOURCES, 2)
SLOW = metric_query.slow(SOURCES)
UNHEALTHY = metric_query.unhealthy(SOURCES)
UNROUTED = metric_query.unrouted("app/shop", 2)
ALL = {
    "failed": FAILED,
    "disconnected": DISCONNECTED,
    "slow": SLOW,
    "unhealthy": UNHEALTHY,
    "unrouted": UNROUTED,
}


def _of(queries: list[MetricDataQuery], **minute: float) -> float | None:
    return watched(_plain(queries), minute)


def _plain(queries: list[MetricDataQuery]) -> list[dict[str, Any]]:
    return [query.to_dict() for query in queries]


@pytest.mark.parametrize(
    ("minute", "percent"),
    [
        # The canary alone fails, with answers of its own.
        ({"requests": 100, "succeeded": 90, "errors": 10, "other_requests": 900}, 10),
        # 3 % of the traffic, and nothing but 502s of the load balancer; the balancer as a whole has 3 % of them.
        ({"requests": 30, "refused": 30, "other_requests": 970}, 100),
        # The same, and the other colour's 20 5xx answers are subtracted.
        ({"requests": 30, "refused": 30, "other_requests": 1000, "other_errors": 20}, 98),
        # Something that both call is out: both fail alike, by their own answers or by 504s of the load balancer.
        ({"requests": 100, "succeeded": 50, "errors": 50, "other_requests": 900, "other_errors": 450}, 0),
        ({"requests": 100, "succeeded": 50, "refused": 500, "other_requests": 900}, 0),
        # All traffic has moved: the other colour has none, and the share is the colour's own.
        ({"requests": 1000, "succeeded": 900, "errors": 100}, 10),
        # One failure is chance, however small the traffic; two are not.
        ({"requests": 6, "succeeded": 5, "errors": 1, "other_requests": 54}, 0),
        ({"requests": 6, "succeeded": 4, "errors": 2, "other_requests": 54}, 100 / 3),
        # Neither is one failure of the other colour an excuse.
        ({"requests": 100, "succeeded": 90, "errors": 10, "other_requests": 5, "other_errors": 1}, 10),
        # WebSockets and clients that hang up have no code: the load balancer refused nothing.
        ({"requests": 100, "succeeded": 20, "other_requests": 900}, 0),
        # A code that is counted a minute after its request.
        ({"requests": 90, "succeeded": 100, "refused": 5, "other_requests": 900}, 0),
        # All codes are answers.
        ({"requests": 100, "succeeded": 40, "redirected": 30, "denied": 30, "refused": 9, "other_requests": 900}, 0),
        # No traffic, no number.
        ({"other_requests": 900, "other_errors": 30}, 0),
        ({}, 0),
    ],
)
def test_failed_requests_are_a_share_of_the_colour_s_own(minute: dict[str, float], percent: float) -> None:
    assert _of(FAILED, **minute) == pytest.approx(percent)


@pytest.mark.parametrize(
    ("minute", "percent"),
    [
        ({"requests": 95, "broken": 5, "other_requests": 900}, 5),
        # Whether or not the load balancer counts requests that no target accepted.
        ({"requests": 30, "broken": 30, "other_requests": 970}, 50),
        ({"broken": 30, "other_requests": 970}, 100),
        ({"requests": 90, "broken": 10, "other_requests": 810, "other_broken": 90}, 0),
        ({"requests": 9, "broken": 1}, 0),
        ({"requests": 100, "other_requests": 900}, None),
        ({}, None),
    ],
)
def test_failed_connections_are_a_share_of_those_that_were_tried(
    minute: dict[str, float], percent: float | None
) -> None:
    assert _of(DISCONNECTED, **minute) == (None if percent is None else pytest.approx(percent))


@pytest.mark.parametrize(
    ("minute", "seconds"),
    [
        ({"requests": 30, "latency": 2.0, "other_latency": 0.2}, 2.0),
        ({"requests": 30, "latency": 2.0}, 2.0),
        # Both are slow: something else is.
        ({"requests": 30, "latency": 2.0, "other_latency": 1.9}, 0),
        # The slowest of nine is no tenth.
        ({"requests": 9, "latency": 2.0, "other_latency": 0.2}, 0),
        ({"requests": 10, "latency": 2.0, "other_latency": 0.2}, 2.0),
        # Nothing but refused requests, which have no time; and no traffic.
        ({"requests": 30, "other_latency": 0.2}, 0),
        ({"other_latency": 0.2}, 0),
    ],
)
def test_latency_counts_where_the_other_colour_is_faster(minute: dict[str, float], seconds: float) -> None:
    assert _of(SLOW, **minute) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("minute", "hosts"),
    [
        ({"hosts": 2, "other_hosts": 0}, 2),
        ({"hosts": 2}, 2),
        ({"hosts": 2, "other_hosts": 2}, 0),
        ({"hosts": 0, "other_hosts": 2}, -2),
    ],
)
def test_unhealthy_tasks_are_those_beyond_the_other_colour_s(minute: dict[str, float], hosts: float) -> None:
    assert _of(UNHEALTHY, **minute) == hosts


@pytest.mark.parametrize(
    ("minute", "percent"),
    [
        # A canary of 3 % without a target: its requests are counted for no target group.
        ({"requests": 970, "succeeded": 970, "refused": 30}, 3),
        # No target anywhere.
        ({"refused": 500}, 100),
        # What is refused in a target's stead is the colour's, and no target's 5xx is the balancer's.
        ({"requests": 1000, "succeeded": 950, "errors": 20, "refused": 30}, 0),
        ({"requests": 1000, "succeeded": 900, "errors": 100}, 0),
        ({"requests": 1000, "succeeded": 1000, "refused": 1}, 0),
        ({}, 0),
    ],
)
def test_unrouted_requests_are_those_of_no_colour(minute: dict[str, float], percent: float) -> None:
    assert _of(UNROUTED, **minute) == pytest.approx(percent)


def test_the_least_number_of_failures_is_the_spec_s() -> None:
    queries = metric_query.failed(SOURCES, 10)
    assert _of(queries, requests=90, succeeded=81, errors=9) == 0
    assert _of(queries, requests=90, succeeded=80, errors=10) == pytest.approx(100 / 9)


@pytest.mark.parametrize("name", ALL)
def test_cloudwatch_takes_ten_metrics_and_one_number(name: str) -> None:
    queries = _plain(ALL[name])
    assert sum("MetricStat" in query for query in queries) <= 10
    assert len(queries) <= 20
    assert [query["Id"] for query in queries if query["ReturnData"]] == [queries[-1]["Id"]] == ["watched"]
    ids = [query["Id"] for query in queries]
    assert len(set(ids)) == len(ids)
    assert all(len(query.get("Expression", "")) <= 1024 for query in queries)


@pytest.mark.parametrize("name", ALL)
def test_every_metric_is_of_the_source_that_its_name_says(name: str) -> None:
    for query in _plain(ALL[name]):
        if "MetricStat" not in query:
            continue
        dimensions = {item["Name"]: item["Value"] for item in query["MetricStat"]["Metric"]["Dimensions"]}
        assert dimensions.pop("LoadBalancer") == "app/shop"
        if query["Id"] == "refused" or name == "unrouted":
            assert dimensions == {}
        else:
            assert dimensions == {"TargetGroup": "tg-other" if query["Id"].startswith("other_") else "tg-own"}
        assert query["MetricStat"]["Period"] == 60
