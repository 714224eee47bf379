"""The stack ``ecr`` of a service, for all environments."""

from __future__ import annotations

from generator.stacks.ecr import ECR
from tests.unit.project import images


def test_one_repository_for_all_tags_and_one_for_each_branch() -> None:
    template = ECR.template(images(tags={"team": "a"}, branch_environments={"dev": "v", "eu-1": "v"}))
    data = template.to_dict()
    names = {key: body["Properties"]["RepositoryName"] for key, body in data["Resources"].items()}
    [eu] = names.keys() - {"Repository", "DevRepository"}
    assert names == {"Repository": "shop", "DevRepository": "shop/dev", eu: "shop/eu-1"}
    assert {name: output["Value"] for name, output in data["Outputs"].items()} == {
        "RepositoryUri": {"Fn::GetAtt": ["Repository", "RepositoryUri"]},
        "DevRepositoryUri": {"Fn::GetAtt": ["DevRepository", "RepositoryUri"]},
        f"{eu}Uri": {"Fn::GetAtt": [eu, "RepositoryUri"]},
    }
    tags = data["Resources"]["Repository"]["Properties"]["Tags"]
    assert tags == [{"Key": "Project", "Value": "shop"}, {"Key": "team", "Value": "a"}], "and no Environment"


def test_each_service_has_repositories_of_its_own() -> None:
    resources = ECR.template(images(service="api", branch_environments={"dev": "v"})).to_dict()["Resources"]
    names = [body["Properties"]["RepositoryName"] for body in resources.values()]
    assert names == ["shop/api", "shop/dev/api"]


def test_without_tags_there_is_no_repository_for_them() -> None:
    template = ECR.template(images(release_tag_prefixes=(), branch_environments={"dev": "v"}))
    assert [*template.to_dict()["Resources"]] == ["DevRepository"]
