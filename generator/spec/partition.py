"""A region -> the partition that it is in: AWS's clouds, of which none knows the accounts and things of another.

https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
"""

from __future__ import annotations

_BY_BEGINNING = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "eu-isoe-": "aws-iso-e",
    "us-isof-": "aws-iso-f",
    "eusc-": "aws-eusc",
}


def partition(region: str) -> str:
    """As an ARN has it."""
    return next((name for begins, name in _BY_BEGINNING.items() if region.startswith(begins)), "aws")
