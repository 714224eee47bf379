"""Roles, keys and buckets, asked of IAM, KMS and S3."""

from __future__ import annotations

import json
from typing import Any

from tests.deploy.found.row import Client, Found, Properties, Row


def _role(client: Client, name: str, properties: Properties) -> Found:
    iam = client("iam")
    shown: dict[str, Any] = iam.get_role(RoleName=name)["Role"]
    if "PermissionsBoundary" in shown:
        shown["PermissionsBoundary"] = shown["PermissionsBoundary"]["PermissionsBoundaryArn"]
    shown["Policies"] = [
        {
            "PolicyName": policy,
            "PolicyDocument": iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"],
        }
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    ]
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    shown["ManagedPolicyArns"] = [policy["PolicyArn"] for policy in attached]
    shown["Tags"] = iam.list_role_tags(RoleName=name)["Tags"]
    return Found(shown, {"Arn": shown["Arn"]})


def _managed_policy(client: Client, arn: str, properties: Properties) -> Found:
    iam = client("iam")
    shown = iam.get_policy(PolicyArn=arn)["Policy"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=shown["DefaultVersionId"])["PolicyVersion"]
    return Found({**shown, "PolicyDocument": version["Document"]})


def _provider(client: Client, arn: str, properties: Properties) -> Found:
    shown = client("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    return Found({**shown, "Url": f"https://{shown['Url'].removeprefix('https://')}"}, {"Arn": arn})


def _key(client: Client, identity: str, properties: Properties) -> Found:
    kms = client("kms")
    shown = kms.describe_key(KeyId=identity)["KeyMetadata"]
    shown["EnableKeyRotation"] = kms.get_key_rotation_status(KeyId=identity)["KeyRotationEnabled"]
    shown["KeyPolicy"] = json.loads(kms.get_key_policy(KeyId=identity, PolicyName="default")["Policy"])
    tags = kms.list_resource_tags(KeyId=identity)["Tags"]
    shown["Tags"] = [{"Key": tag["TagKey"], "Value": tag["TagValue"]} for tag in tags]
    return Found(shown, {"Arn": shown["Arn"]})


def _alias(client: Client, name: str, properties: Properties) -> Found:
    aliases = client("kms").list_aliases()["Aliases"]
    return Found(next(alias for alias in aliases if alias["AliasName"] == name))


def _bucket(client: Client, name: str, properties: Properties) -> Found:
    s3 = client("s3")
    shown: dict[str, Any] = {"BucketName": name}
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
    shown["BucketEncryption"] = {
        "ServerSideEncryptionConfiguration": [
            {**rule, "ServerSideEncryptionByDefault": rule["ApplyServerSideEncryptionByDefault"]}
            for rule in encryption["Rules"]
        ]
    }
    shown["OwnershipControls"] = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]
    block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    shown["PublicAccessBlockConfiguration"] = block
    shown["VersioningConfiguration"] = s3.get_bucket_versioning(Bucket=name)
    shown["LifecycleConfiguration"] = {"Rules": [_lifecycle_rule(rule) for rule in _lifecycle(s3, name)]}
    shown["LoggingConfiguration"] = _logging(s3, name)
    events = "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket=name)
    shown["NotificationConfiguration"] = {"EventBridgeConfiguration": {"EventBridgeEnabled": events}}
    shown["Tags"] = s3.get_bucket_tagging(Bucket=name)["TagSet"]
    return Found(shown, {"Arn": f"arn:aws:s3:::{name}"})


def _lifecycle(s3: Any, name: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    return rules


def _lifecycle_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {**rule, "Id": rule.get("ID"), "ExpirationInDays": rule.get("Expiration", {}).get("Days")}


def _logging(s3: Any, name: str) -> dict[str, str]:
    enabled = s3.get_bucket_logging(Bucket=name).get("LoggingEnabled", {})
    return {"DestinationBucketName": enabled.get("TargetBucket"), "LogFilePrefix": enabled.get("TargetPrefix")}


def _bucket_policy(client: Client, identity: str, properties: Properties) -> Found:
    name = properties["Bucket"]
    policy = client("s3").get_bucket_policy(Bucket=name)["Policy"]
    return Found({"Bucket": name, "PolicyDocument": json.loads(policy)})


_WAITS = "KMS tells the waiting time of a deletion only once it is scheduled."

ROWS = {
    "AWS::IAM::ManagedPolicy": Row(_managed_policy),
    "AWS::IAM::OIDCProvider": Row(_provider),
    "AWS::IAM::Role": Row(_role),
    "AWS::KMS::Alias": Row(_alias),
    "AWS::KMS::Key": Row(_key, {"PendingWindowInDays": _WAITS}),
    "AWS::S3::Bucket": Row(_bucket),
    "AWS::S3::BucketPolicy": Row(_bucket_policy),
}
