"""ARNs of things whose names we give, in whatever partition, account and region they come to live."""

from __future__ import annotations

from troposphere import Sub

_REGIONAL = "arn:${AWS::Partition}:{service}:${AWS::Region}:${AWS::AccountId}:{resource}"


def regional(service: str, resource: str) -> Sub:
    """An ARN in this stack's account and region; ``resource`` may hold ``${...}`` and wildcards."""
    return Sub(_REGIONAL.replace("{service}", service).replace("{resource}", resource))


def role(name: str) -> Sub:
    """The ARN of an IAM role; IAM is global, so there is no region in it."""
    return Sub(f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}")


def account_root() -> Sub:
    """The account itself, as a principal."""
    return Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")


def bucket(name: str) -> Sub:
    """The ARN of a bucket; S3's ARNs hold neither account nor region."""
    return Sub(f"arn:${{AWS::Partition}}:s3:::{name}")


def objects(name: str, prefix: str = "") -> Sub:
    """The ARN of all objects of a bucket whose keys begin with ``prefix``."""
    return Sub(f"arn:${{AWS::Partition}}:s3:::{name}/{prefix}*")
