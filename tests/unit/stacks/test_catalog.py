"""All stacks together: complete, in an order in which they can be deployed, and written for people."""

from __future__ import annotations

import ast
import json
import pkgutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

import generator.policies
import generator.resources
import generator.stacks
from generator.cfn.protection import Protection
from generator.cfn.walk import calls
from generator.engines.catalog import engine_of
from generator.model.patch import SHARED_STACKS
from generator.model.service import Service
from generator.spec.schema import schema
from generator.stacks import catalog
from generator.stacks.assemble import assemble
from generator.stacks.stack import EnvironmentStack, ServiceStack, Stack
from tests.unit.project import VARIANTS, spec, strings

NOUNS = [
    *(stack.noun for stack in catalog.SHARED_STACKS),
    *(stack.noun for stack in catalog.IMAGE_STACKS),
    *(stack.noun for stack in catalog.ENVIRONMENT_STACKS),
    *(stack.noun for stack in catalog.SERVICE_STACKS),
    *(stack.noun for stack in catalog.OVERVIEW_STACKS),
    *(stack.noun for stack in catalog.ADMINISTRATOR_STACKS),
]
DEFINITIONS: list[EnvironmentStack | ServiceStack] = [
    *catalog.ENVIRONMENT_STACKS,
    *catalog.SERVICE_STACKS,
    *catalog.OVERVIEW_STACKS,
]
NOT_STACKS = {
    "assemble", "catalog", "export", "job", "patch", "patch_limit", "patch_permission", "running", "stack",
}  # fmt: skip
BY_NAME_ONLY = {
    ("codedeploy", "ecs"): "the deployment group names cluster and service",
    ("pipeline", "ecr"): "the build pushes to the repository by name",
    ("pipeline", "codedeploy"): "the deploy action names application and deployment group",
    ("pipeline", "service"): "the deploy action names the stack",
    ("service", "ecs"): "tasks name the log group",
    ("service", "monitoring"): "the service names the alarms",
    ("pipeline", "schedule"): "the last stage updates the stacks of the service's jobs",
    ("codedeploy", "monitoring"): "the deployment group names the alarms",
    ("dashboard", "monitoring"): "the dashboard names the alarms",
    ("queue", "base"): "the queue subscribes to the topics by name",
}
"""What must exist first although nothing of it is imported."""

IN_ALL = pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)


def _stacks(made: Service) -> list[Stack]:
    """What a service is deployed as; the stacks of an administrator are made of these, and have tests of their own."""
    everything = assemble(spec(made.project, makes_connection=made.project.connection is None))
    return [stack for stack in everything if not stack.by_administrator]


def _imports(stack: Stack) -> set[str]:
    return set(calls(stack.template.to_dict(), "Fn::ImportValue"))


def _exports(stack: Stack) -> set[str]:
    outputs = stack.template.to_dict().get("Outputs", {}).values()
    return {output["Export"]["Name"] for output in outputs if "Export" in output}


def test_the_order_in_which_stacks_are_deployed_is_part_of_the_contract() -> None:
    assert [
        *("github", "ecr"),
        *("network", "base", "alb", "connect", "efs"),
        *("volume", "iam", "routes", "queue", "ecs", "monitoring", "codedeploy", "service", "pipeline"),
        *("dashboard", "deployer"),
    ] == NOUNS
    assert [stack.noun for stack in catalog.JOB_STACKS] == ["iam", "job", "schedule"]


def test_every_stack_is_in_the_catalog() -> None:
    modules = {module.name for module in pkgutil.iter_modules(generator.stacks.__path__)} - NOT_STACKS
    assert len(set(NOUNS)) == len(NOUNS)
    assert set(NOUNS) == modules


def _imported() -> set[str]:
    """All modules that some module of ours imports."""
    files = (file for path in generator.__path__ for file in Path(path).rglob("*.py"))
    trees = (ast.parse(file.read_text("utf-8")) for file in files)
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return {str(node.module) for node in froms} | {
        f"{node.module}.{name.name}" for node in froms for name in node.names
    }


@pytest.mark.parametrize("package", [generator.resources, generator.policies], ids=["resources", "policies"])
def test_no_resource_and_no_policy_is_there_for_nothing(package: ModuleType) -> None:
    modules = {f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)}
    assert modules - _imported() == set()


@IN_ALL
def test_a_stack_imports_only_from_stacks_that_are_deployed_before(made: Service) -> None:
    exported: set[str] = set()
    for stack in _stacks(made):
        assert _imports(stack) <= exported, stack.noun
        exported |= _exports(stack)


@IN_ALL
def test_a_stack_says_which_stacks_must_come_first(made: Service) -> None:
    """Neither one too few nor one too many: an import, or a reason in the table above."""
    stacks = _stacks(made)
    homes = {name: stack.name for stack in stacks for name in _exports(stack)}
    for stack in stacks:
        imported = {homes[name] for name in _imports(stack)}
        assert imported <= set(stack.after), stack.noun
    names = [stack.name for stack in stacks]
    for number, stack in enumerate(stacks):
        assert set(stack.after) <= set(names[:number]), "deployed earlier"


