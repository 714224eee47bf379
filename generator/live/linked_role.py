"""Service-linked roles: made before the first resource that needs them.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
"""

from __future__ import annotations

from generator.cfn.linked_role import TAKEN
from generator.live.client import Aws, AwsError


def make_linked_role(aws: Aws, service: str) -> bool:
    """Make the role of ``service``, such as ``ecs.amazonaws.com``; False when the account has it already."""
    try:
        aws.call(aws.client("iam").create_service_linked_role, AWSServiceName=service)
    except AwsError as error:
        if TAKEN in error.why:
            return False
        raise
    return True
