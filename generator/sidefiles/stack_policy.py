"""A stack's protected resources -> the stack policy that keeps every later update off them.

CloudFormation would put the live listener rule back on the colour that the template names, and fails on
any change of a CODE_DEPLOY service (https://github.com/aws/aws-cdk/issues/36649, .../23564).
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence


def stack_policy(protected: Sequence[str]) -> str:
    """The policy as JSON text: everything may be updated, but for the ``protected`` logical ids."""
    document = {
        "Statement": [
            {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
            {
                "Effect": "Deny",
                "Action": "Update:*",
                "Principal": "*",
                "Resource": [f"LogicalResourceId/{logical_id}" for logical_id in protected],
            },
        ]
    }
    return json.dumps(document, indent=2) + "\n"
