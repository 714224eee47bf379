"""An IAM role as it is: whom it trusts.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.live.client import Aws, AwsError


def find_trust(aws: Aws, role: str) -> Mapping[str, Any] | None:
    """The trust policy of the role with that name; None when there is no such role."""
    try:
        found = aws.call(aws.client("iam").get_role, RoleName=role)["Role"]
    except AwsError as error:
        if error.code == "NoSuchEntity":
            return None
        raise
    document = found.get("AssumeRolePolicyDocument")
    return document if isinstance(document, Mapping) else {}
