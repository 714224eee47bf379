"""IAM: an identity provider for GitHub's tokens, made by ministack's IAM."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError
from ministack.services import iam

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
    """Lets roles have the permissions boundary that ministack's own CloudFormation loses, and IAM its own words."""
    complete("AWS::IAM::Role", _bound)
    make = iam._IAM_HANDLERS["CreateServiceLinkedRole"]

    def make_or_taken(params: Any) -> Any:
        """As IAM words it: https://github.com/hashicorp/terraform-provider-aws/issues/921"""
        answer = make(params)
        if b"EntityAlreadyExists" not in bytes(answer[2]):
            return answer
        words = f"Service role name for {iam._p(params, 'AWSServiceName')} has been taken in this account"
        return iam._error(400, "InvalidInput", f"{words}, please try a different suffix.")

    iam._IAM_HANDLERS["CreateServiceLinkedRole"] = make_or_taken


def _bound(name: str, properties: dict[str, Any]) -> None:
    boundary = properties.get("PermissionsBoundary")
    if boundary:
        call("iam", "PutRolePermissionsBoundary", {"RoleName": name, "PermissionsBoundary": boundary})
