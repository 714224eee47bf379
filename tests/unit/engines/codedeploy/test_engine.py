"""The engine ``codedeploy``."""

from __future__ import annotations

from typing import Any

from generator.engines.codedeploy.engine import CodeDeploy
from generator.engines.codedeploy.files import TASK_DEFINITION
from generator.engines.codedeploy.taskdef import task_definition
from tests.unit.project import plain, service

ENGINE = CodeDeploy()


def _action() -> Any:
    [action] = ENGINE.deploy_actions(service(), str)
    return plain(action)


def test_its_words_are_those_of_the_spec_and_of_ecs() -> None:
    assert (ENGINE.name, ENGINE.controller, ENGINE.role) == ("codedeploy", "CODE_DEPLOY", "codedeploy")


def test_the_action_is_the_one_that_registers_a_revision_with_the_new_image() -> None:
    action = _action()
    assert action["ActionTypeId"] == {
        "Category": "Deploy",
        "Owner": "AWS",
        "Provider": "CodeDeployToECS",
        "Version": "1",
    }
    assert action["Configuration"] == {
        "ApplicationName": "shop-prod",
        "DeploymentGroupName": "shop-prod",
        "TaskDefinitionTemplateArtifact": "BuildOutput",
        "TaskDefinitionTemplatePath": TASK_DEFINITION,
        "AppSpecTemplateArtifact": "BuildOutput",
        "AppSpecTemplatePath": "appspec.yaml",
        "Image1ArtifactName": "BuildOutput",
        "Image1ContainerName": "IMAGE1_NAME",
    }


def test_the_action_s_placeholder_is_the_image_in_the_task_definition() -> None:
    placeholder = _action()["Configuration"]["Image1ContainerName"]
    assert f'"image": "<{placeholder}>"' in task_definition(service())
