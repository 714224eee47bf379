"""Buckets: whether one is there, and putting a text into it."""

from __future__ import annotations

from generator.live.client import Aws, AwsError

_MISSING = frozenset({"404", "NoSuchBucket", "NotFound"})


def has_bucket(aws: Aws, name: str) -> bool:
    """Whether the caller's account has a bucket of that name, and the caller may see it.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    """
    try:
        aws.call(aws.client("s3").head_bucket, Bucket=name)
    except AwsError as error:
        if error.code in _MISSING:
            return False
        raise
    return True


def put_text(aws: Aws, bucket: str, key: str, text: str) -> str:
    """Put a text into a bucket, encrypted as the bucket has it; the URL by which CloudFormation reads it.

    In path style, as the AWS CLI writes it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    """
    client = aws.client("s3")
    aws.call(client.put_object, Bucket=bucket, Key=key, Body=text.encode())
    return f"{client.meta.endpoint_url}/{bucket}/{key}"
