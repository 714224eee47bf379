"""What builds of a branch can push is nothing that another environment runs, in every golden case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from generator.app.build.compile import Build
from generator.iam.call import Call
from generator.iam.document import Statement
from generator.iam.evaluation import allowed
from generator.iam.proof import excess
from generator.model.project import Project
from generator.naming import logical
from tests.golden.case import CASES
from tests.iam.role import Role, roles

_PUSHES = (
    "ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload",
    "ecr:BatchDeleteImage", "ecr:ReplicateImage", "ecr:CreateRepository", "ecr:PutImageTagMutability",
    "ecr:SetRepositoryPolicy", "ecr:DeleteRepository",
)  # fmt: skip
"""What puts an image into a repository, or makes room for another one under its tag.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
"""


def _repository(build: Build, project: Project) -> str:
    """Where an environment looks for the image of a tag, as its build is told."""
    [template] = [each.data for each in build.subjects if each.stack == project.names.stack("pipeline")]
    variables = template["Resources"][logical.BUILD_PROJECT]["Properties"]["Environment"]["EnvironmentVariables"]
    [name] = [each["Value"] for each in variables if each["Name"] == "REPOSITORY"]
    return f"arn:${{AWS::Partition}}:ecr:${{AWS::Region}}:${{AWS::AccountId}}:repository/{name}"


def _role(case: str, environment: str, principal: str) -> Role:
    wanted = (case, environment, principal)
    # The main service's is the first.
    role, *_ = [each for each in roles() if (each.case, each.environment, each.principal.name) == wanted]
    return role


def _plantings(may: tuple[Statement, ...], repository: str) -> list[str]:
    return [action for action in _PUSHES if allowed(may, Call("codebuild", action, repository, "", ""))]


def _pairs() -> Iterator[tuple[str, str, str]]:
    for case in CASES.values():
        for one, other in permutations(case.build().projects, 2):
            if one.builds_branches:
                yield case.name, one.environment.name, other.environment.name


@pytest.mark.parametrize(("case", "branch", "other"), [*_pairs()])
def test_a_build_of_a_branch_plants_no_image_elsewhere(case: str, branch: str, other: str) -> None:
    build = CASES[case].build()
    projects = {project.environment.name: project for project in build.projects}
    role = _role(case, branch, "codebuild")
    theirs = _repository(build, projects[other])
    assert _plantings(role.may, theirs) == []
    assert "ecr:PutImage" in _plantings(role.may, _repository(build, projects[branch])), "and its own it can push"
    # Whatever the account holds beside: a role that may push to the other repository is found out, by both judges.
    wider = tuple(
        replace(each, resources=(*each.resources, theirs)) if each.sid == "PushImage" else each for each in role.may
    )
    assert "ecr:PutImage" in _plantings(wider, theirs)
    assert [*excess(wider, role.principal.calls)]


@pytest.mark.parametrize("name", CASES)
def test_tasks_run_images_of_their_own_environments_repository(name: str) -> None:
    build = CASES[name].build()
    for project in build.projects:
        execution = _role(name, project.environment.name, "execution")
        for other in build.projects:
            pull = Call("execution", "ecr:BatchGetImage", _repository(build, other), "", "")
            same = _repository(build, other) == _repository(build, project)
            assert allowed(execution.may, pull) is same
            main_alone = not (project.builds_branches or other.builds_branches)
            assert same is (project is other or main_alone), "only environments that release main alone share images"


def test_some_case_has_a_branch_or_candidates_beside_tags() -> None:
    assert {case for case, *_ in _pairs()} >= {"example", "maximal", "private-nat", "python", "untested"}
