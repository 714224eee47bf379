"""An environment goes from its last stack to its first, and what is kept is named."""

from __future__ import annotations

from threading import Event

import pytest

from generator.app.deploy.desired import own
from generator.app.deploy.destroy import StackDeletion, deletion, destroy, encrypted, removal
from generator.app.deploy.progress import State
from generator.app.run.batch import Result
from generator.live.stack import StackResource
from tests.unit.app.deploy.cloud import BUILD, PROJECTS, SPEC, Cloud, Fake, stacks, worker


def _cloud(*environments: str) -> Cloud:
    cloud = Cloud()
    for environment in environments:
        for stack in stacks(environment).values():
            cloud.status[stack.name] = "CREATE_COMPLETE"
            cloud.resources[stack.name] = [
                {
                    "LogicalResourceId": logical_id,
                    "PhysicalResourceId": f"{stack.name}/{logical_id}",
                    "ResourceType": kind,
                    "ResourceStatus": "CREATE_COMPLETE",
                }
                for logical_id, kind in stack.resources.items()
            ]
    return cloud


def _doomed(cloud: Cloud, environment: str) -> tuple[StackDeletion, ...]:
    return deletion(Fake(cloud), Result(SPEC, BUILD), PROJECTS[environment])


def test_what_another_environment_uses_stays() -> None:
    assert next(each.stack.noun for each in _doomed(_cloud("dev", "prod"), "dev")) == "network"


def test_the_last_environment_takes_what_it_shared_along() -> None:
    assert [each.stack.noun for each in _doomed(_cloud("dev"), "dev")][:2] == ["github", "ecr"]


def test_where_nothing_is_there_is_nothing_to_do() -> None:
    assert _doomed(Cloud(), "dev") == ()


def test_what_is_lost_and_what_is_kept() -> None:
    [base] = [each for each in _doomed(_cloud("dev"), "dev") if each.stack.noun == "base"]
    assert "Key" in [resource.logical_id for resource in base.kept]
    assert "Key" not in [resource.logical_id for resource in base.lost]
    assert "Topic" in [resource.logical_id for resource in base.lost]


def test_each_stack_goes_after_those_that_need_it() -> None:
    cloud = _cloud("dev")
    outcomes = destroy(worker(cloud).operations, _doomed(cloud, "dev"), Event())
    assert {outcome.state for outcome in outcomes} == {State.DELETED}
    assert cloud.status == {}
    deleted = [name for what, name in cloud.calls if what == "delete"]
    for stack in stacks("dev").values():
        assert all(deleted.index(before) > deleted.index(stack.name) for before in stack.after)


def test_the_load_balancer_is_let_go_first() -> None:
    cloud = _cloud("dev")
    destroy(worker(cloud).operations, _doomed(cloud, "dev"), Event())
    done = [call for call in cloud.calls if call[1].startswith("shop-dev-alb")]
    assert done == [("unprotect", "shop-dev-alb/LoadBalancer"), ("delete", "shop-dev-alb")]


def test_one_that_cannot_go_holds_up_what_it_needs_and_the_next_run_goes_on() -> None:
    cloud = _cloud("dev")
    cloud.ends["shop-dev-alb"] = ["DELETE_FAILED"]
    outcomes = {outcome.stack: outcome for outcome in destroy(worker(cloud).operations, _doomed(cloud, "dev"), Event())}
    assert outcomes["shop-dev-alb"].state is State.FAILED
    assert outcomes["shop-dev-network"].state is State.SKIPPED
    assert outcomes["shop-dev-iam"].state is State.DELETED
    again = destroy(worker(cloud).operations, _doomed(cloud, "dev"), Event())
    assert {outcome.state for outcome in again} == {State.DELETED}
    assert cloud.status == {}


@pytest.mark.parametrize(
    ("resource_type", "command"),
    [
        (
            "AWS::EFS::FileSystem",
            "aws efs delete-file-system --region us-west-2 --file-system-id x  # and all files in it",
        ),
        ("AWS::ECR::Repository", "aws ecr delete-repository --region us-west-2 --repository-name x --force"),
        ("AWS::Logs::LogGroup", "aws logs delete-log-group --region us-west-2 --log-group-name x"),
        ("AWS::S3::Bucket", "aws s3 rb --region us-west-2 s3://x"),
        ("AWS::ECS::TaskDefinition", "aws ecs deregister-task-definition --region us-west-2 --task-definition x"),
        ("AWS::KMS::Key", "aws kms schedule-key-deletion --region us-west-2 --key-id x"),
        (
            "AWS::CodeConnections::Connection",
            "aws codeconnections delete-connection --region us-west-2",
        ),
    ],
)
def test_what_is_kept_has_a_command_that_removes_it(resource_type: str, command: str) -> None:
    resource = StackResource("Any", "x", resource_type, "CREATE_COMPLETE", "")
    assert command in removal(Fake(Cloud()), resource)


def test_a_key_goes_after_all_that_it_encrypts() -> None:
    names = encrypted(own(stacks("dev").values()), "123456789012", "us-west-2")
    assert set(names) == {"/ecs/shop-dev", "/codebuild/shop-dev", "shop-dev-artifacts-123456789012-us-west-2"}
    key = StackResource("Key", "k", "AWS::KMS::Key", "CREATE_COMPLETE", "")
    assert removal(Fake(Cloud()), key, ("/ecs/shop-dev", "b")) == (
        "aws kms schedule-key-deletion --region us-west-2 --key-id k  "
        "# only once these are gone for good, which it encrypts: /ecs/shop-dev, b"
    )
    assert removal(Fake(Cloud()), key).endswith("# what it encrypted is lost with it")


def test_every_kept_type_has_such_a_command() -> None:
    kept = {stack.resources[logical_id] for stack in stacks().values() for logical_id in stack.kept}
    for resource_type in kept:
        assert removal(Fake(Cloud()), StackResource("Any", "x", resource_type, "", "")).startswith("aws ")
