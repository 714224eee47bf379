"""IAM: an identity provider for GitHub's tokens, made by ministack's IAM."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.entry import complete
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without


def _make(properties: Properties, name: str) -> Made:
    taken = request("iam", "CreateOpenIDConnectProvider", without(properties, "Tags"))
    # AWS fetches the thumbprint itself when none is given.
    taken = {"ThumbprintList": ["0" * 40], **taken, "Tags": tags(properties)}
    arn = call("iam", "CreateOpenIDConnectProvider", taken)["OpenIDConnectProviderArn"]
    return Made(arn, {"Arn": arn})


def _change(arn: str, old: Properties, new: Properties) -> Made:
    raise AssertionError("no test changes an identity provider")


def _remove(arn: str, properties: Properties) -> None:
    try:
        call("iam", "DeleteOpenIDConnectProvider", {"OpenIDConnectProviderArn": arn})
    except ClientError as refusal:
        if not absent(refusal, "NoSuchEntity"):
            raise


KINDS = {"AWS::IAM::OIDCProvider": Kind(_make, _change, _remove)}


def mend() -> None:
    """Lets roles have the permissions boundary that ministack's own CloudFormation loses."""
    complete("AWS::IAM::Role", _bound)


def _bound(name: str, properties: dict[str, Any]) -> None:
    boundary = properties.get("PermissionsBoundary")
    if boundary:
        call("iam", "PutRolePermissionsBoundary", {"RoleName": name, "PermissionsBoundary": boundary})
