"""Systems -> imports of what no template exports, or one that is deployed later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.cfn.walk import calls
from generator.gate.resolve import Resolver, exports
from generator.gate.rule import Finding, Rule
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    """Templates come in deploy order, but for those that people name, in whatever order."""
    resolver = Resolver(system.templates)
    exported: set[Any] = set()
    every = {_name(resolver, item.stack, name) for item in system.templates for name, _ in exports(item.data).values()}
    for template in system.templates:
        for resource in (item for item in system.resources if item.template is template):
            for argument in calls(resource.body, "Fn::ImportValue"):
                name = _name(resolver, template.stack, argument)
                if name in exported:
                    continue
                if name in every and not template.is_written:
                    yield Finding(resource, f"imports {name}, which a stack exports that is deployed later")
                elif name not in every and system.is_whole:
                    yield Finding(resource, f"imports {name}, which no earlier stack exports")
        exported.update(_name(resolver, template.stack, name) for name, _ in exports(template.data).values())


def _name(resolver: Resolver, stack: str, name: Any) -> str:
    return str(resolver.resolve(stack, name))


RULE = Rule(
    "imports",
    "Every Fn::ImportValue names an export of a stack that is deployed before.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html",
    _check,
    """
 whole: true
 templates:
   network:
     Resources: {}
     Outputs:
       Vpc:
         Value: vpc-1
-        Export: {Name: network-VpcId}
+        Export: {Name: network-Vpc}
   alb:
     Resources:
       Blue:
         Type: AWS::ElasticLoadBalancingV2::TargetGroup
         Properties: {VpcId: {"Fn::ImportValue": network-Vpc}}
    """,
)
