"""The stacks that releases change -> those whose stack policy is gone, or another one."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any

from generator import naming
from generator.app.deploy.desired import DesiredStack
from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.stack import find_stack
from generator.live.stack_policy import find_stack_policy


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for stack in context.stacks:
        if stack.policy:
            yield _judged(context, stack, json.loads(stack.policy))


def _judged(context: DiagnosisContext, stack: DesiredStack, policy: Any) -> Finding:
    if context.ask(find_stack, stack.name) is None:
        return not_yet(f"{stack.name} is not deployed")
    found = context.ask(find_stack_policy, stack.name)
    if found is not None and _same(found, policy):
        return ok(f"the stack policy of {stack.name} is set")
    file = shlex.quote(f"file://{naming.OUTPUT_FOLDER}/{stack.deployment.stack_policy}")
    what = (
        f"{stack.name} has {'another' if found else 'no'} stack policy: an update can put traffic on the wrong colour"
    )
    mend = context.aws("cloudformation set-stack-policy", f"--stack-name {stack.name} --stack-policy-body {file}")
    return failed(what, found or "GetStackPolicy: none", mend)


def _same(found: str, policy: Any) -> bool:
    try:
        return bool(json.loads(found) == policy)
    except ValueError:
        return False


CHECK = Check(
    "stack-policy",
    "the stack policies",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html",
    _examine,
)
