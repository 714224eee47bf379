"""The templates of a golden case, as the acceptance tests look at them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from generator.cfn.walk import resources
from generator.naming import MAIN
from tests.golden.case import CASES

Data = Mapping[str, Any]

BY_CODEDEPLOY = [
    name
    for name, case in CASES.items()
    if {service.release.engine for project in case.build().projects for service in project.services} == {"codedeploy"}
]
"""The cases that are released as the demo project was."""
BY_ECS = ("ecs", "ecs-untested")
"""Those of which no service is."""


@cache
def templates(case: str) -> dict[str, Data]:
    """Every template of a case, by its path without the ending: ``shop/prod/alb``."""
    return {subject.path.removesuffix(".yaml"): subject.data for subject in CASES[case].build().subjects}


def found(case: str, resource_type: str, environment: str = "") -> list[Data]:
    """The properties of all resources of a type, in all templates of a case or of one environment.

    Those of services beside the main one are left out.
    """
    return [
        properties
        for path, data in templates(case).items()
        if f"/{environment}" in path and _service(path) in ("", MAIN)
        for _, properties in resources(data, resource_type)
    ]


def _service(path: str) -> str:
    """Whose template it is; empty for what services share."""
    _, _, *service, _ = path.split("/")
    return "".join(service)


def only(case: str, resource_type: str, environment: str = "prod") -> Data:
    """The properties of the only resource of its type."""
    [properties] = found(case, resource_type, f"{environment}/")
    return properties


def environments(case: str) -> list[str]:
    """The environments that the spec of a case names."""
    return [project.environment.name for project in CASES[case].build().projects]


def cluster_of(case: str, environment: str) -> str:
    """The cluster that the spec of a case has an environment run in: its own, or one that exists."""
    [project] = [each for each in CASES[case].build().projects if each.environment.name == environment]
    return project.names.cluster


def each(case: str, resource_type: str) -> list[Data]:
    """The properties of the one resource of its type in each environment: a missing one is an error, not an end."""
    return [only(case, resource_type, environment) for environment in environments(case)]


def template(case: str, environment: str, noun: str) -> Data:
    """One template of one environment; ``noun`` is its file's name, such as ``iam``."""
    [data] = [
        data
        for path, data in templates(case).items()
        if path.endswith((f"/{environment}/{noun}", f"/{environment}/main/{noun}"))
    ]
    return data


@cache
def files(case: str) -> dict[str, str]:
    """Every generated file of a case, by its path."""
    return {artifact.path: artifact.text for artifact in CASES[case].build().artifacts}


def build_file(case: str, name: str, environment: str = "prod") -> Any:
    """A build file, parsed."""
    [text] = [text for path, text in files(case).items() if path.endswith(f"/{environment}/main/{name}")]
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def statements(case: str, role: str, environment: str = "prod") -> Iterator[Data]:
    """The statements of a role's own policies; ``role`` is a logical id such as ``CodedeployRole``."""
    for policy in template(case, environment, "iam")["Resources"][role]["Properties"].get("Policies", []):
        yield from policy["PolicyDocument"]["Statement"]


def actions(case: str, role: str, environment: str = "prod") -> set[str]:
    """Everything that a role may do."""
    return {action for statement in statements(case, role, environment) for action in statement["Action"]}


def stages(case: str, environment: str = "prod") -> dict[str, list[Data]]:
    """The actions of a pipeline, by the name of their stage."""
    pipeline = only(case, "AWS::CodePipeline::Pipeline", environment)
    return {stage["Name"]: stage["Actions"] for stage in pipeline["Stages"]}
