"""The generated roles in an emulator with IAM enforcement on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from tests.emulator.process import ACCOUNT, Caller


def code(call: Any, **arguments: Any) -> str:
    """The error code that a call ends with, or nothing."""
    try:
        call(**arguments)
    except ClientError as refusal:
        return str(refusal.response["Error"]["Code"])
    return ""


DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException"}


def resolved(value: Any, known: Mapping[str, str]) -> Any:
    """A template's value with its intrinsic functions carried out, as CloudFormation would."""
    if isinstance(value, list):
        return [resolved(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Fn::Sub": str(text)}:
            for name, known_value in known.items():
                text = text.replace(f"${{{name}}}", known_value)
            assert "${AWS::" not in text, text
            return text.replace("${!", "${")
        case {"Ref": str(name)}:
            return known[name]
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return known[f"{name}.{attribute}"]
        case {"Fn::ImportValue": str(name)}:
            return known[name]
    return {key: resolved(item, known) for key, item in value.items()}


def become(root: Caller, role: Mapping[str, Any], known: Mapping[str, str]) -> Caller:
    """Makes a role with the policies that it has in the template, and takes it on.

    Nobody can be a service here, so the trust is in a user of ours instead; see test_emulator.py.
    """
    iam = root.client("iam")
    name = resolved(role["RoleName"], known)
    user = f"{name}-user"
    arn = iam.create_user(UserName=user)["User"]["Arn"]
    may_assume = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
    _put(iam.put_user_policy, [may_assume], UserName=user, PolicyName="assume")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": arn}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
    for policy in role.get("Policies", []):
        document = json.dumps(resolved(policy["PolicyDocument"], known))
        iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)
    keys = iam.create_access_key(UserName=user)["AccessKey"]
    caller = Caller(root.endpoint, root.region, keys["AccessKeyId"], keys["SecretAccessKey"])
    role_arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"
    made = caller.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
    return Caller(root.endpoint, root.region, made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def _put(put: Any, statements: list[dict[str, Any]], **names: str) -> None:
    put(PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}), **names)
