"""What stacks hand to one another has one name for giver and taker."""

from __future__ import annotations

import pytest
from troposphere.ec2 import VPC

from generator.cfn.template import Template
from generator.stacks import export
from generator.stacks.export import Export, ServiceExport, SharedExport
from tests.unit.project import ORIGIN, plain, project, service, shared

ENVIRONMENT_EXPORTS = [value for value in vars(export).values() if isinstance(value, Export)]
SERVICE_EXPORTS = [
    export.SERVICE_SECURITY_GROUP_ID,
    export.role_arn("task"),
    export.target_group_arn("blue"),
    export.target_group_full_name("green"),
]
SHARED_EXPORTS = [value for value in vars(export).values() if isinstance(value, SharedExport)]


def _given(template: Template, output: str) -> str:
    return str(template.to_dict()["Outputs"][output]["Export"]["Name"])


@pytest.mark.parametrize("value", ENVIRONMENT_EXPORTS, ids=lambda value: value.output)
def test_what_one_stack_gives_is_what_another_takes(value: Export) -> None:
    template = Template("text", {})
    template.add(VPC("Vpc"), ORIGIN)
    value.give(template, project(), "x")
    name = _given(template, value.output)
    assert name == f"shop-prod-{value.stack}-{value.output}"
    assert plain(value.take(project())) == {"Fn::ImportValue": name}
    assert plain(value.take_list(project())) == {"Fn::Split": [",", {"Fn::ImportValue": name}]}


@pytest.mark.parametrize("value", SERVICE_EXPORTS, ids=lambda value: value.output)
def test_what_one_stack_of_a_service_gives_is_what_another_of_it_takes(value: ServiceExport) -> None:
    template = Template("text", {})
    template.add(VPC("Vpc"), ORIGIN)
    value.give(template, service(name="api"), "x")
    name = _given(template, value.output)
    assert name == f"shop-prod--api-{value.stack}-{value.output}"
    assert plain(value.take(service(name="api"))) == {"Fn::ImportValue": name}


@pytest.mark.parametrize("value", SHARED_EXPORTS, ids=lambda value: value.output)
def test_what_is_shared_has_no_environment_in_its_name(value: SharedExport) -> None:
    template = Template("text", {})
    template.add(VPC("Vpc"), ORIGIN)
    value.give(template, shared(), "x")
    name = _given(template, value.output)
    assert name == f"shop-{value.stack}-{value.output}"
    assert plain(value.take(project())) == {"Fn::ImportValue": name}
