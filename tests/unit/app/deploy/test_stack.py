"""A stack is brought about from whatever state it is in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.app.deploy.failure import StackError
from generator.app.deploy.leftover import Leftovers
from generator.app.deploy.progress import Progress, State
from generator.errors import SpecError
from generator.live.change_set import ValueChange
from generator.live.client import AwsError
from tests.unit.app.deploy.cloud import CALLER, Cloud, Fake, stacks, worker

ECR, ROUTES, ECS = "shop-ecr", "shop-prod-routes", "shop-prod-ecs"


def _done(cloud: Cloud) -> list[str]:
    return [what for what, _ in cloud.calls]


def test_a_new_stack_is_created_and_protected() -> None:
    cloud = Cloud()
    outcome = worker(cloud)(stacks()["ecr"])
    assert outcome.state is State.CREATED
    assert _done(cloud) == ["change set CREATE", "execute CREATE", "protection on"]


def test_a_branch_s_stack_is_not_protected() -> None:
    cloud = Cloud()
    worker(cloud)(stacks("dev")["network"])
    assert "protection on" not in _done(cloud)


def test_what_is_sent() -> None:
    cloud = Cloud()
    worker(cloud)(stacks()["iam"])
    [given] = cloud.given
    assert given["TemplateBody"] == stacks()["iam"].subject.text
    assert given["Capabilities"] == ["CAPABILITY_NAMED_IAM"]
    assert given["Tags"] == [{"Key": "Project", "Value": "shop"}, {"Key": "Environment", "Value": "prod"}]
    assert given["ChangeSetName"].startswith("canaryform-")


def test_only_the_iam_stack_asks_for_the_capability() -> None:
    assert [noun for noun, stack in stacks().items() if stack.deployment.capabilities] == ["iam"]


def test_without_a_change_only_policy_and_protection_are_seen_to() -> None:
    cloud = Cloud({ROUTES: "UPDATE_COMPLETE"}, changes={ROUTES: []})
    outcome = worker(cloud)(stacks()["routes"])
    assert outcome.state is State.UNCHANGED
    assert _done(cloud) == ["change set UPDATE", "delete change set", "policy", "protection on"]


def test_a_change_is_carried_out_and_the_policy_set() -> None:
    change = {
        "Action": "Modify",
        "LogicalResourceId": "BlueTargetGroup",
        "ResourceType": "AWS::ElasticLoadBalancingV2::TargetGroup",
        "Replacement": "False",
        "Details": [{"Target": {"Attribute": "Properties", "Name": "HealthCheckPath"}}],
    }
    cloud = Cloud({ROUTES: "CREATE_COMPLETE"}, changes={ROUTES: [change]})
    outcome = worker(cloud)(stacks()["routes"])
    assert outcome.state is State.UPDATED
    assert [(each.logical_id, each.properties) for each in outcome.changes] == [
        ("BlueTargetGroup", ("HealthCheckPath",))
    ]
    assert _done(cloud) == ["change set UPDATE", "execute UPDATE", "policy", "protection on"]


def test_old_and_new_values_are_read_once_each() -> None:
    target = {"Attribute": "Properties", "Name": "HealthCheckPath", "Path": "/Properties/HealthCheckPath"}
    details = [
        {"Target": {**target, "BeforeValue": "/", "AfterValue": "/health"}, "Evaluation": "Static"},
        {"Target": {**target, "BeforeValue": "/", "AfterValue": "/health"}, "Evaluation": "Dynamic"},
        {"Target": {"Attribute": "Tags", "Name": "Tags", "Path": "/Properties/Tags/0", "AfterValue": "x"}},
        {"Target": {"Attribute": "Metadata"}},
    ]
    row = {"Action": "Modify", "LogicalResourceId": "Blue", "ResourceType": "AWS::X::Y", "Details": details}
    [change] = worker(Cloud({ROUTES: "CREATE_COMPLETE"}, changes={ROUTES: [row]}))(stacks()["routes"]).changes
    assert change.values == (ValueChange("HealthCheckPath", "/", "/health"), ValueChange("Tags/0", None, "x"))
    assert change.properties == ("HealthCheckPath", "Tags", "Metadata")


def test_a_change_of_the_service_is_refused_and_thrown_away() -> None:
    change = {
        "Action": "Modify",
        "LogicalResourceId": "Service",
        "ResourceType": "AWS::ECS::Service",
        "Replacement": "False",
        "Details": [{"Target": {"Attribute": "Properties", "Name": "HealthCheckGracePeriodSeconds"}}],
    }
    cloud = Cloud({ECS: "CREATE_COMPLETE"}, changes={ECS: [change]})
    outcome = worker(cloud)(stacks()["ecs"])
    assert outcome.state is State.FAILED
    assert isinstance(outcome.error, SpecError)
    [problem] = outcome.error.problems
    assert problem.message == "Service of shop-prod-ecs would be changed (HealthCheckGracePeriodSeconds)"
    assert (problem.location.file, problem.location.line) == ("shop.yaml", 4)
    assert _done(cloud) == ["change set UPDATE", "delete change set"]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"])
def test_what_is_left_of_an_earlier_try_is_deleted_and_made_anew(status: str) -> None:
    cloud, told = Cloud({ECR: status}), list[Progress]()
    outcome = worker(cloud, told.append)(stacks()["ecr"])
    assert outcome.state is State.CREATED
    assert _done(cloud)[:3] == ["delete", "change set CREATE", "execute CREATE"]
    assert f"{status} is left of an earlier try; it is deleted and made anew" in [each.note for each in told]


def test_what_cannot_be_deleted_is_named() -> None:
    cloud = Cloud(
        {ECR: "ROLLBACK_FAILED"}, ends={ECR: ["DELETE_FAILED"]}, failure="has dependencies and cannot be deleted"
    )
    outcome = worker(cloud)(stacks()["ecr"])
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "Thing (AWS::X::Thing): has dependencies and cannot be deleted"
    assert outcome.error.hint.startswith("something outside of the stacks uses it")


def test_an_update_that_could_not_be_taken_back_is_taken_back_first() -> None:
    cloud = Cloud({ECR: "UPDATE_ROLLBACK_FAILED"})
    outcome = worker(cloud)(stacks()["ecr"])
    assert outcome.state is State.UPDATED
    assert _done(cloud)[:3] == ["continue rollback", "change set UPDATE", "execute UPDATE"]


def test_when_it_still_cannot_the_way_out_is_a_command() -> None:
    cloud = Cloud({ECR: "UPDATE_ROLLBACK_FAILED"}, ends={ECR: ["UPDATE_ROLLBACK_FAILED"]})
    outcome = worker(cloud)(stacks()["ecr"])
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "Thing (AWS::X::Thing): it is broken"
    assert outcome.error.hint.endswith(
        "aws cloudformation continue-update-rollback --region us-west-2 --stack-name shop-ecr --resources-to-skip ID"
    )


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"])
def test_somebody_else_s_work_is_waited_for(status: str) -> None:
    cloud, told = Cloud({ECR: status}, changes={ECR: []}), list[Progress]()
    outcome = worker(cloud, told.append)(stacks()["ecr"])
    assert outcome.state is State.UNCHANGED
    assert told[0].note == f"{status}: waits until that has ended"


def test_a_stack_that_waits_for_its_first_change_set_is_created() -> None:
    cloud = Cloud({ECR: "REVIEW_IN_PROGRESS"})
    assert worker(cloud)(stacks()["ecr"]).state is State.CREATED


class _Overtaken(Cloud):
    """Another run carries its change set out just before ours."""

    def execute_change_set(self, **given: Any) -> dict[str, Any]:
        name, _ = self._sets[given["ChangeSetName"]]
        if self.status[name] != "REVIEW_IN_PROGRESS":
            return super().execute_change_set(**given)
        self.status[name] = "CREATE_IN_PROGRESS"
        self.changes[name] = []
        raise AwsError("AWS refused ExecuteChangeSet", "InvalidChangeSetStatus", "is in a state other than AVAILABLE")


def test_two_runs_at_once_make_one_stack() -> None:
    cloud = _Overtaken()
    outcome = worker(cloud)(stacks()["ecr"])
    assert outcome.state is State.UNCHANGED
    assert "execute UPDATE" not in _done(cloud)


class _Restless(Cloud):
    """Is always in another state than it was a moment ago."""

    def create_change_set(self, **given: Any) -> dict[str, str]:
        raise AwsError("AWS refused CreateChangeSet", "ValidationError", "is in X state and can not be updated.")


def test_a_stack_that_never_settles_is_given_up() -> None:
    outcome = worker(_Restless({ECR: "CREATE_COMPLETE"}))(stacks()["ecr"])
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "it changes all the time"


@pytest.mark.parametrize("end", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED"])
def test_a_failed_creation_says_the_cause_and_not_what_was_cancelled(end: str) -> None:
    cloud = Cloud(ends={ECR: [end]}, failure="shop already exists in stack X")
    outcome = worker(cloud)(stacks()["ecr"])
    assert outcome.state is State.FAILED
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "Thing (AWS::X::Thing): shop already exists in stack X"
    assert "--import-existing-resources" in outcome.error.hint
    assert "protection on" not in _done(cloud)


def test_an_update_that_was_rolled_back_has_failed() -> None:
    cloud = Cloud({ECR: "CREATE_COMPLETE"}, ends={ECR: ["UPDATE_ROLLBACK_COMPLETE"]})
    assert worker(cloud)(stacks()["ecr"]).state is State.FAILED


def test_a_refused_change_set_says_why() -> None:
    cloud = Cloud(reasons={ECR: "No export named x found."})
    outcome = worker(cloud)(stacks()["ecr"])
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "CloudFormation refuses to change shop-ecr: No export named x found."
    assert _done(cloud) == ["change set CREATE", "delete change set"]


def test_a_change_set_that_cannot_be_carried_out_says_why() -> None:
    cloud = Cloud(useless={ECR: "AWS::X::Y cannot be imported"})
    outcome = worker(cloud)(stacks()["ecr"])
    assert isinstance(outcome.error, StackError)
    assert outcome.error.why == "CloudFormation refuses to change shop-ecr: AWS::X::Y cannot be imported"
    assert _done(cloud) == ["change set CREATE", "delete change set"]


def _repository(aws: Any, resource_type: str, name: str) -> Mapping[str, str]:
    return {"RepositoryName": name} if name == "shop" else {}


def test_what_an_earlier_stack_kept_is_taken_over_first() -> None:
    cloud = Cloud()
    deploy = worker(cloud, leftovers=Leftovers(Fake(cloud), CALLER, _repository))
    outcome = deploy(stacks()["ecr"])
    assert outcome.state is State.UPDATED
    assert _done(cloud)[:4] == ["change set IMPORT", "execute IMPORT", "change set UPDATE", "execute UPDATE"]
    taken = cloud.given[0]
    assert taken["ResourcesToImport"] == [
        {
            "ResourceType": "AWS::ECR::Repository",
            "LogicalResourceId": "Repository",
            "ResourceIdentifier": {"RepositoryName": "shop"},
        }
    ]
    template = json.loads(taken["TemplateBody"])
    assert [*template["Resources"]] == ["Repository"]
    assert "Outputs" not in template


def test_a_bucket_s_name_has_account_and_region() -> None:
    asked = []

    def ask(aws: Any, resource_type: str, name: str) -> Mapping[str, str]:
        asked.append(name)
        return {}

    assert not Leftovers(Fake(Cloud()), CALLER, ask).of(stacks()["base"])
    assert asked[-1] == "shop-prod-artifacts-123456789012-us-west-2"


def test_a_large_template_needs_a_bucket() -> None:
    cloud = Cloud()
    deploy = worker(cloud)
    stack = stacks()["ecr"]
    outcome = deploy(replace(stack, subject=stack.subject._replace(text="x" * 51_201)))
    assert isinstance(outcome.error, StackError)
    assert "its template has 51,201 bytes" in outcome.error.why
    assert cloud.calls == []


@pytest.mark.parametrize(
    ("noun", "status", "has_tags"),
    [
        ("ecs", "CREATE_COMPLETE", False),
        ("ecs", "IMPORT_COMPLETE", True),
        ("routes", "UPDATE_ROLLBACK_COMPLETE", False),
        ("alb", "UPDATE_ROLLBACK_COMPLETE", True),
        ("iam", "CREATE_COMPLETE", True),
    ],
)
def test_tags_of_a_stack_with_something_locked_are_given_once(noun: str, status: str, has_tags: bool) -> None:
    cloud = Cloud({f"shop-prod-{noun}": status})
    worker(cloud)(stacks()[noun])
    [given] = cloud.given
    assert ("Tags" in given) is has_tags


@pytest.mark.parametrize("state", ["ROLLBACK_FAILED", "DELETE_FAILED", "CREATE_FAILED"])
def test_what_is_protected_in_a_stack_that_is_left_behind_goes_with_it(state: str) -> None:
    kind = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    rows = [
        {"LogicalResourceId": each, "ResourceType": kind, "PhysicalResourceId": each, "ResourceStatus": status}
        for each, status in (("gone", "DELETE_COMPLETE"), ("there", "DELETE_FAILED"), ("", "CREATE_FAILED"))
    ]
    cloud = Cloud({ROUTES: state}, resources={ROUTES: rows})
    assert worker(cloud)(stacks()["routes"]).state is State.CREATED
    assert _done(cloud)[:3] == ["unprotect", "delete", "change set CREATE"]
    assert cloud.calls[0] == ("unprotect", "there")


def test_a_refusal_in_other_words_is_shown_and_not_tried_again() -> None:
    class Picky(Cloud):
        def create_change_set(self, **given: Any) -> dict[str, str]:
            self.calls.append(("change set", given["StackName"]))
            raise AwsError(
                "AWS refused CreateChangeSet", "ValidationError", "Template format error: no [ValidationError]"
            )

    cloud = Picky()
    outcome = worker(cloud)(stacks()["routes"])
    assert (outcome.state, len(cloud.calls)) == (State.FAILED, 1)
    assert "Template format error" in str(outcome.error)
