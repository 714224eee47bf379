"""Who calls AWS, and from which account."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.live.answer import no_answer
from generator.live.client import Aws

_ACCOUNT = re.compile(r"[0-9]{12}")
_ARN = re.compile(r"arn:[a-z-]+:(?:sts|iam)::[0-9]{12}:[ -~]+")


@dataclass(frozen=True)
class Caller:
    """Whose credentials these are."""

    account: str
    """Twelve digits."""
    arn: str

    @property
    def partition(self) -> str:
        """``aws``, ``aws-cn`` ..., as ARNs begin."""
        return self.arn.split(":")[1]


def caller(aws: Aws) -> Caller:
    """Asks STS, which needs no permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html.

    Raises OutsideError when the credentials are missing or no longer good.
    """
    answer = aws.call(aws.client("sts").get_caller_identity)
    account, arn = answer["Account"], answer["Arn"]
    if not (_ACCOUNT.fullmatch(account) and _ARN.fullmatch(arn)):
        raise no_answer("get_caller_identity", f"the account {account!r}, the caller {arn!r}")
    return Caller(account, arn)
