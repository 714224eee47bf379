"""The shared stack ``github``."""

from __future__ import annotations

from generator.stacks.github import GITHUB
from tests.unit.project import shared


def test_the_connection_is_handed_on_for_all_environments() -> None:
    template = GITHUB.template(shared())
    assert template is not None
    data = template.to_dict()
    assert list(data["Resources"]) == ["Connection"]
    assert data["Outputs"]["ConnectionArn"]["Value"] == {"Fn::GetAtt": ["Connection", "ConnectionArn"]}
    assert data["Outputs"]["ConnectionArn"]["Export"] == {"Name": "shop-github-ConnectionArn"}


def test_there_is_no_stack_where_every_environment_brings_its_own() -> None:
    assert GITHUB.template(shared(makes_connection=False)) is None
