"""What every engine has to say for itself, and that it fits together."""

from __future__ import annotations

import pytest

from generator.cfn.walk import resources
from generator.engines.catalog import ENGINES
from generator.engines.engine import Engine
from generator.stacks.ecs import ECS
from generator.stacks.iam import IAM
from tests.unit.project import plain, service

EACH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


@EACH
def test_an_engine_s_role_is_in_the_iam_stack_with_its_policies(engine: Engine) -> None:
    made = service()
    role = dict(resources(IAM.template(made).to_dict(), "AWS::IAM::Role"))[f"{engine.role.capitalize()}Role"]
    assert role["AssumeRolePolicyDocument"] == plain(engine.trust(made))
    assert [policy["PolicyName"] for policy in role["Policies"]] == [engine.role]


@EACH
def test_the_pipeline_s_role_may_start_the_engine_s_release(engine: Engine) -> None:
    made = service()
    role = dict(resources(IAM.template(made).to_dict(), "AWS::IAM::Role"))["CodepipelineRole"]
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    started = [plain(statement) for statement in engine.start_release(made)]
    assert started
    assert statements[-len(started) :] == started


@EACH
def test_the_service_has_the_engine_s_controller(engine: Engine) -> None:
    [(_, found)] = resources(ECS.template(service()).to_dict(), "AWS::ECS::Service")
    assert found["DeploymentController"] == {"Type": engine.controller}


@EACH
def test_the_last_action_deploys_what_the_build_made(engine: Engine) -> None:
    action = plain(engine.deploy_action(service()))
    assert action["ActionTypeId"]["Category"] == "Deploy"
    assert action["InputArtifacts"] == [{"Name": "BuildOutput"}]
