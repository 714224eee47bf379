"""Systems -> appspecs that CodeDeploy cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    mappings,
    text,
)

_NETWORK = {"Subnets", "SecurityGroups", "AssignPublicIp"}


def _check(system: System) -> Iterator[Finding]:
    for appspec in system.appspecs:
        if text(appspec.data, "version") not in ("0", "0.0"):
            yield Finding(appspec, "an appspec has `version: 0.0`", ("version",))
        for index, item in enumerate(mappings(appspec.data, "Resources")):
            for name, resource in item.items():
                path = ("Resources", index, name)
                if text(resource, "Type") != "AWS::ECS::Service":
                    yield Finding(appspec, f"the type of {name} is AWS::ECS::Service", path)
                network = mapping(resource, "Properties", "NetworkConfiguration", "AwsvpcConfiguration")
                missing = sorted(_NETWORK - network.keys()) if network else []
                if missing:
                    yield Finding(appspec, f"AwsvpcConfiguration lacks {', '.join(missing)}", (*path, "Properties"))


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
