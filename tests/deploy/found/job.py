"""What starts a job and keeps what could not be started, asked of EventBridge Scheduler and SQS."""

from __future__ import annotations

import json

from tests.deploy.found.row import Client, Found, Properties, Row, only, tag_list


def _queue(client: Client, url: str, properties: Properties) -> Found:
    sqs = client("sqs")
    shown = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    tags = sqs.list_queue_tags(QueueUrl=url).get("Tags", {})
    arn = shown["QueueArn"]
    return Found({**shown, "QueueName": arn.rpartition(":")[2], "Tags": tag_list(tags)}, {"Arn": arn})


def _queue_policy(client: Client, identity: str, properties: Properties) -> Found:
    queue = only(properties["Queues"])
    shown = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]
    return Found({"Queues": [queue], "PolicyDocument": json.loads(shown["Policy"])})


def _group(client: Client, name: str, properties: Properties) -> Found:
    scheduler = client("scheduler")
    shown = scheduler.get_schedule_group(Name=name)
    return Found({**shown, "Tags": scheduler.list_tags_for_resource(ResourceArn=shown["Arn"])["Tags"]})


def _schedule(client: Client, name: str, properties: Properties) -> Found:
    return Found(client("scheduler").get_schedule(Name=name, GroupName=properties["GroupName"]))


ROWS = {
    "AWS::SQS::Queue": Row(_queue),
    "AWS::SQS::QueuePolicy": Row(_queue_policy),
    "AWS::Scheduler::Schedule": Row(
        _schedule,
        {
            "ScheduleExpressionTimezone": "ministack's CloudFormation does not hand it on.",
            "Target": "ministack's CloudFormation hands it on in its own spelling, which the API does not know.",
        },
    ),
    "AWS::Scheduler::ScheduleGroup": Row(_group),
}
