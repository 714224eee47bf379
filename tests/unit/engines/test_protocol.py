"""What every engine has to say for itself, and that it fits together."""

from __future__ import annotations

import pytest

from generator.cfn.walk import resources
from generator.engines.catalog import ENGINES
from generator.engines.engine import Engine
from generator.model.release import Release
from generator.model.service import Service
from generator.stacks.catalog import service_stacks
from generator.stacks.iam import IAM
from tests.unit.project import plain, service

EACH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


def _service(engine: Engine) -> Service:
    return service(release=Release(engine=engine.name))


@EACH
def test_an_engine_s_roles_are_in_the_iam_stack_with_their_policies(engine: Engine) -> None:
    made = _service(engine)
    found = dict(resources(IAM.template(made).to_dict(), "AWS::IAM::Role"))
    for each in engine.roles(made, "key"):
        role = found[f"{each.principal.capitalize()}Role"]
        assert role["AssumeRolePolicyDocument"] == plain(each.trust)
        named = [policy["PolicyName"] for policy in role.get("Policies", [])]
        assert named == ([each.principal] if each.permissions else [])


@EACH
def test_each_role_of_an_engine_is_one_of_its_principals(engine: Engine) -> None:
    made = _service(engine)
    assert [each.principal for each in engine.roles(made, "key")] == [each.name for each in engine.principals(made)]


@EACH
def test_the_pipeline_s_role_may_start_the_engine_s_release(engine: Engine) -> None:
    made = _service(engine)
    role = dict(resources(IAM.template(made).to_dict(), "AWS::IAM::Role"))["CodepipelineRole"]
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    started = [plain(statement) for statement in engine.start_release(made)]
    assert started
    assert statements[-len(started) :] == started


@EACH
def test_the_service_has_the_engine_s_controller(engine: Engine) -> None:
    made = _service(engine)
    [stack] = (stack for stack in service_stacks(engine) if stack.noun == engine.service_stack)
    [(_, found)] = resources(stack.template(made).to_dict(), "AWS::ECS::Service")
    assert found["DeploymentController"] == {"Type": engine.controller}


@EACH
def test_the_last_action_deploys(engine: Engine) -> None:
    *_, action = (plain(action) for action in engine.deploy_actions(_service(engine), str))
    assert action["ActionTypeId"]["Category"] == "Deploy"
    assert action["InputArtifacts"]


@EACH
def test_a_service_has_the_engine_s_stacks_and_those_of_no_other(engine: Engine) -> None:
    nouns = {stack.noun for stack in service_stacks(engine)}
    assert {*engine.stacks} <= nouns
    assert not nouns & {noun for other in ENGINES if other is not engine for noun in other.stacks}
