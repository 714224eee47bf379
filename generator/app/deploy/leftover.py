"""What an earlier stack kept -> the beginning of a new one that takes it over.

CloudFormation imports on its own only what has a name without a function in it, and our buckets' names hold the
account: so they are imported one by one, and what the stack holds beside them comes with the update that follows.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.app.deploy.desired import DesiredStack
from generator.gate.resolve import NAMES
from generator.live.client import Aws
from generator.live.identity import Caller
from generator.live.kept import kept
from generator.naming import ACCOUNT, REGION


@dataclass(frozen=True)
class Imports:
    """What is taken over, as CloudFormation is told it."""

    resources: Sequence[Mapping[str, Any]]
    """``ResourcesToImport`` of a change set."""
    body: str
    """A template that holds just these."""
    names: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.resources)


@dataclass(frozen=True)
class Leftovers:
    """Looks for what earlier stacks kept, by the names that ours will have."""

    aws: Aws
    caller: Caller
    find: Callable[[Aws, str, str], Mapping[str, str]] = kept

    def of(self, stack: DesiredStack) -> Imports:
        """What is there already of all that the stack would keep. Raises OutsideError when AWS may not be asked."""
        bodies = stack.subject.data["Resources"]
        found: dict[str, Mapping[str, str]] = {}
        for logical_id in stack.kept:
            name = physical_name(bodies[logical_id], self.caller.account, self.aws.region)
            identifier = self.find(self.aws, bodies[logical_id]["Type"], name) if name else {}
            if identifier:
                found[logical_id] = identifier
        resources = [
            {
                "ResourceType": bodies[logical_id]["Type"],
                "LogicalResourceId": logical_id,
                "ResourceIdentifier": dict(identifier),
            }
            for logical_id, identifier in found.items()
        ]
        template = {
            "AWSTemplateFormatVersion": stack.subject.data["AWSTemplateFormatVersion"],
            "Description": stack.subject.data["Description"],
            "Resources": {logical_id: _alone(bodies[logical_id]) for logical_id in found},
        }
        names = [value for identifier in found.values() for value in identifier.values()]
        return Imports(resources, json.dumps(template), names)


def physical_name(body: Mapping[str, Any], account: str, region: str) -> str:
    """What a resource of a template will be called; empty for a type without a name of its own."""
    name = body.get("Properties", {}).get(NAMES.get(body["Type"], ""), "")
    text = name.get("Fn::Sub", "") if isinstance(name, Mapping) else name
    return str(text).replace(ACCOUNT, account).replace(REGION, region)


def _alone(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what it waits for, which is not in the template yet."""
    return {key: value for key, value in body.items() if key != "DependsOn"}
