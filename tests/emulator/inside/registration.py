"""Our kinds and faults -> ministack's tables, whose shape is checked first: they are its own, and may change."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ministack.app as app
import ministack.core.router as router
from botocore.exceptions import ClientError
from ministack.services.cloudformation import provisioners, stacks

from tests.emulator.inside import (
    cloudwatch,
    codebuild,
    codeconnections,
    codedeploy,
    codepipeline,
    ec2,
    ecs,
    elb,
    iam,
    scaling,
    waf,
)
from tests.emulator.inside.fault import FAULTS
from tests.emulator.inside.kind import Kind, Made

_MINISTACK = "1.5.33"
_ENTRY = {"create", "update", "delete", "import", "snapshot", "update_with_logical_id", "delete_with_logical_id"}
SERVICES = (codedeploy.SERVICE, codepipeline.SERVICE, scaling.SERVICE, *codeconnections.SERVICES.values())
KINDS: Mapping[str, Kind] = {
    **cloudwatch.KINDS, **codebuild.KINDS, **codeconnections.KINDS, **codedeploy.KINDS, **codepipeline.KINDS,
    **ec2.KINDS, **ecs.KINDS, **elb.KINDS, **iam.KINDS, **scaling.KINDS,
    **waf.KINDS,
}  # fmt: skip


def check() -> None:
    """Fails when ministack is another one than this was written for."""
    version = importlib.metadata.version("ministack")
    assert version == _MINISTACK, f"ministack {version} is not {_MINISTACK}: read its tables again, then change this"
    handlers = provisioners._RESOURCE_HANDLERS
    odd = {name for name, entry in handlers.items() if not isinstance(entry, dict) or not set(entry) <= _ENTRY}
    assert not odd, f"the table of types has changed its shape: {sorted(odd)}"


def add_services() -> None:
    """Lets ministack route to the services in memory, and reset them."""
    for service in SERVICES:
        assert service.name not in app.SERVICE_REGISTRY, f"ministack has {service.name} now"
        app.SERVICE_REGISTRY[service.name] = {"module": service.name}
        app._loaded_modules[service.name] = service
        app.SERVICE_HANDLERS[service.name] = service.handle_request
        router.SERVICE_PATTERNS[service.name] = {"target_prefixes": [service.target + "."]}


def add_kinds() -> None:
    """Puts our types into the tables, and tells for every type which properties need a replacement."""
    for name, kind in KINDS.items():
        provisioners._RESOURCE_HANDLERS[name] = _entry(kind)
    for name, schema in json.loads(Path(os.environ["SCHEMAS"]).read_text(encoding="utf-8")).items():
        provisioners._REPLACING_PROPERTIES[name] = tuple(schema["replacing"])
        provisioners._CONDITIONALLY_REPLACING_PROPERTIES[name] = tuple(schema["perhaps_replacing"])
        if name in KINDS and schema["tagged"]:
            provisioners._STACK_TAG_PROPERTY[name] = ("Tags", "list")


def add_faults() -> None:
    """Lets faults strike before a stack works on a resource, on a thread of its own: our types call the server."""
    provision, update, delete = stacks._provision_resource, stacks._update_resource, stacks._delete_resource

    def provision_or_fail(kind: str, logical_id: str, properties: Any, stack: str) -> Any:
        FAULTS.strike("create", stack, logical_id, kind)
        return provision(kind, logical_id, properties, stack)

    def update_or_fail(kind: str, identity: str, old: Any, new: Any, stack: str, logical_id: str, made: Any) -> Any:
        if old != new:
            FAULTS.strike("update", stack, logical_id, kind)
        return update(kind, identity, old, new, stack, logical_id, made)

    def delete_or_fail(kind: str, identity: str, properties: Any, stack: str, logical_id: str) -> None:
        FAULTS.strike("delete", stack, logical_id, kind)
        delete(kind, identity, properties, stack, logical_id)

    stacks._provision_resource = provision_or_fail
    stacks._update_resource = update_or_fail
    stacks._delete_resource = delete_or_fail
    stacks._runs_on_worker_thread = lambda kind: True


def _entry(kind: Kind) -> dict[str, Any]:
    def create(logical_id: str, properties: dict[str, Any], stack: str) -> tuple[str, dict[str, str]]:
        return _answered(lambda: kind.create(properties, provisioners._physical_name(stack, logical_id)))

    def update(
        identity: str, old: dict[str, Any], new: dict[str, Any], stack: str, logical_id: str
    ) -> tuple[str, dict[str, str]]:
        return _answered(lambda: kind.update(identity, old, new))

    def delete(identity: str, properties: dict[str, Any]) -> None:
        kind.delete(identity, properties)

    entry = {"create": create, "update": update, "update_with_logical_id": True, "delete": delete}
    find = kind.find
    return {**entry, "import": lambda identifier: _answered(lambda: find(identifier))} if find else entry


def _answered(made: Callable[[], Made]) -> tuple[str, dict[str, str]]:
    try:
        resource = made()
    except ClientError as refusal:
        error = refusal.response["Error"]
        # As a resource handler words it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
        code = _handler_code(error["Code"])
        message = f'Resource handler returned message: "{error["Message"]}" (HandlerErrorCode: {code})'
        raise ValueError(message) from refusal
    return resource.id, dict(resource.attributes)


def _handler_code(code: str) -> str:
    if "AlreadyExists" in code or "InUse" in code or code == "EntityAlreadyExists":
        return "AlreadyExists"
    return "NotFound" if "NotFound" in code or "DoesNotExist" in code else "InvalidRequest"
