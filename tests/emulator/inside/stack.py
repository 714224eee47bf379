"""CloudFormation's habits that ministack lacks: busy stacks, stack policies, exports in use, conditions in change sets.

Each is told with the page or the report that it is known from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, engine, handlers, helpers, stacks

_UPDATABLE = frozenset(
    {
        "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "DELETE_COMPLETE",
    }
)  # fmt: skip
_Answer = tuple[int, dict[str, str], Any]


def mend() -> None:
    """Puts these habits around ministack's own."""
    actions = handlers._ACTION_HANDLERS
    for name in ("CreateChangeSet", "ExecuteChangeSet", "UpdateStack"):
        actions[name] = _settled(actions[name])
    actions["ExecuteChangeSet"] = _described(actions["ExecuteChangeSet"])
    actions["DeleteStack"] = _unused(actions["DeleteStack"])
    changesets._resolve_props_for_diff = _without_false(changesets._resolve_props_for_diff)
    stacks._resolve_stack_outputs = _kept(stacks._resolve_stack_outputs)
    evaluate = _placed(engine._evaluate_conditions)
    for module in (engine, changesets, handlers, stacks):
        assert hasattr(module, "_evaluate_conditions")
        module._evaluate_conditions = evaluate
    stacks._roll_back_operation = _remembered(stacks._roll_back_operation)
    deploy = _guarded(stacks._deploy_stack_async)
    for module in (stacks, changesets, handlers):
        assert hasattr(module, "_deploy_stack_async")
        module._deploy_stack_async = deploy


def _described(execute: Any) -> Any:
    """Gives a stack that a change set makes or changes the description of the template, as one without has it.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
    """

    def described(params: Any) -> _Answer:
        named = _stack(params)
        name = named["StackName"] if named else helpers._p(params, "StackName")
        _, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), name)
        answer: _Answer = execute(params)
        stack = change_set and handlers._resolve_stack(change_set["StackName"])
        if stack and answer[0] == 200:
            stack["Description"] = change_set["_template"].get("Description", "")
        return answer

    return described


def _placed(evaluate: Any) -> Any:
    """Lets conditions ask where the stack is: ministack takes a pseudo parameter's name for its value.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    """

    def placed(template: Any, params: Any) -> Any:
        here = {"AWS::Region": {"Value": get_region()}, "AWS::AccountId": {"Value": get_account_id()}}
        return evaluate(template, {**here, **params})

    return placed


def _settled(action: Any) -> Any:
    """Refuses a stack that is at work, or whose creation failed.

    "Stack:arn is in ROLLBACK_COMPLETE state and can not be updated":
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
    """

    def settled(params: Any) -> _Answer:
        # Whoever gives a change set by its ARN need not name the stack. Two stacks may have one of the same name: the
        # AWS CLI names them by the second.
        named = _stack(params)
        name = named["StackName"] if named else helpers._p(params, "StackName")
        _, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), name)
        stack = named or (change_set and handlers._resolve_stack(change_set["StackName"]))
        status = stack["StackStatus"] if stack else ""
        if stack and status not in _UPDATABLE:
            message = f"Stack:{stack['StackId']} is in {status} state and can not be updated."
            return helpers._error("ValidationError", message)  # type: ignore[no-any-return]
        if change_set and change_set["ChangeSetType"] == "CREATE" and status != "REVIEW_IN_PROGRESS":
            # Another change set has made the stack, and so made this one obsolete.
            message = f"ChangeSet [{change_set['ChangeSetId']}] cannot be executed in its current status of [OBSOLETE]"
            return helpers._error("InvalidChangeSetStatus", message)  # type: ignore[no-any-return]
        return action(params)  # type: ignore[no-any-return]

    return settled


def _unused(action: Any) -> Any:
    """Lets a stack be whose export another one imports. DeleteStack is answered, and the stack stays as it was.

    Its reason then says why: https://github.com/aws/aws-cdk/issues/604, https://github.com/rlister/stax/issues/40
    """

    def unused(params: Any) -> _Answer:
        answer: _Answer = action(params)
        stack = _stack(params)
        if answer[0] == 400 and stack and b"is imported by stack" in bytes(answer[2]):
            export, users = next(_imports(stack, {output["ExportName"] for output in _exported(stack)}))
            reason = f"Export {export} cannot be deleted as it is in use by {' and '.join(users)}"
            stack["StackStatusReason"] = reason
            name, identity = stack["StackName"], stack["StackId"]
            stacks._add_event(
                identity, name, name, "AWS::CloudFormation::Stack", stack["StackStatus"], reason, identity
            )
            return helpers._xml(200, "DeleteStackResponse", "")  # type: ignore[no-any-return]
        return answer

    return unused


def _stack(params: Any) -> dict[str, Any] | None:
    return handlers._resolve_stack(helpers._p(params, "StackName"))  # type: ignore[no-any-return]


def _exported(stack: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for output in stack.get("Outputs", []) if output.get("ExportName")]


