"""CloudFormation with stacks, change sets and stack policies: what a template says is done to the world around it.

It does what a migration depends on. What leaves a stack with ``Retain`` stays, and everything else that leaves is
deleted; an import touches nothing; a changed rule or service is changed; a policy denies, and the stack is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.app.handwritten.document import parse
from tests.live.environment import NOON
from tests.live.stand_in import ACCOUNT, Refusal
from tests.migrate.change_set import ChangeSet, Stack, changes, exported, is_denied, touched, without_policies
from tests.migrate.form import structure
from tests.migrate.world import RolledBackError, World

_NO_CHANGE = "The submitted information didn't contain changes. Submit different information to create a change set."
_RETAIN = "Retain"


@dataclass
class Stacks:
    """All stacks of an account."""

    world: World
    stacks: dict[str, Stack] = field(default_factory=dict)
    sets: dict[str, ChangeSet] = field(default_factory=dict)
    number: int = 0

    @property
    def exports(self) -> Mapping[str, str]:
        """Name -> value."""
        return {
            output["Export"]["Name"]: str(self.value(stack, output["Value"]))
            for stack in self.stacks.values()
            for output in stack.template.get("Outputs", {}).values()
            if "Export" in output
        }

    def value(self, stack: Stack, value: Any) -> Any:
        """A value of a template; what needs no world is left as it is."""
        if isinstance(value, list):
            return [self.value(stack, each) for each in value]
        if not isinstance(value, Mapping):
            return value
        match [*value.items()]:
            case [("Ref", str(name))]:
                return stack.physical.get(name) or stack.parameters.get(name) or name
            case [("Fn::GetAtt", [str(name), *_])]:
                return stack.physical.get(name, name)
            case [("Fn::ImportValue", str(name))]:
                return self.exports[name]
            case [("Fn::If", [str(name), yes, no])]:
                return self.value(stack, yes if self._holds(stack, stack.conditions[name]) else no)
        return {key: self.value(stack, each) for key, each in value.items()}

    def _holds(self, stack: Stack, condition: Any) -> bool:
        match condition:
            case {"Fn::Not": [inner]}:
                return not self._holds(stack, inner)
            case {"Fn::Equals": [one, other]}:
                return bool(self.value(stack, one) == self.value(stack, other))
        raise AssertionError(f"no template of ours has such a condition: {condition}")

    def put(self, name: str, template: Mapping[str, Any], physical: Mapping[str, str], policy: str) -> None:
        """A stack that was there before."""
        ids = {logical_id: physical.get(logical_id, f"{name}/{logical_id}") for logical_id in template["Resources"]}
        self.stacks[name] = Stack(template, ids, policy=policy)

    # The API's operations.

    def describe_stacks(self, given: Mapping[str, str]) -> Mapping[str, Any] | Refusal:
        name = _name(given["StackName"])
        stack = self.stacks.get(name)
        if stack is None:
            return Refusal("ValidationError", f"Stack with id {name} does not exist")
        found = {
            "StackName": name,
            "StackId": _arn(name),
            "CreationTime": NOON,
            "StackStatus": stack.status,
            **({"StackStatusReason": stack.reason} if stack.reason else {}),
            "EnableTerminationProtection": stack.is_protected,
            "Description": stack.template["Description"],
        }
        return {"Stacks": [found]}

    def get_template(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        return {"TemplateBody": json.dumps(self.stacks[given["StackName"]].template)}

    def list_stack_resources(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        stack = self.stacks[_name(given["StackName"])]
        rows = [
            {
                "LogicalResourceId": logical_id,
                "PhysicalResourceId": stack.physical[logical_id],
                "ResourceType": body["Type"],
                "ResourceStatus": "CREATE_COMPLETE",
                "LastUpdatedTimestamp": NOON,
            }
            for logical_id, body in stack.resources.items()
        ]
        return {"StackResourceSummaries": rows}

    def list_exports(self, _: Mapping[str, str]) -> Mapping[str, Any]:
        return {"Exports": [{"Name": name, "Value": value} for name, value in self.exports.items()]}

    def set_stack_policy(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        self.stacks[given["StackName"]].policy = given["StackPolicyBody"]
        return {}

    def update_termination_protection(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        name = _name(given["StackName"])
        self.stacks[name].is_protected = given["EnableTerminationProtection"] == "true"
        return {"StackId": _arn(name)}

    def create_change_set(self, form: Mapping[str, str]) -> Mapping[str, Any] | Refusal:
        given = structure(form)
        name, kind = given["StackName"], given["ChangeSetType"]
        stack = self.stacks.get(name)
        if stack is None and kind == "UPDATE":
            return Refusal("ValidationError", f"Stack [{name}] does not exist")
        if stack is None:
            stack = self.stacks[name] = Stack({"Description": "reviewed", "Resources": {}}, status="REVIEW_IN_PROGRESS")
        old = stack.parameters
        parameters = {
            each["ParameterKey"]: each.get("ParameterValue", old.get(each["ParameterKey"], ""))
            for each in given.get("Parameters", [])
        }
        self.number += 1
        arn = f"arn:aws:cloudformation:us-west-2:{ACCOUNT}:changeSet/{self.number}"
        template = parse(name, given["TemplateBody"]).data
        self.sets[arn] = ChangeSet(name, kind, template, parameters, given.get("ResourcesToImport", []))
        return {"Id": arn, "StackId": _arn(name)}

    def describe_change_set(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        made = self.sets[given["ChangeSetName"]]
        stack = self.stacks[made.stack]
        if without_policies(stack.template) == without_policies(made.template) and stack.parameters == made.parameters:
            return {"Status": "FAILED", "StatusReason": _NO_CHANGE}
        rows = [{"Type": "Resource", "ResourceChange": {**change, "Details": []}} for change in changes(stack, made)]
        return {"Status": "CREATE_COMPLETE", "ExecutionStatus": "AVAILABLE", "Changes": rows}

    def delete_change_set(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        del self.sets[given["ChangeSetName"]]
        return {}

    def execute_change_set(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        made = self.sets.pop(given["ChangeSetName"])
        stack = self.stacks[made.stack]
        try:
            self._check(stack, made)
            self._carry_out(stack, made)
        except RolledBackError as error:
            stack.status, stack.reason = f"{made.kind}_ROLLBACK_COMPLETE", str(error)
            stack.events.append(stack.status)
            return {}
        stack.status, stack.reason = f"{made.kind}_COMPLETE", ""
        stack.events.append(stack.status)
        return {}

    def describe_stack_events(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        name = _name(given["StackName"])
        rows = (
            [
                {
                    "StackId": _arn(name),
                    "EventId": f"{name}-{number}",
                    "StackName": name,
                    "LogicalResourceId": name,
                    "ResourceType": "AWS::CloudFormation::Stack",
                    "Timestamp": NOON,
                    "ResourceStatus": event.partition(":")[0],
                    "ResourceStatusReason": event,
                }
                for number, event in enumerate(self.stacks[name].events)
            ]
            if name in self.stacks
            else []
        )
        return {"StackEvents": rows[::-1]}

    def describe_events(self, _: Mapping[str, str]) -> Mapping[str, Any]:
        return {"OperationEvents": []}

    def delete_stack(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        name = _name(given["StackName"])
        stack = self.stacks[name]
        used = [each for each in exported(stack.template) if self._is_imported(each, name)]
        assert not used, f"CloudFormation deletes no stack whose exports {used} are in use"
        for logical_id, body in stack.resources.items():
            if body.get("DeletionPolicy") != _RETAIN:
                self.world.deleted(body["Type"], stack.physical[logical_id])
        del self.stacks[name]
        return {}

    def _check(self, stack: Stack, made: ChangeSet) -> None:
        lost = {*exported(stack.template)} - {*exported(made.template)}
        if used := [each for each in lost if self._is_imported(each, made.stack)]:
            raise RolledBackError(f"Cannot delete export {used[0]} as it is in use")
        changed = [(logical_id, action) for logical_id, _, action in touched(stack, made) if action != "Add"]
        if denied := [each for each in changed if is_denied(stack.policy, *each)]:
            raise RolledBackError(f"Action denied by stack policy: {denied}")
        if made.kind == "IMPORT":
            self._check_import(stack, made)

    def _check_import(self, stack: Stack, made: ChangeSet) -> None:
        joining = {each["LogicalResourceId"]: each for each in made.imports}
        if {logical_id for logical_id, _, _ in touched(stack, made)} != {*joining}:
            raise RolledBackError("an import brings no other change")
        if stack.template.get("Outputs", {}) != made.template.get("Outputs", {}):
            raise RolledBackError("As part of the import operation, you cannot modify or add [Outputs]")
        owned = {each for other in self.stacks.values() for each in other.physical.values()}
        for logical_id, each in joining.items():
            body = made.template["Resources"][logical_id]
            physical = next(value for key, value in each["ResourceIdentifier"].items() if key.endswith("Arn"))
            if "DeletionPolicy" not in body:
                raise RolledBackError(f"{logical_id} has no DeletionPolicy")
            if physical in owned or not self.world.is_there(body["Type"], physical):
                raise RolledBackError(f"{physical} cannot be imported")

    def _carry_out(self, stack: Stack, made: ChangeSet) -> None:
        before, joining = stack.resources, {each["LogicalResourceId"]: each for each in made.imports}
        after = made.template["Resources"]
        stack.parameters, stack.conditions = made.parameters, made.template.get("Conditions", {})
        for logical_id, body, action in sorted(touched(stack, made), key=lambda each: each[2]):
            if logical_id in joining:
                identifier = joining[logical_id]["ResourceIdentifier"]
                stack.physical[logical_id] = next(value for key, value in identifier.items() if key.endswith("Arn"))
                self.value(stack, body["Properties"])  # Raises for an export that nobody has.
            elif action == "Add":
                properties = self.value(stack, body.get("Properties", {}))
                made_id = self.world.made(body["Type"], properties)
                stack.physical[logical_id] = made_id or f"{made.stack}/{logical_id}"
            elif action == "Modify":
                old = self.value(stack, before[logical_id].get("Properties", {}))
                new = self.value(stack, after[logical_id].get("Properties", {}))
                self.world.changed(body["Type"], stack.physical[logical_id], old, new)
        for logical_id, body in before.items():
            if logical_id not in after:
                if body.get("DeletionPolicy") != _RETAIN:
                    self.world.deleted(body["Type"], stack.physical[logical_id])
                del stack.physical[logical_id]
        stack.template = made.template

    def _is_imported(self, export: str, but: str) -> bool:
        others = [json.dumps(each.template) for name, each in self.stacks.items() if name != but]
        return any(f'{{"Fn::ImportValue": "{export}"}}' in text for text in others)


def _arn(name: str) -> str:
    return f"arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/{name}/1"


def _name(stack: str) -> str:
    return stack.split("/")[1] if stack.startswith("arn:") else stack
