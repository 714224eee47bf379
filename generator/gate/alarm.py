"""An alarm -> the metrics that it reads, and the target group that it judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.gate.blue_green import SERVICE, TARGET_GROUP, Release
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mapping, mappings, number, text

ALARM = "AWS::CloudWatch::Alarm"
_MINUTE = 60


class Watched(NamedTuple):
    """One metric of an alarm, and where in its properties it is."""

    namespace: str
    name: str
    statistic: str
    """``Sum``, ``p90``, ...; empty when the template does not say."""
    dimensions: Mapping[str, str]
    period: int
    """Seconds."""
    path: Path


def metrics(alarm: Resource) -> list[Watched]:
    """Its own metric, or those of its expression, in their order."""
    return list(_metrics(alarm))


def _metrics(alarm: Resource) -> Iterator[Watched]:
    properties = alarm.properties
    if "MetricName" in properties or "Dimensions" in properties:
        key = "ExtendedStatistic" if "ExtendedStatistic" in properties else "Statistic"
        yield _watched(properties, text(properties, key), number(properties, "Period"), (key,))
    for index, query in enumerate(mappings(properties, "Metrics")):
        if metric := mapping(query, "MetricStat", "Metric"):
            statistic = text(query, "MetricStat", "Stat")
            yield _watched(metric, statistic, number(query, "MetricStat", "Period"), ("Metrics", index))


def _watched(metric: Mapping[str, object], statistic: str, period: int | None, path: Path) -> Watched:
    dimensions = {text(item, "Name"): text(item, "Value") for item in mappings(metric, "Dimensions")}
    return Watched(
        text(metric, "Namespace"), text(metric, "MetricName"), statistic, dimensions, period or _MINUTE, path
    )


def target_groups(system: System, alarm: Resource) -> list[Resource]:
    """The target groups that its metrics are of, each once, in their order."""
    found = (system.at(metric.dimensions.get("TargetGroup", "")) for metric in metrics(alarm))
    return list({group.token: group for group in found if group is not None and group.type == TARGET_GROUP}.values())


def judged(system: System, alarm: Resource) -> Resource | None:
    """The target group that an alarm is about: one that compares two of them names first what it judges."""
    return next(iter(target_groups(system, alarm)), None)


def stopping(release: Release) -> list[Resource]:
    """The alarms that stop a release, as far as a template makes them."""
    names = [text(item, "Name") for item in mappings(release.group.properties, "AlarmConfiguration", "Alarms")]
    found = (release.system.find(ALARM, name) for name in names)
    return [alarm for alarm in found if alarm is not None]


def alarms_path(releasing: Resource) -> Path:
    """Where a deployment group, or a service that ECS shifts, names the alarms that stop its releases."""
    return ("DeploymentConfiguration", "Alarms") if releasing.type == SERVICE else ("AlarmConfiguration",)


def is_said(release: Release) -> bool:
    """Whether templates say of each alarm that stops a release what it watches."""
    listed = mappings(release.group.properties, "AlarmConfiguration", "Alarms")
    return len(stopping(release)) == len(listed) and not any(is_unknown(each.properties) for each in stopping(release))
