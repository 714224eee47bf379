"""The stack ``base``."""

from __future__ import annotations

from generator.model.load_balancer import LoadBalancer
from generator.model.notifications import Notifications
from generator.stacks.base import BASE
from tests.unit.project import ACCOUNT, VARIANTS, service
from tests.unit.stacks.built import built

KEY = ["Key", "KeyAlias"]
LOGS = ["LogBucket", "LogBucketPolicy"]
OTHERS = ["ArtifactBucket", "ArtifactBucketPolicy", "Topic", "TopicPolicy", "Cluster"]


def test_what_services_share_without_a_network() -> None:
    assert built(BASE, service()).ids == [*KEY, *LOGS, *OTHERS]
    assert built(BASE, service(load_balancer=LoadBalancer(access_logs=False))).ids == [*KEY, *OTHERS]


def test_all_that_is_stored_is_encrypted_with_the_environment_s_key() -> None:
    made, key = built(BASE, service()), {"Fn::GetAtt": ["Key", "Arn"]}
    [encryption] = made["ArtifactBucket"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == key
    assert made["Topic"]["KmsMasterKeyId"] == key


def test_artifacts_are_logged_once_that_is_allowed() -> None:
    made = built(BASE, service())
    assert made["ArtifactBucket"]["LoggingConfiguration"]["DestinationBucketName"] == {"Ref": "LogBucket"}
    assert made.data["Resources"]["ArtifactBucket"]["DependsOn"] == "LogBucketPolicy"


def test_what_is_handed_on() -> None:
    assert built(BASE, service()).outputs == {
        "LogBucketName": {"Ref": "LogBucket"},
        "KeyArn": {"Fn::GetAtt": ["Key", "Arn"]},
        "ArtifactBucketName": {"Ref": "ArtifactBucket"},
        "TopicArn": {"Ref": "Topic"},
        "ClusterName": {"Ref": "Cluster"},
        "ClusterArn": {"Fn::GetAtt": ["Cluster", "Arn"]},
    }


def test_every_address_subscribes_whatever_their_order() -> None:
    def subscriptions(*addresses: str) -> dict[str, str]:
        made = built(BASE, service(notifications=Notifications(addresses)))
        return {name: made[name]["Endpoint"] for name in made.ids if name.startswith("Subscription")}

    assert subscriptions("a@example.com", "b@example.com") == subscriptions("b@example.com", "a@example.com")
    assert subscriptions("b@example.com").items() <= subscriptions("a@example.com", "b@example.com").items()
    assert set(subscriptions("a@example.com", "b@example.com").values()) == {"a@example.com", "b@example.com"}


def test_what_exists_already_is_handed_on_and_not_made() -> None:
    made = built(BASE, VARIANTS["what exists"])
    assert made.ids == [*KEY, *OTHERS[:-1]]
    start = f"arn:aws:elasticloadbalancing:us-west-2:{ACCOUNT}:listener/app/platform/0123456789abcdef"
    assert {name: value for name, value in made.outputs.items() if isinstance(value, str)} == {
        "ClusterName": "platform",
        "VpcId": "vpc-0abc",
        "LoadBalancerSecurityGroupId": "sg-0a",
        "LoadBalancerFullName": "app/platform/0123456789abcdef",
        "ProductionListenerArn": f"{start}/0011223344556677",
        "TestListenerArn": f"{start}/8899aabbccddeeff",
    }
    assert made.outputs["ClusterArn"]["Fn::Sub"].endswith(":cluster/platform")
    assert made.outputs["TaskSubnetIds"] == {"Fn::Join": [",", ["subnet-0c", "subnet-0d"]]}
