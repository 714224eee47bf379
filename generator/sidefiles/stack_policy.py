"""A stack's protected resources -> the stack policy that keeps later updates off them.

CloudFormation would put the live listener rule back on the colour that the template names, and fails on
any change of a CODE_DEPLOY service (https://github.com/aws/aws-cdk/issues/36649, .../23564).
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.cfn.protection import Protection


def stack_policy(protections: Mapping[str, Protection]) -> str:
    """The policy as JSON text: everything may be updated, but for what the ``protections`` of logical ids forbid."""
    allow = {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    return json.dumps({"Statement": [allow, *_denials(protections)]}, indent=2) + "\n"


def _denials(protections: Mapping[str, Protection]) -> Iterator[dict[str, Any]]:
    for protection in (Protection.LOCKED, Protection.NEVER_REPLACED):
        logical_ids = [logical_id for logical_id, found in protections.items() if found is protection]
        if logical_ids:
            yield {
                "Effect": "Deny",
                "Action": list(protection.value),
                "Principal": "*",
                "Resource": [f"LogicalResourceId/{logical_id}" for logical_id in logical_ids],
            }
