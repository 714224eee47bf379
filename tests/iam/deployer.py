"""What each golden case gives the deployer of an environment, and all that this deployer deploys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from generator.app.judge.matrix import deployer_documents
from generator.iam.document import Statement, statements
from tests.golden.case import CASES
from tests.iam.emulator import resolved

ACCOUNT = "111122223333"


def known(region: str) -> dict[str, str]:
    return {
        "AWS::Partition": "aws", "AWS::Region": region, "AWS::AccountId": ACCOUNT, "AWS::URLSuffix": "amazonaws.com",
    }  # fmt: skip


DELETE_WHAT_IS_SHARED = {"ecr:DeleteRepository", "codeconnections:DeleteConnection"}


@cache
def templates(case: str) -> list[Mapping[str, Any]]:
    return [each.data for each in CASES[case].build().subjects if "/shared/deployer" in each.path]


def environments() -> Iterator[tuple[str, str]]:
    for case in CASES.values():
        for environment in case.build().environments:
            yield case.name, environment


every_environment = pytest.mark.parametrize(("case", "environment"), [*environments()])
every_case = pytest.mark.parametrize("case", CASES)


@cache
def documents_of(case: str, environment: str) -> list[Any]:
    build = CASES[case].build()
    [project] = [each for each in build.projects if each.environment.name == environment]
    found = [resolved(document, known(project.region)) for _, document in deployer_documents(build, environment)]
    text = json.dumps(found).replace("${aws:PrincipalTag/deployer-of}", environment)
    return list(json.loads(text))


def statements_of(case: str, environment: str) -> list[Statement]:
    return [each for document in documents_of(case, environment) for each in statements(document)]


def deployed(case: str, environment: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Stack, resource type and properties of all that the deployer of an environment deploys."""
    build = CASES[case].build()
    by_name = {stack.name: stack for stack in build.stacks}
    for subject in build.subjects:
        stack = by_name[subject.stack]
        if stack.folder in ("shared", environment) and not stack.by_administrator:
            for body in subject.data["Resources"].values():
                yield subject.stack, body["Type"], body.get("Properties", {})
