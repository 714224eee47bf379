"""The templates with the deployers: who takes the roles, beside which stacks, and how much one template holds."""

from __future__ import annotations

import json
from typing import Any

from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format
from generator.naming import logical
from tests.golden.case import CASES
from tests.iam.deployer import (
    every_case,
    every_environment,
    templates,
)


@every_environment
def test_only_the_repository_s_jobs_for_this_environment_get_in(case: str, environment: str) -> None:
    build = CASES[case].build()
    [project] = [each for each in build.projects if each.environment.name == environment]
    made = {name: body for template in templates(case) for name, body in template["Resources"].items()}
    role = made[logical.deployer(environment)]["Properties"]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Action"] == ["sts:AssumeRoleWithWebIdentity"]
    there = f"{project.name}-{environment}"
    subject: Any = f"repo:{project.repository}:environment:{there}"
    if project.git.repository_id:
        owner, name = project.repository.split("/")
        git = project.git
        subject = [subject, f"repo:{owner}@{git.owner_id}/{name}@{git.repository_id}:environment:{there}"]
    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": subject,
        }
    }
    assert role.get("PermissionsBoundary") == project.permissions_boundary
    assert {"Key": "deployer-of", "Value": environment} in role["Tags"]


@every_case
def test_an_account_s_provider_is_made_only_where_there_is_none(case: str) -> None:
    for template in templates(case):
        assert template["Parameters"]["GitHubOidcProvider"]["Default"] == ""
        assert template["Conditions"]["MakesGitHubOidc"] == {"Fn::Equals": [{"Ref": "GitHubOidcProvider"}, ""]}
        assert template["Resources"]["GitHubOidc"]["Condition"] == "MakesGitHubOidc"


@every_case
def test_the_deployer_is_beside_the_order_of_the_others(case: str) -> None:
    build = CASES[case].build()
    number = len(templates(case))
    assert number > 0
    assert [stack.by_administrator for stack in build.stacks] == [False] * (len(build.stacks) - number) + [
        True
    ] * number
    assert all("deployer" not in name for stack in build.stacks for name in stack.depends_on)
    [text] = [each.text for each in build.artifacts if each.path.endswith("/manifest.json")]
    manifest = json.loads(text)
    theirs = [stack.name for stack in build.stacks[-number:]]
    assert [each["name"] for each in manifest["administrator_stacks"]] == theirs
    assert {each["name"] for each in manifest["stacks"]}.isdisjoint(theirs)


def test_many_environments_take_several_templates_none_too_large() -> None:
    boundary = "arn:aws:iam::111122223333:policy/boundary"
    environments = {
        f"e{number}": {
            "trigger": {"branch": f"b{number}"},
            "network": {"placement": "private", "nat": "single"} if number % 2 else {},
            "permissions_boundary": boundary if number % 3 else None,
        }
        for number in range(12)
    }
    spec = {
        "project": "a-long-project-name",
        "region": "us-west-2",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "environments": environments,
    }
    build = compile_spec(json.dumps(spec), "spec.yaml", Format.JSON)
    assert build.problems == ()
    made = [subject for subject in build.subjects if subject.path.startswith("a-long-project-name/shared/deployer")]
    assert [each.stack for each in made[:2]] == ["a-long-project-name-deployer", "a-long-project-name-deployer-2"]
    assert all(len(each.text.encode()) <= 51_200 for each in made)
    roles = [name for each in made for name, body in each.data["Resources"].items() if body["Type"] == "AWS::IAM::Role"]
    assert roles == [logical.deployer(name) for name in environments]


def _of_services(count: int) -> Build:
    routes = {
        f"s{number}": {"port": 1, "route": {"path": [f"/{number}"], "priority": 9 + number}} for number in range(count)
    }
    spec = {
        "project": "shop",
        "region": "us-west-2",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "services": routes,
        "environments": {"prod": {"trigger": {"tag": "v*"}}},
    }
    return compile_spec(json.dumps(spec), "spec.yaml", Format.JSON)


def test_forty_services_take_no_more_policies_than_two() -> None:
    few, many = (
        [each.text for each in _of_services(count).subjects if "/shared/deployer" in each.path] for count in (1, 39)
    )
    assert many == few != []
