"""Systems -> appspecs that CodeDeploy cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.gate.appspec import Target, is_for_servers, targets
from generator.gate.blue_green import releases
from generator.gate.container import PLATFORM_VERSIONS
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, text
from generator.problems import Severity

_NETWORK = {"Subnets", "SecurityGroups", "AssignPublicIp"}
_KEYS = ("TaskDefinition", "LoadBalancerInfo", "PlatformVersion", "NetworkConfiguration", "CapacityProviderStrategy")


def _check(system: System) -> Iterator[Finding]:
    for appspec in system.appspecs:
        if text(appspec.data, "version") not in ("0", "0.0"):
            yield Finding(appspec, "an appspec has `version: 0.0`", ("version",))
        if is_for_servers(appspec):
            if any(system.tasks) or any(releases(system)):
                message = "is for EC2: a release to ECS has Resources, and neither os nor files nor scripts"
                yield Finding(appspec, message)
            continue
        yield from _of_key(appspec)
        for target in targets(appspec):
            if "type" not in target.data and text(target.data, "Type") != "AWS::ECS::Service":
                yield Finding(appspec, f"the type of {target.path[-1]} is AWS::ECS::Service", target.path)
            network = mapping(target.properties, "NetworkConfiguration", "AwsvpcConfiguration")
            missing = sorted(_NETWORK - network.keys()) if network else []
            if missing:
                path = (*target.path, "Properties")
                yield Finding(appspec, f"AwsvpcConfiguration lacks {', '.join(missing)}", path)
            yield from _of_properties(appspec, target)


def _of_key(appspec: SideFile) -> Iterator[Finding]:
    if not {"Resources", "resources"} & mapping(appspec.data).keys():
        yield Finding(appspec, "an appspec for ECS has Resources")
    for key in ("Resources", "resources"):
        if key in mapping(appspec.data) and appspec.data[key] is None:
            yield Finding(appspec, f"{key} is a list with the service, and here nothing", (key,))
    if "resources" in mapping(appspec.data):
        # AWS's page writes all keys small or, in its example for ECS, all with a capital; nothing documents a mixture.
        is_mixed = any(target.properties for target in targets(appspec))
        message = "the key is Resources, as in all of AWS's examples for ECS"
        yield Finding(appspec, message, ("resources",), severity=None if is_mixed else Severity.WARNING)


def _of_properties(appspec: SideFile, target: Target) -> Iterator[Finding]:
    for path, value, keys in (
        ((), target.properties, _KEYS),
        (("LoadBalancerInfo",), mapping(target.properties, "LoadBalancerInfo"), ("ContainerName", "ContainerPort")),
    ):
        where = (*target.path, "Properties", *path)
        for key in value:
            if key not in keys:
                near = get_close_matches(str(key).lower(), [each.lower() for each in keys], 1, 0.7)
                right = next((each for each in keys if near and each.lower() == near[0]), "")
                yield Finding(appspec, f"has no key '{key}'", (*where, str(key)), f"is it {right}?" if right else "")
    version = text(target.properties, "PlatformVersion")
    if is_literal(version) and version not in PLATFORM_VERSIONS:
        message = f"Fargate has no platform version {version}: it has {', '.join(PLATFORM_VERSIONS)}"
        yield Finding(appspec, message, (*target.path, "Properties", "PlatformVersion"))
    balancer = mapping(target.properties, "LoadBalancerInfo")
    missing = sorted({"ContainerName", "ContainerPort"} - balancer.keys())
    if target.properties and missing:
        message = f"LoadBalancerInfo lacks {', '.join(missing)}: CodeDeploy does not know where traffic goes"
        yield Finding(appspec, message, (*target.path, "Properties"))


RULE = Rule(
    "appspec-shape",
    "An appspec is of version 0.0 and for an ECS service, with a whole network configuration or none.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html",
    _check,
    """
 appspec.yaml:
-  version: 1.0
+  version: 0.0
   Resources: []
    """,
)
