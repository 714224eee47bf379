"""What an environment that releases another's images may do there, as both accounts say it, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from generator.naming import logical
from generator.spec import loader
from tests.golden.case import CASES

_READS = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
_REPOSITORIES = {"main": "shop/dev", "api": "shop/dev/api"}
_BASES = {"main": "shop-prod", "api": "shop-prod--api"}


def _template(path: str) -> dict[str, Any]:
    build = CASES["promoted"].build()
    [found] = [dict(each.data["Resources"]) for each in build.subjects if each.path == f"shop/{path}.yaml"]
    return found


def _statements(service: str, principal: str) -> list[dict[str, Any]]:
    role = _template(f"prod/{service}/iam")[logical.role(principal)]["Properties"]
    [policy] = role["Policies"]
    return list(policy["PolicyDocument"]["Statement"])


@pytest.mark.parametrize("service", _REPOSITORIES)
def test_the_role_of_the_build_reads_one_repository_of_the_other_account(service: str) -> None:
    elsewhere = [each for each in _statements(service, "codebuild") if "111122223333" in str(each)]
    [read] = elsewhere
    name = _REPOSITORIES[service]
    assert read["Resource"] == [{"Fn::Sub": f"arn:${{AWS::Partition}}:ecr:us-west-2:111122223333:repository/{name}"}]
    assert read["Action"] == _READS


@pytest.mark.parametrize("service", _REPOSITORIES)
@pytest.mark.parametrize("principal", ["admit", "codepipeline", "execution", "task"])
def test_no_other_role_reads_there(service: str, principal: str) -> None:
    role = _template(f"prod/{service}/iam")[logical.role(principal)]
    assert "111122223333" not in str(role)


@pytest.mark.parametrize("service", _REPOSITORIES)
def test_the_repository_lets_in_that_role_alone(service: str) -> None:
    made = {
        each["Properties"]["RepositoryName"]: each["Properties"] for each in _template(f"shared/{service}/ecr").values()
    }
    policy = made[_REPOSITORIES[service]]["RepositoryPolicyText"]
    [statement] = policy["Statement"]
    role = f"arn:${{AWS::Partition}}:iam::123456789012:role/{_BASES[service]}-codebuild-eu-west-1"
    assert statement == {
        "Sid": "Read1",
        "Effect": "Allow",
        "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::123456789012:root"}},
        "Action": _READS,
        "Condition": {"ArnEquals": {"aws:PrincipalArn": {"Fn::Sub": role}}},
    }
    own = _template(f"prod/{service}/iam")[logical.role("codebuild")]["Properties"]["RoleName"]
    assert own == {"Fn::Sub": f"{_BASES[service]}-codebuild-${{AWS::Region}}"}
    assert [name for name, each in made.items() if "RepositoryPolicyText" in each] == [_REPOSITORIES[service]]


def test_in_one_account_what_the_role_may_do_is_enough() -> None:
    spec = CASES["promoted"].spec.read_text("utf-8").replace("123456789012", "111122223333")
    shared = loader.load(spec, "spec.yaml").shared
    assert [images.readers for images in shared.images] == [{}, {}]
