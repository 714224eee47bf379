"""CloudWatch: alarms of any kind through its API, which is taught to keep what ministack drops."""

from __future__ import annotations

from typing import Any

from ministack.services import cloudwatch

from tests.emulator.inside.api import call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without

_DROPPED = ("Metrics", "EvaluateLowSampleCountPercentile", "ThresholdMetricId")
# It makes these up for every alarm; one on metric math has none of them.
_INVENTED = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Unit")


def mend() -> None:
    """Keeps an alarm as it was put. An alarm on metric math is never evaluated."""
    put = cloudwatch._put_metric_alarm

    def put_whole(params: Any, data: dict[str, Any], is_cbor: bool, is_json: bool = False) -> Any:
        answer = put(params, data, is_cbor, is_json)
        alarm = cloudwatch._alarms.get(data.get("AlarmName", ""))
        if answer[0] == 200 and alarm is not None:
            alarm.update({name: data[name] for name in _DROPPED if name in data})
            for name in _INVENTED:
                if name not in data:
                    alarm.pop(name, None)
        return answer

    cloudwatch._put_metric_alarm = put_whole


def _put(properties: Properties) -> Made:
    taken = request("cloudwatch", "PutMetricAlarm", without(properties, "Tags"))
    call("cloudwatch", "PutMetricAlarm", taken)
    # Not through TagResource, which refuses CloudFormation's own tags from anybody else.
    cloudwatch.cloudformation_set_metric_alarm_tags(taken["AlarmName"], tags(properties))
    return _alarm(taken["AlarmName"])


def _alarm(name: str) -> Made:
    [alarm] = _found(name)
    return Made(name, {"Arn": alarm["AlarmArn"]})


def _found(name: str) -> list[dict[str, Any]]:
    answer = call("cloudwatch", "DescribeAlarms", {"AlarmNames": [name]})
    return list(answer.get("MetricAlarms", []))


def _make(properties: Properties, name: str) -> Made:
    named = {"AlarmName": name, **properties}
    if _found(named["AlarmName"]):
        # Putting it again would be an update; CloudFormation looks first.
        raise ValueError(f"{named['AlarmName']} already exists")
    return _put(named)


def _change(name: str, old: Properties, new: Properties) -> Made:
    return _put({"AlarmName": name, **new})


def _remove(name: str, properties: Properties) -> None:
    call("cloudwatch", "DeleteAlarms", {"AlarmNames": [name]})


KINDS = {"AWS::CloudWatch::Alarm": Kind(_make, _change, _remove)}
