"""S3 buckets with the tags, encryption, lifecycle and access log that ministack's own CloudFormation loses."""

from __future__ import annotations

from typing import Any

from tests.emulator.inside.api import call
from tests.emulator.inside.entry import complete
from tests.emulator.inside.kind import tags

_TYPE = "AWS::S3::Bucket"


def mend() -> None:
    """Puts them around ministack's own entry of its table."""
    complete(_TYPE, _complete)


def _complete(name: str, properties: dict[str, Any]) -> None:
    if tags(properties):
        call("s3", "PutBucketTagging", {"Bucket": name, "Tagging": {"TagSet": tags(properties)}})
    encryption = properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration")
    if encryption:
        rules = [_encryption(rule) for rule in encryption]
        configuration = {"Bucket": name, "ServerSideEncryptionConfiguration": {"Rules": rules}}
        call("s3", "PutBucketEncryption", configuration)
    rules = [_rule(rule) for rule in properties.get("LifecycleConfiguration", {}).get("Rules", ())]
    if rules:
        call("s3", "PutBucketLifecycleConfiguration", {"Bucket": name, "LifecycleConfiguration": {"Rules": rules}})
    logging = properties.get("LoggingConfiguration")
    if logging:
        target = {"TargetBucket": logging["DestinationBucketName"], "TargetPrefix": logging.get("LogFilePrefix", "")}
        call("s3", "PutBucketLogging", {"Bucket": name, "BucketLoggingStatus": {"LoggingEnabled": target}})


def _encryption(rule: dict[str, Any]) -> dict[str, Any]:
    """As the API names it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html."""
    enabled = {"BucketKeyEnabled": rule["BucketKeyEnabled"]} if "BucketKeyEnabled" in rule else {}
    return {"ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"], **enabled}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    """As the API names it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html."""
    return {
        "ID": rule["Id"],
        "Status": rule["Status"],
        "Filter": {"Prefix": ""},
        "Expiration": {"Days": int(rule["ExpirationInDays"])},
        "NoncurrentVersionExpiration": {"NoncurrentDays": int(rule["NoncurrentVersionExpiration"]["NoncurrentDays"])},
        "AbortIncompleteMultipartUpload": {
            "DaysAfterInitiation": int(rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"])
        },
    }
