"""Systems -> templates that are larger than CloudFormation takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.subject import Whole
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    text,
)

_PARAMETERS, _RESOURCES, _OUTPUTS, _DESCRIPTION, _NAME = 200, 500, 200, 1024, 255


def _check(system: System) -> Iterator[Finding]:
    for template in system.templates:
        sections = {section: mapping(template.data, section) for section in ("Parameters", "Resources", "Outputs")}
        measured = (
            ("bytes", len(template.text.encode()), template.limit),
            ("parameters", len(sections["Parameters"]), _PARAMETERS),
            ("resources", len(sections["Resources"]), _RESOURCES),
            ("outputs", len(sections["Outputs"]), _OUTPUTS),
            ("bytes of description", len(text(template.data, "Description").encode()), _DESCRIPTION),
        )
        for unit, size, limit in measured:
            if size > limit:
                yield Finding(Whole(template), f"has {size:,} {unit}; CloudFormation takes {limit:,}")
        for name in (str(name) for entries in sections.values() for name in entries):
            if len(name) > _NAME:
                yield Finding(
                    Whole(template), f"the name {name[:40]}… has {len(name)} characters; CloudFormation takes 255"
                )


RULE = Rule(
    "template-limits",
    "Templates stay below CloudFormation's limits on size, parameters, resources, outputs and description.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    _check,
    """
-Description: LONG
+Description: The shop
 Resources: {}
    """.replace("LONG", "The shop. " * 120),
)
