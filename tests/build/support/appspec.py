"""The structure of an AppSpec file for ECS -> what is wrong with one.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HOOKS = ("BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic")
"""In the order in which a release reaches them."""

_FILE = ({"version", "Resources"}, {"Hooks"})
_RESOURCE = ({"Type", "Properties"}, set[str]())
_PROPERTIES = (
    {"TaskDefinition", "LoadBalancerInfo"},
    {"PlatformVersion", "NetworkConfiguration", "CapacityProviderStrategy"},
)
_LOAD_BALANCER = ({"ContainerName", "ContainerPort"}, set[str]())
_PROVIDER = ({"CapacityProvider"}, {"Base", "Weight"})


def problems(document: Mapping[str, Any]) -> list[str]:
    return list(_problems(document))


def capacity_providers(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The strategy of the only resource."""
    providers: list[dict[str, Any]] = _properties(document)["CapacityProviderStrategy"]
    return providers


def _properties(document: Mapping[str, Any]) -> dict[str, Any]:
    [resource] = document["Resources"]
    [body] = resource.values()
    properties: dict[str, Any] = body["Properties"]
    return properties


def _problems(document: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys(document, *_FILE)
    if document["version"] != 0.0:
        yield f"version {document['version']}"
    [resource] = document["Resources"]
    [body] = resource.values()
    yield from _keys(body, *_RESOURCE)
    if body["Type"] != "AWS::ECS::Service":
        yield f"type {body['Type']}"
    properties = _properties(document)
    yield from _keys(properties, *_PROPERTIES)
    yield from _texts(properties, "TaskDefinition", "PlatformVersion")
    yield from _keys(properties["LoadBalancerInfo"], *_LOAD_BALANCER)
    yield from _texts(properties["LoadBalancerInfo"], "ContainerName")
    if type(properties["LoadBalancerInfo"]["ContainerPort"]) is not int:
        yield "the port is no number"
    for provider in properties.get("CapacityProviderStrategy", []):
        yield from _keys(provider, *_PROVIDER)
        if provider["CapacityProvider"] not in ("FARGATE", "FARGATE_SPOT"):
            yield f"capacity provider {provider['CapacityProvider']}"
        if not (0 <= provider["Base"] <= 100_000 and 0 <= provider["Weight"] <= 1000):
            yield f"base or weight of {provider}"
    for hook in document.get("Hooks", []):
        [(name, function)] = hook.items()
        if name not in HOOKS or not isinstance(function, str):
            yield f"hook {hook}"


def _keys(mapping: Mapping[str, Any], required: set[str], optional: set[str]) -> Iterator[str]:
    yield from (f"{key} is missing" for key in sorted(required - mapping.keys()))
    yield from (f"{key} is unknown" for key in sorted(mapping.keys() - required - optional))


def _texts(mapping: Mapping[str, Any], *keys: str) -> Iterator[str]:
    yield from (f"{key} is no text" for key in keys if not isinstance(mapping.get(key, ""), str))
