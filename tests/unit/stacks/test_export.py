"""What stacks hand to one another has one name for giver and taker."""

from __future__ import annotations

import pytest
from troposphere.ec2 import VPC

from generator.cfn.template import Template
from generator.stacks import export
from generator.stacks.export import Export, SharedExport
from tests.unit.project import ORIGIN, plain, project, shared

ENVIRONMENT_EXPORTS = [value for value in vars(export).values() if isinstance(value, Export)]
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


@pytest.mark.parametrize("value", SHARED_EXPORTS, ids=lambda value: value.output)
def test_what_is_shared_has_no_environment_in_its_name(value: SharedExport) -> None:
    template = Template("text", {})
    template.add(VPC("Vpc"), ORIGIN)
    value.give(template, shared(), "x")
    name = _given(template, value.output)
    assert name == f"shop-{value.stack}-{value.output}"
    assert plain(value.take(project())) == {"Fn::ImportValue": name}
