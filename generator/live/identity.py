"""Who calls AWS, and from which account."""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws, no_answer


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
    if not (answer.get("Account") and answer.get("Arn")):
        raise no_answer("get_caller_identity", "")
    return Caller(answer["Account"], answer["Arn"])