def _imports(stack: dict[str, Any], exports: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Each of the exports that others use, with their names."""
    others = [
        (name, handlers._imported_export_names(other, name))
        for name, other in cloudformation._stacks.items()
        if name != stack["StackName"] and not other["StackStatus"].startswith(("DELETE", "ROLLBACK", "REVIEW"))
    ]
    for export in sorted(exports):
        if users := sorted(name for name, imported in others if export in imported):
            yield export, users


def _without_false(resolve: Any) -> Any:
    """Compares what each template makes: a resource whose condition is false is none."""

    def without_false(template: Any, params: Any, name: str, identity: str) -> Any:
        resolved = resolve(template, params, name, identity)
        conditions = engine._evaluate_conditions(template, params) if template else {}
        made = {
            logical_id: resource
            for logical_id, resource in resolved.get("Resources", {}).items()
            if conditions.get(resource.get("Condition"), True)
        }
        return {**resolved, "Resources": made} if resolved else resolved

    return without_false


def _kept(resolve: Any) -> Any:
    """Fails an update that takes away or changes an export that another stack imports.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
    """

    def kept(
        outputs: Any, conditions: Any, resources: Any, params: Any, mappings: Any, name: str, identity: str
    ) -> Any:
        resolved, exports = resolve(outputs, conditions, resources, params, mappings, name, identity)
        stack = cloudformation._stacks[name]
        changed = {
            output["ExportName"]
            for output in _exported(stack)
            if exports.get(output["ExportName"], {}).get("Value") != output["OutputValue"]
        }
        for export, users in _imports(stack, changed):
            verb = "updated" if export in exports else "deleted"
            raise ValueError(f"Export {export} cannot be {verb} as it is in use by {' and '.join(users)}")
        return resolved, exports

    return kept


def _guarded(deploy: Any) -> Any:
    """Rolls an update back at once that the stack policy denies."""

    async def guarded(
        name: str, identity: str, template: Any, params: Any, disable_rollback: bool, tags: Any, **options: Any
    ) -> None:
        stack, previous = cloudformation._stacks[name], options.get("previous_stack")
        arguments = (name, identity, template, params, disable_rollback, tags)
        if not previous:
            await deploy(*arguments, **options)
            return
        denied = _denied(stack, previous, template, params)
        if denied is None:
            await deploy(*arguments, **options)
            return
        logical_id, kind, reason = denied
        stacks._add_event(identity, name, logical_id, kind, "UPDATE_FAILED", reason)
        failed = stacks._failed_operation(
            True, previous, [], None, logical_id, [], False, template, params, False, stack.get("Tags") or [],
            previous.get("Tags") or [],
        )  # fmt: skip
        await stacks._roll_back_operation(name, identity, stack, failed)

    return guarded


def _remembered(roll_back: Any) -> Any:
    """Keeps in the stack what a creation's rollback could not delete, so that the stack's deletion tries it again.

    https://github.com/aws-cloudformation/rain/issues/187
    """

    async def remembered(name: str, identity: str, stack: Any, failed: Any) -> None:
        await roll_back(name, identity, stack, failed)
        if stack["StackStatus"] == "ROLLBACK_FAILED":
            for logical_id, record in stack["_rollback_failed"].items():
                left = {**record, "ResourceStatus": "DELETE_FAILED", "Timestamp": stacks.now_iso()}
                stack["_resources"][logical_id] = left

    return remembered


def _denied(stack: Any, previous: Any, template: Any, params: Any) -> tuple[str, str, str] | None:
    """The first resource that may not be changed so, its type and the reason."""
    name, identity = stack["StackName"], stack["StackId"]
    old = changesets._resolve_props_for_diff(previous["_template"], previous["_resolved_params"], name, identity)
    new = changesets._resolve_props_for_diff(template, params, name, identity)
    changes = stacks._diff_resources(old, new, previous["_resources"], template)
    policy = json.loads(stack.get("_stack_policy") or "null")
    if policy is None:
        return None
    for change in (change["ResourceChange"] for change in changes):
        for action in _actions(change):
            if not allows(policy, action, change["LogicalResourceId"], change["ResourceType"]):
                resource = f"LogicalResourceId/{change['LogicalResourceId']}"
                reason = f"Action denied by stack policy: Statement does not allow [{action}] for resource [{resource}]"
                return change["LogicalResourceId"], change["ResourceType"], reason
    return None


def _actions(change: dict[str, Any]) -> list[str]:
    """What a change needs: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html."""
    if change["Action"] == "Remove":
        return ["Update:Delete"]
    if change["Action"] != "Modify":
        return []
    by_replacement = {"True": ["Update:Replace"], "False": ["Update:Modify"]}
    return by_replacement.get(change.get("Replacement", "False"), ["Update:Modify", "Update:Replace"])


def allows(policy: dict[str, Any], action: str, logical_id: str, kind: str) -> bool:
    """Whether a stack policy allows that: a Deny wins, and what no statement allows is denied."""
    effects = {
        statement["Effect"]
        for statement in policy["Statement"]
        if _matches(statement, "Action", action)
        and _matches(statement, "Resource", f"LogicalResourceId/{logical_id}")
        and _has_type(statement, kind)
    }
    return "Allow" in effects and "Deny" not in effects


def _matches(statement: dict[str, Any], member: str, value: str) -> bool:
    if f"Not{member}" in statement:
        return not any(fnmatchcase(value, pattern) for pattern in _listed(statement[f"Not{member}"]))
    return any(fnmatchcase(value, pattern) for pattern in _listed(statement[member]))


def _has_type(statement: dict[str, Any], kind: str) -> bool:
    condition = statement.get("Condition", {})
    patterns = [types for test in condition.values() for types in _listed(test.get("ResourceType", []))]
    return not condition or any(fnmatchcase(kind, pattern) for pattern in patterns)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
