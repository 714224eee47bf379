"""The task definition as a resource: the same task as CodeDeploy's, in CloudFormation's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.session import Session
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.engines.ecs.task_definition import task_definition
from generator.model.service import Service
from generator.resources.task_words import in_template
from tests.golden.case import CASES
from tests.unit.engines.surroundings import AROUND
from tests.unit.project import EVERYTHING, properties, service

_SCHEMA = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", "AWS::ECS::TaskDefinition").schema
_API_ALONE = {
    "attestationPolicy", "isolationMode", "properties", "s3filesVolumeConfiguration", "trustedExecutionConfiguration",
}  # fmt: skip
"""What the API takes and the resource does not, or not yet, or by quite another name."""


def _names(shape: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The members of a structure, and of what is in them."""
    if shape.type_name == "list":
        yield from _names(shape.member, seen)
    if shape.type_name == "structure" and shape.name not in seen:
        for name, member in shape.members.items():
            yield name
            yield from _names(member, seen | {shape.name})


def _known(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from part.get("properties", {})
        for item in part.values():
            yield from _known(item)


def _variants(made: Service) -> tuple[Any, Any]:
    """What runs after the first release, and what before it."""
    [condition, released, before] = properties(task_definition(made, AROUND))["ContainerDefinitions"]["Fn::If"]
    assert condition == "IsReleased"
    return released, before


def test_every_word_of_the_api_is_one_of_cloudformation_s() -> None:
    model = Session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    known = {*_known(_SCHEMA)}
    unknown = {name for name in _names(model) for made in in_template({name: 0}) if made not in known}
    assert unknown == _API_ALONE


def test_every_golden_service_could_be_released_by_ecs() -> None:
    for case in CASES.values():
        for each in (each for project in case.build().projects for each in project.services):
            released, before = _variants(each)
            assert [container["Name"] for container in before] == list(
                dict.fromkeys((each.names.container, each.target_container))
            )
            assert released[0]["Name"] == each.names.container


def test_image_and_version_are_parameters() -> None:
    [container], _ = _variants(service())
    assert container["Image"] == {"Ref": "Image"}
    assert {"Name": "VERSION", "Value": {"Ref": "Version"}} in container["Environment"]
    assert container["LogConfiguration"]["Options"]["awslogs-region"] == {"Ref": "AWS::Region"}


def test_before_the_first_release_no_secret_has_to_be_there() -> None:
    [released], [before] = _variants(EVERYTHING)
    assert released["Secrets"]
    assert "Secrets" not in before
    assert before["Command"][0] == "node"


def test_a_revision_is_kept_for_a_rollback() -> None:
    made = task_definition(service(), AROUND).to_dict()
    assert (made["UpdateReplacePolicy"], made["DeletionPolicy"]) == ("Retain", "RetainExceptOnCreate")
