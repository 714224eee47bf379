"""Systems -> two outputs that are exported under one name, of which CloudFormation takes the first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.resolve import Resolver, exports
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Whole
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    resolver = Resolver(system.templates)
    seen: dict[str, str] = {}
    for template in system.templates:
        for output, (name, _) in exports(template.data).items():
            resolved = str(resolver.resolve(template.stack, name))
            if resolved in seen:
                message = f"exports {resolved}, as does {seen[resolved]}"
                yield Finding(Whole(template), message, ("Outputs", output, "Export"))
            seen.setdefault(resolved, template.path)


RULE = Rule(
    "export-twice",
    "An export has a name of its own in its account and region.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    _check,
    """
 templates:
   alb:
     Resources: {}
     Outputs: {Arn: {Value: one, Export: {Name: Arn}}}
   ecs:
     Resources: {}
-    Outputs: {Arn: {Value: other, Export: {Name: Arn}}}
+    Outputs: {Arn: {Value: other, Export: {Name: ServiceArn}}}
    """,
)
