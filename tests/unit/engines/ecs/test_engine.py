"""The engine ``ecs``: its words, its pipeline, and what people are told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.cfn.handlers import handlers
from generator.engines.ecs.engine import Ecs
from generator.model.environment import Trigger
from generator.model.release import Hooks, Release
from generator.model.service import Service
from generator.naming import RULES, WAITING_RULE
from generator.policies.omission import OMISSIONS
from tests.unit.project import environment, plain, properties, service

ENGINE = Ecs()
BY_ECS = service(release=Release(engine="ecs"))


def _actions(made: Service = BY_ECS) -> list[Any]:
    return [plain(action) for action in ENGINE.deploy_actions(made, lambda principal: f"arn:role/{principal}")]


def test_its_words_are_those_of_the_spec_and_of_ecs() -> None:
    assert (ENGINE.name, ENGINE.controller, ENGINE.service_stack) == ("ecs", "ECS", "service")


def test_the_stack_is_updated_with_the_template_that_it_has_and_what_the_build_exports() -> None:
    fetch, deploy = _actions()
    [output] = fetch["OutputArtifacts"]
    assert deploy["InputArtifacts"] == [output]
    assert (fetch["RunOrder"], deploy["RunOrder"]) == (1, 2)
    configuration = deploy["Configuration"]
    assert json.loads(configuration.pop("ParameterOverrides")) == {
        "Image": "#{Build.IMAGE_URI}",
        "Version": "#{Build.VERSION}",
    }
    assert configuration == {
        "ActionMode": "CREATE_UPDATE",
        "StackName": "shop-prod-service",
        "TemplatePath": f"{output['Name']}::service.yaml",
        "RoleArn": "arn:role/release",
    }
    parameters = {parameter.title for parameter in ENGINE.stack_template(BY_ECS).parameters}
    assert parameters == {"Image", "Version"}
    assert {*ENGINE.hand_over(BY_ECS).exported} == {"IMAGE_URI", "VERSION"}


def test_the_parameters_fit_into_what_the_action_takes() -> None:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html."""
    longest = {
        "Image": 12 * "1" + ".dkr.ecr." + 100 * "r" + "/" + 256 * "n" + "@sha256:" + 64 * "a",
        "Version": 128 * "v",
    }
    assert len(json.dumps(longest)) <= 1024


@pytest.mark.parametrize("trigger", [Trigger(tag="v*"), Trigger(branch="develop")])
def test_the_template_is_fetched_by_commands_that_no_commit_brings(trigger: Trigger) -> None:
    made = service(release=Release(engine="ecs"), environment=environment(trigger=trigger))
    [project] = ENGINE.pipeline_resources(made, lambda principal: f"arn:role/{principal}", "key")
    source = properties(project)["Source"]
    assert "get-template --stack-name shop-prod-service --template-stage Original" in source["BuildSpec"]
    assert _actions(made)[0]["Configuration"] == {"ProjectName": {"Ref": project.title}}
    assert [*ENGINE.build_files(made, "")] == [], "and no commit brings a file"


def test_who_waits_hears_of_it_by_a_rule_of_its_own() -> None:
    [failed] = ENGINE.events(BY_ECS, "arn:topic")
    assert properties(failed)["Name"] == "shop-prod-deployment-failed"
    _, waits = ENGINE.events(service(release=Release(engine="ecs", pause="step")), "arn:topic")
    made = properties(waits)
    assert made["Name"] == f"shop-prod-{WAITING_RULE}"
    assert WAITING_RULE not in RULES
    assert "canaryform continue -e prod lets it go on" in made["Targets"][0]["InputTransformer"]["InputTemplate"]


def test_the_role_for_hooks_stays_when_the_last_hook_goes_and_may_then_do_nothing() -> None:
    hooked = service(release=Release(engine="ecs", hooks=Hooks(before_traffic="check", made_for="ecs")))
    for made, may in ((hooked, True), (BY_ECS, False)):
        roles = {role.principal: role.permissions for role in ENGINE.roles(made, "key")}
        assert [*roles] == ["ecs", "hook", "release", "template"]
        assert (roles["hook"] is not None) is may


def test_cloudformation_may_do_in_a_release_whatever_its_handlers_call() -> None:
    """But to make a service, which is there, and a linked role, which the deployer makes."""
    scaling = "AWS::ApplicationAutoScaling"
    kinds = ("AWS::ECS::Service", "AWS::ECS::TaskDefinition", f"{scaling}::ScalableTarget", f"{scaling}::ScalingPolicy")
    left = {(each.resource_type, call) for each in OMISSIONS for call in each.calls}
    needed = {
        call
        for kind in kinds
        for call, when in handlers()[kind].items()
        if {"create", "read", "update", "delete"} & {*when.split()} and (kind, call) not in left
    }
    [release] = [role for role in ENGINE.roles(BY_ECS, "key") if role.principal == "release"]
    granted = {call for statement in plain(release.permissions)["Statement"] for call in statement["Action"]}
    assert needed - granted == {"ecs:CreateService", "iam:CreateServiceLinkedRole"}
