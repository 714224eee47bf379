"""The policy that keeps updates off some resources of a stack, as CloudFormation has it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html
"""

from __future__ import annotations

from generator.live.client import Aws


def find_stack_policy(aws: Aws, stack: str) -> str | None:
    """The policy's text; None when the stack has none. Raises AwsError when there is no such stack."""
    answer = aws.call(aws.client("cloudformation").get_stack_policy, StackName=stack)
    return answer.get("StackPolicyBody") or None
