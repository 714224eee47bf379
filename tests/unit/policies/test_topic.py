"""The topic's policy: who may publish."""

from __future__ import annotations

from troposphere import Ref

from generator.policies import topic
from tests.unit.policies.table import Rule, regional, table
from tests.unit.project import project


def test_our_alarms_and_events_publish_and_nobody_without_tls() -> None:
    assert table(topic.permissions(project(), Ref("Topic"))) == {
        "Alarms": Rule(
            "sns:Publish",
            "${Topic}",
            {
                "StringEquals": {"aws:SourceAccount": "ACCOUNT"},
                "ArnLike": {"aws:SourceArn": regional("cloudwatch", "alarm:shop-prod-*")},
            },
            principal="Service cloudwatch.amazonaws.com",
        ),
        "Events": Rule("sns:Publish", "${Topic}", principal="Service events.amazonaws.com"),
        "TlsOnly": Rule(
            "sns:Publish", "${Topic}", {"Bool": {"aws:SecureTransport": "false"}}, effect="Deny", principal="*"
        ),
    }
