"""The patched stacks of a spec -> a problem for each patch that takes what the generated deployers may not do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from generator.errors import SpecError
from generator.model.project import Spec
from generator.policies.deployer_things import ours
from generator.policies.deployer_topics import topic_calls
from generator.policies.patched import is_known, lacking
from generator.problems import Problem
from generator.stacks.stack import Stack

CODE = "patch-permissions"


def check_permissions(spec: Spec, stacks: Sequence[Stack]) -> None:
    """Raises SpecError with all such problems."""
    patched = [stack for stack in stacks if stack.patching]
    things = ours(spec) if patched else {}
    granted = [action for service in spec.services for _, action in topic_calls(service)]
    if problems := [problem for stack in patched for problem in _problems(stack, things, granted)]:
        raise SpecError(problems)


def _problems(stack: Stack, things: Mapping[str, Sequence[Any]], granted: Sequence[str]) -> Iterator[Problem]:
    """``granted`` are actions that the deployers may by other keys of the spec."""
    assert stack.patching is not None
    resources = stack.template.to_dict()["Resources"]
    said = [action for each in stack.patching.applied for one in each.patch.deployer for action in one.actions]
    for each in stack.patching.applied:
        touched = dict.fromkeys(str(path[1]) for path in each.touched if path[0] == "Resources")
        for logical_id in (name for name in touched if name in resources):
            kind = resources[logical_id]["Type"]
            place = stack.template.origins[logical_id]
            if not is_known(kind):
                if not each.patch.deployer:
                    message = f"no deployer may make {kind}, and what that takes is not known here"
                    yield Problem(place, message, CODE, _HINT)
                continue
            missing = [
                action
                for action in lacking(kind, resources[logical_id].get("Properties"), things)
                if not any(fnmatchcase(action.lower(), one.lower()) for one in (*said, *granted))
            ]
            if missing:
                message = f"for {logical_id} ({kind}), CloudFormation calls what no deployer may: {', '.join(missing)}"
                yield Problem(place, message, CODE, "name these actions in deployer:, with the ARNs that they are on")


_HINT = "name in deployer: the actions that CloudFormation calls for it, as the type's page has them under permissions"
