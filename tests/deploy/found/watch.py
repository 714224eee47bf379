"""What watches and tells, asked of CloudWatch, CloudWatch Logs, EventBridge and SNS."""

from __future__ import annotations

import json

from tests.deploy.found.row import Client, Found, Properties, Row, only, tag_list


def _alarm(client: Client, name: str, properties: Properties) -> Found:
    cloudwatch = client("cloudwatch")
    shown = only(cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"])
    return Found({**shown, "Tags": cloudwatch.list_tags_for_resource(ResourceARN=shown["AlarmArn"])["Tags"]})


def _dashboard(client: Client, name: str, properties: Properties) -> Found:
    return Found(client("cloudwatch").get_dashboard(DashboardName=name))


def _log_group(client: Client, name: str, properties: Properties) -> Found:
    logs = client("logs")
    groups = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    shown = only(group for group in groups if group["logGroupName"] == name)
    tags = logs.list_tags_for_resource(resourceArn=shown["arn"].removesuffix(":*"))["tags"]
    return Found({**shown, "Tags": tag_list(tags)})


def _rule(client: Client, name: str, properties: Properties) -> Found:
    events = client("events")
    shown = events.describe_rule(Name=name)
    shown["EventPattern"] = json.loads(shown["EventPattern"])
    shown["Targets"] = events.list_targets_by_rule(Rule=name)["Targets"]
    shown["Tags"] = events.list_tags_for_resource(ResourceARN=shown["Arn"])["Tags"]
    return Found(shown)


def _topic(client: Client, arn: str, properties: Properties) -> Found:
    sns = client("sns")
    shown = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    shown["TopicName"] = shown["TopicArn"].rpartition(":")[2]
    shown["Tags"] = sns.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return Found(shown)


def _topic_policy(client: Client, identity: str, properties: Properties) -> Found:
    topic = only(properties["Topics"])
    policy = client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]
    return Found({"Topics": [topic], "PolicyDocument": json.loads(policy)})


def _subscription(client: Client, arn: str, properties: Properties) -> Found:
    sns = client("sns")
    listed = sns.list_subscriptions_by_topic(TopicArn=properties["TopicArn"])["Subscriptions"]
    shown = only(entry for entry in listed if entry["Endpoint"] == properties["Endpoint"])
    if properties["Protocol"] == "email":  # Which has an ARN once somebody has confirmed it.
        return Found(shown)
    own = sns.get_subscription_attributes(SubscriptionArn=shown["SubscriptionArn"])["Attributes"]
    return Found({**shown, "RawMessageDelivery": own.get("RawMessageDelivery", "false")})


ROWS = {
    "AWS::CloudWatch::Alarm": Row(_alarm),
    "AWS::CloudWatch::Dashboard": Row(_dashboard, {"Tags": "ministack keeps no tags of dashboards."}),
    "AWS::Events::Rule": Row(_rule),
    "AWS::Logs::LogGroup": Row(_log_group, {"FieldIndexPolicies": "ministack has no DescribeIndexPolicies"}),
    "AWS::SNS::Subscription": Row(_subscription),
    "AWS::SNS::Topic": Row(_topic),
    "AWS::SNS::TopicPolicy": Row(_topic_policy),
}
