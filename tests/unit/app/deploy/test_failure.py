"""What CloudFormation says is told with a way out."""

from __future__ import annotations

import pytest

from generator.app.deploy.failure import AGAIN, stack_failed, way_out
from generator.live.event import Event


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("/ecs/shop-prod already exists in stack arn:aws:cloudformation", "--import-existing-resources"),
        ("Resource of type 'AWS::S3::Bucket' with identifier 'x' already exists.", "--import-existing-resources"),
        ("[AWS::EarlyValidation::ResourceExistenceCheck]", "--import-existing-resources"),
        ("Action denied by stack policy: Statement [#1] denies [Update:Modify]", "Changing a running system"),
        ("Cannot delete export shop-prod-network-VpcId as it is in use by shop-prod-alb", "other stacks import"),
        ("No export named shop-prod-iam-KeyArn found.", "without --stack"),
        ("User: arn:aws:iam::111122223333:user/a is not authorized to perform: ecs:CreateCluster", "iam --deployer"),
        ("User: arn is not authorized to perform: ecr:DeleteRepositoryPolicy on resource: arn", "as an administrator"),
        ("The maximum number of VPCs has been reached.", "Service Quotas"),
        ("Resource handler returned message: did not stabilize", "canaryform doctor"),
        ("Unable to update task definition on services with a CODE_DEPLOY deployment controller", "Changing a running"),
        (
            "Service deployment rolled back because of invalid networking configuration. Both targetGroup and "
            "alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.",
            "on no rule of the load balancer",
        ),
        ("Rate exceeded (Service: AmazonCloudFormation)", "wait a minute"),
        ("Load balancer cannot be deleted because deletion protection is enabled", "`canaryform deploy` and `destroy`"),
    ],
)
def test_a_known_reason_has_its_way_out(reason: str, words: str) -> None:
    assert words in way_out(reason)
    assert way_out(reason).endswith("then run the same command again")


def test_an_unknown_reason_has_the_common_one() -> None:
    assert way_out("the moon is full") == AGAIN


def test_all_causes_are_told_once() -> None:
    events = [
        Event("1", "A", "AWS::X::A", "CREATE_FAILED", "bad"),
        Event("2", "B", "AWS::X::B", "CREATE_FAILED", "Resource creation cancelled"),
        Event("3", "C", "AWS::X::C", "CREATE_FAILED", "worse"),
        Event("4", "A", "AWS::X::A", "CREATE_FAILED", "bad"),
        Event("5", "shop", "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE", ""),
    ]
    assert stack_failed("shop", "ROLLBACK_COMPLETE", "", events).why == "A (AWS::X::A): bad; C (AWS::X::C): worse"


def test_without_events_the_stack_s_own_words_are_told() -> None:
    assert stack_failed("shop", "UPDATE_FAILED", "no reason", []).why == "UPDATE_FAILED: no reason"
    assert stack_failed("shop", "UPDATE_FAILED", "", []).why == "UPDATE_FAILED"