def test_nothing_is_waited_for_without_a_reason() -> None:
    needed = set(BY_NAME_ONLY)
    # Of what exists already the stack `base` hands on what others make: that is in their places by then.
    for made in (made for made in VARIANTS.values() if made.project.load_balancer.existing is None):
        stacks = _stacks(made)
        homes = {name: stack.noun for stack in stacks for name in _exports(stack)}
        needed |= {(stack.noun, homes[name]) for stack in stacks for name in _imports(stack)}
    assert {(stack.noun, before) for stack in DEFINITIONS for before in stack.after} == needed


@IN_ALL
def test_every_export_is_named_after_its_stack(made: Service) -> None:
    for stack in _stacks(made):
        for logical_id, output in stack.template.to_dict().get("Outputs", {}).items():
            if "Export" in output:
                assert output["Export"]["Name"] == f"{stack.name}-{logical_id}"


@IN_ALL
def test_only_the_stack_with_the_roles_needs_iam(made: Service) -> None:
    for stack in _stacks(made):
        kinds = {resource["Type"] for resource in stack.template.to_dict()["Resources"].values()}
        assert stack.needs_iam == any(kind.startswith("AWS::IAM::") for kind in kinds), stack.noun
    assert [stack.noun for stack in _stacks(made) if stack.needs_iam] == ["iam"]


@IN_ALL
def test_templates_and_outputs_are_described(made: Service) -> None:
    for stack in _stacks(made):
        data = stack.template.to_dict()
        assert 10 < len(data["Description"].encode()) <= 1024
        assert made.project.name in data["Description"]
        assert all(0 < len(output["Description"]) <= 1024 for output in data.get("Outputs", {}).values())


@IN_ALL
def test_what_is_protected_is_in_the_template(made: Service) -> None:
    protected = {stack.noun: stack.template.protections for stack in _stacks(made) if stack.template.protections}
    rules = ("ProductionRule", "TestRule") if made.project.load_balancer.test_port else ("ProductionRule",)
    engine = engine_of(made)
    groups = dict.fromkeys(("BlueTargetGroup", "GreenTargetGroup"), Protection.NEVER_REPLACED)
    routes = {"routes": {**dict.fromkeys(rules, Protection.LOCKED), **groups}} if made.answers else {}
    assert protected == {
        **routes,
        engine.service_stack: {"Service": Protection.LOCKED if engine.locks_service else Protection.NEVER_REPLACED},
    }


@IN_ALL
def test_everything_that_can_be_tagged_has_the_project_s_tags_once(made: Service) -> None:
    for stack in _stacks(made):
        for logical_id, resource in stack.template.to_dict()["Resources"].items():
            schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource["Type"]).schema
            if "Tags" not in schema["properties"]:
                continue
            keys = [tag["Key"] for tag in resource["Properties"]["Tags"]]
            assert _tags_of(made, stack, logical_id) <= set(keys), logical_id
            assert len({key.lower() for key in keys}) == len(keys), logical_id


def _tags_of(made: Service, stack: Stack, logical_id: str) -> set[str]:
    if stack.folder == "shared":
        return {"Project"}
    locked = stack.template.protections.get(logical_id) is Protection.LOCKED
    return set(made.fixed_tags if locked else made.resource_tags)


@IN_ALL
def test_references_stay_inside_the_template(made: Service) -> None:
    for stack in _stacks(made):
        data = stack.template.to_dict()
        named = {*calls(data, "Ref"), *(target for target, _ in calls(data, "Fn::GetAtt")), *_dependencies(data)}
        own = data["Resources"].keys() | data.get("Parameters", {}).keys()
        assert {name for name in named if not name.startswith("AWS::")} <= own, stack.noun


def _dependencies(data: dict[str, Any]) -> Iterator[str]:
    return (resource["DependsOn"] for resource in data["Resources"].values() if "DependsOn" in resource)


@IN_ALL
def test_every_partition_and_url_suffix_is_cloudformation_s(made: Service) -> None:
    """Only what the spec itself names by ARN, and public hosts, may name a partition."""
    given = set(
        strings([made.project.connection, made.project.permissions_boundary, made.project.load_balancer.certificate])
    )
    existing = made.project.load_balancer.existing
    listeners = existing.listeners if existing else ()
    given |= {*listeners, *(f"{arn.replace(':listener/', ':listener-rule/')}/*" for arn in listeners)}
    given |= {function for _, function in made.release.hooks.functions}
    given |= {resource for permission in made.container.permissions for resource in permission.resources}
    given |= {source.removesuffix(":key::") for source in made.container.secrets.values()}
    for stack in _stacks(made):
        texts = set(strings(stack.template.to_dict()))
        assert [text for text in texts - given if "arn:aws" in json.dumps(text)] == []


def test_every_stack_but_an_administrator_s_may_be_patched() -> None:
    words = schema()["$defs"]["patch"]["properties"]["stack"]["enum"]
    nouns = {*NOUNS, *(stack.noun for stack in catalog.JOB_STACKS)}
    assert {*words} == nouns - {stack.noun for stack in catalog.ADMINISTRATOR_STACKS}
    assert {*SHARED_STACKS} == {catalog.SHARED_STACKS[0].noun, catalog.IMAGE_STACKS[0].noun}
    assert len(catalog.SHARED_STACKS) == len(catalog.IMAGE_STACKS) == 1
