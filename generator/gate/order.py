"""Two resources of a template -> whether CloudFormation makes one after the other.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.cfn.walk import calls
from generator.gate.system import Resource, System


def waits(system: System, one: Resource, other: Resource) -> bool:
    """Whether ``one`` is made after ``other``, be it through a third."""
    seen, todo = {one.id}, [one]
    while todo:
        resource = todo.pop()
        references = {*resource.depends_on, *_referred(resource.body)}
        if other.id in references:
            return True
        todo += [item for item in system.resources if item.template is one.template and item.id in references - seen]
        seen |= references
    return False


def _referred(body: Any) -> Iterator[str]:
    """Logical ids that a resource refers to."""
    for name in calls(body, "Ref"):
        yield str(name)
    for argument in calls(body, "Fn::GetAtt"):
        yield str(argument[0]) if isinstance(argument, list) and argument else str(argument).split(".")[0]
    for argument in calls(body, "Fn::Sub"):
        template = argument[0] if isinstance(argument, list) and argument else argument
        yield from re.findall(r"\$\{([A-Za-z0-9]+)[.}]", str(template))
