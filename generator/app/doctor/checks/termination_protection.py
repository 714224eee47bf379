"""An environment that is released by tags -> its stacks that anybody could delete by one command."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.stack import find_stack


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    wanted = [stack for stack in context.stacks if stack.deployment.is_protected]
    if not wanted:
        yield ok(f"{context.project.environment.name} is released by branch, and its stacks may be deleted")
        return
    there = [stack for each in wanted if (stack := context.ask(find_stack, each.name))]
    for stack in there:
        if not stack.is_protected:
            yield failed(
                f"{stack.name} can be deleted by one command",
                "DescribeStacks: EnableTerminationProtection is false",
                context.aws(
                    "cloudformation update-termination-protection",
                    f"--stack-name {stack.name} --enable-termination-protection",
                ),
            )
    if not there:
        yield not_yet("no stack is deployed")
    elif all(stack.is_protected for stack in there):
        yield ok("termination protection is on for every stack")


CHECK = Check(
    "termination-protection",
    "termination protection",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html",
    _examine,
)
