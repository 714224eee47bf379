"""A worker's queue and its dead letters: what keeps messages, and what stops a release."""

from __future__ import annotations

from typing import Any

from generator.model.queue import Queue
from generator.resources.alarm import alarm_names, every_alarm
from generator.resources.queue import DEAD_LETTER_RETENTION, RETENTION, dead_letters, queue, queue_policies
from generator.resources.queue_alarm import queue_alarms
from generator.resources.scaling import backlog_policy
from tests.unit.project import plain, properties, worker

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
    policies = [properties(policy) for policy in queue_policies()]
    assert [each["Queues"] for each in policies] == [[{"Ref": "Queue"}], [{"Ref": "DeadLetters"}]]
    for each in policies:
        [statement] = each["PolicyDocument"]["Statement"]
        assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def _alarms(asked: Queue) -> dict[str, Any]:
    return {each.title: properties(each) for each in queue_alarms(worker(queue=asked), asked, "topic")}


def test_what_stops_a_release_is_off_while_old_dead_letters_lie_there() -> None:
    """By how many they have become more: ECS watches nothing where an alarm is on when a release begins."""
    made = _alarms(_QUEUE)
    assert [*made] == ["DeadLettersArrivalsAlarm", "DeadLettersWaitingAlarm"]
    *read, arrivals = made["DeadLettersArrivalsAlarm"]["Metrics"]
    assert arrivals["Expression"] == "DIFF(FILL(visible, 0) + FILL(hidden, 0))"
    assert {each["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for each in read} == {f"{_NAME}_dead-letters"}
    asked = worker(queue=_QUEUE)
    stopping = [f"{_NAME}-tasks-failed", f"{_NAME}-dead-letters-arrivals"]
    assert alarm_names(asked) == stopping
    assert every_alarm(asked) == [*stopping, f"{_NAME}-dead-letters-waiting"]


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
    assert (backlog["Expression"], backlog["ReturnData"]) == ("FILL(waiting, 0) / tasks", True)
