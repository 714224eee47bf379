"""Services beside each other: what one builds says nothing of the images of another, which nothing here builds."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.calls.task import calls
from generator.gate.subject import Subject
from generator.gate.system import System
from tests.unit.gate.judged import subject

_BUILD = {"Source": {"BuildSpec": 'docker push "111122223333.dkr.ecr.us-west-2.amazonaws.com/mailer:1"'}}


def _of(service: str, **resources: tuple[str, dict[str, Any]]) -> Subject:
    """A service's template, in a folder of its own."""
    made = {name: {"Type": kind, "Properties": properties} for name, (kind, properties) in resources.items()}
    return subject(made, stack=service)._replace(path=f"shop/prod/{service}/ecs.yaml")


def _task(image: str) -> tuple[str, dict[str, Any]]:
    containers = [{"Name": "shop", "Image": image}]
    return "AWS::ECS::TaskDefinition", {"ExecutionRoleArn": "role", "ContainerDefinitions": containers}


@pytest.mark.parametrize("beside", ["its own folder", "the folder of another service"])
def test_an_image_is_one_that_is_built_beside_it(beside: str) -> None:
    build = {"Build": ("AWS::CodeBuild::Project", _BUILD)}
    made = {"Repository": ("AWS::ECR::Repository", {"RepositoryName": "mailer"})}
    is_own = beside == "its own folder"
    own = _of("api", Task=_task("<IMAGE>"), **(build if is_own else {}))
    other = _of("mailer", Task=_task("nginx"), **({} if is_own else build))
    pulls = {call.resource for call in calls(System((own, other, _of("ecr", **made)))) if "Layer" in call.action}
    assert [("mailer" in pull) for pull in pulls] == [is_own]
