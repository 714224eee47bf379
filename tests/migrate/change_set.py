"""A stack and the template proposed for it -> what CloudFormation adds, changes, removes, imports or is denied."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Stack:
    """A stack that is there."""

    template: Mapping[str, Any]
    physical: dict[str, str] = field(default_factory=dict)
    status: str = "CREATE_COMPLETE"
    reason: str = ""
    policy: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)
    is_protected: bool = True
    events: list[str] = field(default_factory=list)

    @property
    def resources(self) -> Mapping[str, Any]:
        """The bodies of what it holds."""
        found: Mapping[str, Any] = self.template["Resources"]
        return found


@dataclass
class ChangeSet:
    """What is proposed for a stack."""

    stack: str
    kind: str
    template: Mapping[str, Any]
    parameters: dict[str, str]
    imports: list[Mapping[str, Any]]


def without_policies(template: Mapping[str, Any]) -> Mapping[str, Any]:
    """The strictest reading: a change of deletion policies alone is none, and is not taken."""
    resources = {
        logical_id: {key: value for key, value in body.items() if key != "DeletionPolicy"}
        for logical_id, body in template["Resources"].items()
    }
    return {**template, "Resources": resources}


def touched(stack: Stack, made: ChangeSet) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Logical id, body and action of what changes; a policy of deletion is no change of the resource."""
    before, after = stack.resources, made.template["Resources"]
    for logical_id, body in after.items():
        if logical_id not in before:
            yield logical_id, body, "Add"
        elif before[logical_id].get("Properties") != body.get("Properties"):
            yield logical_id, body, "Modify"
    for logical_id, body in before.items():
        if logical_id not in after:
            yield logical_id, body, "Remove"


def changes(stack: Stack, made: ChangeSet) -> Iterator[Mapping[str, Any]]:
    for logical_id, body, action in touched(stack, made):
        shown = "Import" if made.kind == "IMPORT" else action
        replacement = {"Replacement": "False"} if shown == "Modify" else {}
        yield {"Action": shown, "LogicalResourceId": logical_id, "ResourceType": body["Type"], **replacement}


def exported(template: Mapping[str, Any]) -> list[str]:
    return [each["Export"]["Name"] for each in template.get("Outputs", {}).values() if "Export" in each]


_ACTIONS = {"Modify": "Update:Modify", "Remove": "Update:Delete"}


def is_denied(policy: str, logical_id: str, action: str) -> bool:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html."""
    for each in json.loads(policy)["Statement"] if policy else []:
        is_named = f"LogicalResourceId/{logical_id}" in each["Resource"]
        if each["Effect"] == "Deny" and is_named and {"Update:*", _ACTIONS[action]} & {*each["Action"]}:
            return True
    return False
