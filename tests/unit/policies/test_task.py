"""The task role: nothing, until the spec says otherwise."""

from __future__ import annotations

from generator.model.container import Permission
from generator.model.sidecar import Volume
from generator.policies import task
from tests.unit.policies.table import Rule, table
from tests.unit.project import container, plain, service

EXEC = Rule(
    "ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel "
    "ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel",
    "*",
)
READ = Permission(("s3:GetObject", "s3:ListBucket"), ("arn:aws:s3:::b", "arn:aws:s3:::b/*"))
QUEUE = Permission(("sqs:*",), ("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q",))


def test_nothing_is_allowed_by_default() -> None:
    assert task.permissions(service(), "key") is None


def test_the_spec_s_permissions_are_statements_in_their_order() -> None:
    assert table(task.permissions(service(container=container(permissions=(READ, QUEUE))), "key")) == {
        "Permission1": Rule("s3:GetObject s3:ListBucket", "arn:aws:s3:::b arn:aws:s3:::b/*"),
        "Permission2": Rule("sqs:*", "arn:PARTITION:sqs:REGION:ACCOUNT:q"),
    }


def test_a_resource_without_variables_is_plain_text() -> None:
    data = plain(task.permissions(service(container=container(permissions=(READ,))), "key"))
    assert data["Statement"][0]["Resource"] == ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]


def test_ecs_exec_opens_its_channel_and_no_more() -> None:
    assert table(task.permissions(service(container=container(exec=True)), "key")) == {"EcsExec": EXEC}
    both = task.permissions(service(container=container(exec=True, permissions=(READ,))), "key")
    assert table(both)["EcsExec"] == EXEC


def test_a_topic_is_published_to_with_its_key_and_for_that_alone() -> None:
    """The encryption context names the topic: with the key of the environment nothing else is read."""
    data = plain(task.permissions(service(container=container(publish=("sign-ups", "orders"))), "key"))
    publish, with_key = data["Statement"]
    topics = [
        f"arn:${{AWS::Partition}}:sns:${{AWS::Region}}:${{AWS::AccountId}}:shop-prod_{name}"
        for name in ("orders", "sign-ups")
    ]
    assert publish["Action"] == ["sns:Publish"]
    assert [each["Fn::Sub"] for each in publish["Resource"]] == topics
    assert (with_key["Action"], with_key["Resource"]) == (["kms:Decrypt", "kms:GenerateDataKey"], ["key"])
    [context] = with_key["Condition"]["StringEquals"].items()
    assert context == ("kms:EncryptionContext:aws:sns:topicArn", publish["Resource"])


def test_two_volumes_through_one_access_point_are_one_statement() -> None:
    read, write = (Volume(f"/{name}", "fs-1", "fsap-1", read_only=name == "logo") for name in ("logo", "uploads"))
    other = Volume("/other", "fs-1", "fsap-2", read_only=True)
    for volumes in ({"a": read, "b": write, "c": other}, {"a": write, "b": read, "c": other}):
        allowed = table(task.permissions(service(container=container(volumes=volumes)), "key"))
        assert {name: rule.actions for name, rule in allowed.items()} == {
            "Volume1": "elasticfilesystem:ClientMount elasticfilesystem:ClientWrite",
            "Volume2": "elasticfilesystem:ClientMount",
        }
