"""A worker's queue and its dead letters: what keeps messages, and what stops a release."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.model.queue import Queue
from generator.resources.alarm import alarm_names, every_alarm
from generator.resources.queue import (
    DEAD_LETTER_RETENTION,
    RETENTION,
    dead_letters,
    queue,
    queue_policies,
    subscriptions,
)
from generator.resources.queue_alarm import queue_alarms
from generator.resources.scaling import backlog_policy
from tests.unit.project import plain, properties, worker
from tests.unit.resources.metric_math import over_time

_QUEUE = Queue(visibility=120, tries=3)
_NAME = "shop-prod--mailer"


def test_a_message_that_is_received_too_often_goes_to_the_dead_letters() -> None:
    made = properties(queue(worker(), _QUEUE))
    assert made["VisibilityTimeout"] == 120
    assert made["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": ["DeadLetters", "Arn"]},
        "maxReceiveCount": 3,
    }
    allowed = properties(dead_letters(worker()))["RedriveAllowPolicy"]
    assert allowed["redrivePermission"] == "byQueue"
    assert plain(allowed["sourceQueueArns"])[0]["Fn::Sub"].endswith(f":{_NAME}")


def test_a_dead_letter_outlives_the_message_that_it_was() -> None:
    """Its age counts from the first time that it was sent."""
    assert properties(dead_letters(worker()))["MessageRetentionPeriod"] == DEAD_LETTER_RETENTION > RETENTION


def test_both_are_encrypted_and_reached_by_tls_alone() -> None:
    for made in (queue(worker(), _QUEUE), dead_letters(worker())):
        assert properties(made)["SqsManagedSseEnabled"] is True
    policies = [properties(policy) for policy in queue_policies(worker(), _QUEUE)]
    assert [each["Queues"] for each in policies] == [[{"Ref": "Queue"}], [{"Ref": "DeadLetters"}]]
    for each in policies:
        [statement] = each["PolicyDocument"]["Statement"]
        assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


_OTHERS = "arn:aws:sns:us-west-2:111122223333:news.fifo"
_SUBSCRIBED = Queue(subscribe=("orders", _OTHERS))


def test_just_the_topics_that_a_queue_subscribes_to_may_send() -> None:
    of_queue, of_dead = (properties(policy) for policy in queue_policies(worker(), _SUBSCRIBED))
    topics, tls = of_queue["PolicyDocument"]["Statement"]
    assert (topics["Principal"], topics["Action"]) == ({"Service": "sns.amazonaws.com"}, ["sqs:SendMessage"])
    own = {"Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:shop-prod_orders"}
    assert topics["Condition"] == {"ArnEquals": {"aws:SourceArn": [own, _OTHERS]}}
    assert tls["Effect"] == "Deny"
    assert [each["Effect"] for each in of_dead["PolicyDocument"]["Statement"]] == ["Deny"]


def test_a_queue_subscribes_once_it_lets_the_topics_in() -> None:
    for raw in (False, True):
        made = {each.title: each for each in subscriptions(worker(), replace(_SUBSCRIBED, raw=raw))}
        assert [*made] == ["OrdersSubscription", "Subscription2771F5FD"]
        for each in made.values():
            assert each.resource["DependsOn"] == "QueuePolicy"
            assert properties(each)["Endpoint"] == {"Fn::GetAtt": ["Queue", "Arn"]}
            assert properties(each).get("RawMessageDelivery", False) is raw


def _alarms(asked: Queue) -> dict[str, Any]:
    return {each.title: properties(each) for each in queue_alarms(worker(queue=asked), asked, "topic")}


def test_what_stops_a_release_is_off_while_old_dead_letters_lie_there() -> None:
    """By how many they have become more: ECS watches nothing where an alarm is on when a release begins."""
    made = _alarms(_QUEUE)
    assert [*made] == ["DeadLettersArrivalsAlarm", "DeadLettersWaitingAlarm"]
    *read, arrivals = made["DeadLettersArrivalsAlarm"]["Metrics"]
    metrics = [each for each in read if "MetricStat" in each]
    assert {each["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for each in metrics} == {f"{_NAME}_dead-letters"}
    assert arrivals["ReturnData"]
    asked = worker(queue=_QUEUE)
    stopping = [f"{_NAME}-tasks-failed", f"{_NAME}-dead-letters-arrivals"]
    assert alarm_names(asked) == stopping
    assert every_alarm(asked) == [*stopping, f"{_NAME}-dead-letters-waiting"]


_NOTHING: dict[str, float] = {}


def _seen(visible: float, hidden: float = 0) -> dict[str, float]:
    return {"visible": visible, "hidden": hidden}


@pytest.mark.parametrize(
    ("minutes", "arrivals"),
    [
        ([_NOTHING, _NOTHING, _seen(1), _seen(1)], [1]),
        ([_seen(5), _seen(5), _seen(7), _seen(7)], [2]),
        ([_NOTHING, _NOTHING, _NOTHING], []),
        # SQS leaves a minute out, or is late with it.
        ([_seen(5), _NOTHING, _seen(5), _NOTHING], []),
        # Somebody looks at two messages, and puts them back or deletes them.
        ([_seen(5), _seen(3, 2), _seen(5)], []),
        ([_seen(5), _seen(3, 2), _seen(3)], []),
        # SQS counts a hidden message that is not there.
        ([_seen(0), _seen(0, 1), _seen(0)], []),
        ([_seen(5), _seen(5, 1), _seen(5)], []),
    ],
)
def test_an_arrival_is_nothing_but_an_arrival(minutes: list[dict[str, float]], arrivals: list[float]) -> None:
    metrics = _alarms(_QUEUE)["DeadLettersArrivalsAlarm"]["Metrics"]
    assert [each for each in over_time(metrics, minutes) if each] == arrivals


def test_the_age_of_a_message_is_watched_where_the_spec_says_how_old_it_may_be() -> None:
    made = _alarms(Queue(age=900))["QueueAgeAlarm"]
    assert (made["MetricName"], made["Threshold"]) == ("ApproximateAgeOfOldestMessage", 900)
    assert made["Dimensions"] == [{"Name": "QueueName", "Value": _NAME}]
    assert f"{_NAME}-queue-age" in alarm_names(worker(queue=Queue(age=900)))


def test_a_worker_without_a_queue_has_the_alarm_on_its_tasks() -> None:
    assert every_alarm(worker(queue=None)) == [f"{_NAME}-tasks-failed"]


def test_scaling_aims_at_messages_a_running_task() -> None:
    made = properties(backlog_policy(worker(), 50))["TargetTrackingScalingPolicyConfiguration"]
    waiting, tasks, backlog = made["CustomizedMetricSpecification"]["Metrics"]
    assert made["TargetValue"] == 50
    assert waiting["MetricStat"]["Metric"]["Dimensions"] == [{"Name": "QueueName", "Value": _NAME}]
    assert tasks["MetricStat"]["Metric"]["MetricName"] == "RunningTaskCount"
    # A late minute counts as the one before it, and not as an empty queue.
    assert (backlog["Expression"], backlog["ReturnData"]) == ("FILL(FILL(waiting, REPEAT), 0) / tasks", True)
