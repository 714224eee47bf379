"""Systems -> templates that are larger than CloudFormation takes, or than is judged."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.excess import excess
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Subject, Whole
from generator.gate.system import System
from generator.gate.value import mapping, text

_DESCRIPTION, _NAME = 1024, 255
_NAMED = ("Parameters", "Mappings", "Resources", "Outputs")


def _check(system: System) -> Iterator[Finding]:
    for template in system.templates:
        hint = "cfn-lint was not asked about this template" if template.is_written else ""
        for path, message in excess(template):
            yield Finding(Whole(template), message, path, hint)
        yield from _texts(template)


def _texts(template: Subject) -> Iterator[Finding]:
    size = len(text(template.data, "Description").encode())
    if size > _DESCRIPTION:
        message = f"has {size:,} bytes of description; CloudFormation takes {_DESCRIPTION:,}"
        yield Finding(Whole(template), message, ("Description",))
    for section in _NAMED:
        for name in mapping(template.data, section):
            if len(name) > _NAME:
                message = f"the name {name[:40]}… has {len(name)} characters; CloudFormation takes {_NAME}"
                yield Finding(Whole(template), message, (section, name))


RULE = Rule(
    "template-limits",
    "Templates stay below CloudFormation's limits on size, parameters, mappings, resources, outputs and description, "
    "and have no more than 300 conditions, 5,000 references, and 1,000 objects in a list: cfn-lint would take minutes.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    _check,
    """
-Description: LONG
+Description: The shop
 Resources: {}
    """.replace("LONG", "The shop. " * 120),
)
