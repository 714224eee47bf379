"""The roles of every golden case: what each may do, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from generator.app.judge.principals import documents, of_job, principals
from generator.iam.call import Principal
from generator.iam.document import Statement, statements
from generator.model.workload import Workload
from generator.naming import logical
from tests.golden.case import CASES


@dataclass(frozen=True)
class Role:
    case: str
    environment: str
    principal: Principal
    may: tuple[Statement, ...]
    trust: tuple[Statement, ...]
    properties: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.case}-{self.environment}-{self.principal.name}"


@cache
def roles() -> tuple[Role, ...]:
    return tuple(_roles())


def _roles() -> Iterator[Role]:
    for case in CASES.values():
        build = case.build()
        subjects = {subject.stack: subject for subject in build.subjects}
        services = [(each, principals(each)) for project in build.projects for each in project.services]
        jobs = [(each, of_job(each)) for project in build.projects for each in project.jobs]
        every: list[tuple[Workload, tuple[Principal, ...]]] = [*services, *jobs]
        for service, made in every:
            template = subjects[service.names.stack("iam")].data
            for principal in made:
                properties = template["Resources"][logical.role(principal.name)]["Properties"]
                may = [each for document in documents(properties) for each in statements(document)]
                trust = statements(properties["AssumeRolePolicyDocument"])
                yield Role(case.name, service.environment.name, principal, tuple(may), tuple(trust), properties)


every_role = pytest.mark.parametrize("role", roles(), ids=str)


def without_one(may: tuple[Statement, ...]) -> Iterator[tuple[str, list[Statement]]]:
    """The statements, each time with one action or one resource less, in words what is gone."""
    for number, statement in enumerate(may):
        for action in statement.actions:
            actions = tuple(other for other in statement.actions if other != action)
            yield f"{statement.sid} {action}", _with(may, number, replace(statement, actions=actions))
        for resource in statement.resources:
            resources = tuple(other for other in statement.resources if other != resource)
            yield f"{statement.sid} {resource}", _with(may, number, replace(statement, resources=resources))


def with_one(may: tuple[Statement, ...]) -> Iterator[tuple[str, list[Statement]]]:
    """The statements, each time with one action or one resource more."""
    for number, statement in enumerate(may):
        service = statement.actions[0].split(":")[0]
        for action in (f"{service}:*", f"{service}:Delete*", "iam:CreateUser", "s3:DeleteBucket", "*"):
            more = replace(statement, actions=(*statement.actions, action))
            yield f"{statement.sid} {action}", _with(may, number, more)
        for resource in ("*", "arn:${AWS::Partition}:s3:::other/*", f"{statement.resources[0].rstrip('*')[:-1]}*"):
            # Beside "*" nothing is more: every resource is in it.
            if resource not in statement.resources and "*" not in statement.resources:
                more = replace(statement, resources=(*statement.resources, resource))
                yield f"{statement.sid} {resource}", _with(may, number, more)


def _with(may: tuple[Statement, ...], number: int, statement: Statement) -> list[Statement]:
    changed = [*may]
    changed[number] = statement
    return changed
