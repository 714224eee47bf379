"""The engine ``codedeploy``."""

from __future__ import annotations

import pytest

from generator.engines.codedeploy import CodeDeploy
from generator.model.release import Release
from generator.naming import TASK_DEFINITION
from generator.sidefiles.taskdef import task_definition
from tests.unit.project import plain, service

ENGINE = CodeDeploy()


def test_its_words_are_those_of_the_spec_and_of_ecs() -> None:
    assert (ENGINE.name, ENGINE.controller, ENGINE.role) == ("codedeploy", "CODE_DEPLOY", "codedeploy")


def test_the_action_is_the_one_that_registers_a_revision_with_the_new_image() -> None:
    action = plain(ENGINE.deploy_action(service()))
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
    placeholder = plain(ENGINE.deploy_action(service()))["Configuration"]["Image1ContainerName"]
    assert f'"image": "<{placeholder}>"' in task_definition(service())


@pytest.mark.parametrize(
    ("release", "resources"),
    [
        (Release(), ["Application", "DeploymentGroup"]),
        (Release(strategy="all-at-once"), ["Application", "DeploymentGroup"]),
        (Release(percent=25), ["Application", "DeploymentConfig", "DeploymentGroup"]),
        (Release(strategy="linear", percent=10, minutes=5), ["Application", "DeploymentConfig", "DeploymentGroup"]),
    ],
)
def test_a_configuration_of_our_own_is_made_where_aws_has_none(release: Release, resources: list[str]) -> None:
    made = list(ENGINE.resources(service(release=release), "role", "production", "test"))
    assert [resource.title for resource in made] == resources


def test_listeners_and_role_reach_the_deployment_group() -> None:
    *_, group = ENGINE.resources(service(), "arn:role", "arn:production", "arn:test")
    body = plain(group)["Properties"]
    assert body["ServiceRoleArn"] == "arn:role"
    [pair] = body["LoadBalancerInfo"]["TargetGroupPairInfoList"]
    assert pair["ProdTrafficRoute"]["ListenerArns"] == ["arn:production"]
    assert pair["TestTrafficRoute"]["ListenerArns"] == ["arn:test"]
