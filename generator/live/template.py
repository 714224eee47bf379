"""A stack's name -> its template and its stack policy, as they were given to CloudFormation."""

from __future__ import annotations

import json

from generator.live.client import Aws


def stack_template(aws: Aws, stack: str) -> str:
    """The text of the template that a stack has, as YAML or JSON.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
    """
    client = aws.client("cloudformation")
    body = aws.call(client.get_template, StackName=stack, TemplateStage="Original").get("TemplateBody", "")
    # botocore reads what is JSON already.
    return body if isinstance(body, str) else json.dumps(body, default=str)


def stack_policy(aws: Aws, stack: str) -> str:
    """The text of the policy that a stack has; empty for none.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html
    """
    answer = aws.call(aws.client("cloudformation").get_stack_policy, StackName=stack)
    return str(answer.get("StackPolicyBody") or "")
