"""The shared stack ``ecr``."""

from __future__ import annotations

from generator.stacks.ecr import ECR
from tests.unit.project import shared


def test_one_repository_for_all_environments() -> None:
    template = ECR.template(shared(tags={"team": "a"}))
    assert template is not None
    data = template.to_dict()
    assert list(data["Resources"]) == ["Repository"]
    assert {name: output["Value"] for name, output in data["Outputs"].items()} == {
        "RepositoryUri": {"Fn::GetAtt": ["Repository", "RepositoryUri"]},
        "RepositoryArn": {"Fn::GetAtt": ["Repository", "Arn"]},
    }
    tags = data["Resources"]["Repository"]["Properties"]["Tags"]
    assert tags == [{"Key": "Project", "Value": "shop"}, {"Key": "team", "Value": "a"}], "and no Environment"
