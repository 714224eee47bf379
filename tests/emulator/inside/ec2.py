"""EC2: the types of networks that ministack's CloudFormation has not, made by its EC2, which has them."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without


def _tagged(kind: str, properties: Properties) -> dict[str, Any]:
    listed = tags(properties)
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": listed}]} if listed else {}


def _retag(identity: str, old: Properties, new: Properties) -> None:
    """EC2 names a resource's tags by its id alone."""
    after = {tag["Key"] for tag in tags(new)}
    gone = [{"Key": tag["Key"]} for tag in tags(old) if tag["Key"] not in after]
    if gone:
        call("ec2", "DeleteTags", {"Resources": [identity], "Tags": gone})
    call("ec2", "CreateTags", {"Resources": [identity], "Tags": tags(new)})


def _make_address(properties: Properties, name: str) -> Made:
    taken = request("ec2", "AllocateAddress", without(properties, "Tags"))
    answer = call("ec2", "AllocateAddress", {**taken, **_tagged("elastic-ip", properties)})
    return _address(answer["PublicIp"], answer["AllocationId"])


def _change_address(address: str, old: Properties, new: Properties) -> Made:
    [found] = call("ec2", "DescribeAddresses", {"PublicIps": [address]})["Addresses"]
    _retag(found["AllocationId"], old, new)
    return _address(address, found["AllocationId"])


def _address(address: str, allocation: str) -> Made:
    return Made(address, {"PublicIp": address, "AllocationId": allocation})


def _remove_address(address: str, properties: Properties) -> None:
    for found in call("ec2", "DescribeAddresses", {})["Addresses"]:
        if found["PublicIp"] == address:
            call("ec2", "ReleaseAddress", {"AllocationId": found["AllocationId"]})


def _make_nat(properties: Properties, name: str) -> Made:
    taken = request("ec2", "CreateNatGateway", without(properties, "Tags"))
    answer = call("ec2", "CreateNatGateway", {**taken, **_tagged("natgateway", properties)})
    identity = answer["NatGateway"]["NatGatewayId"]
    return Made(identity, {"NatGatewayId": identity})


def _change_nat(identity: str, old: Properties, new: Properties) -> Made:
    _retag(identity, old, new)
    return Made(identity, {"NatGatewayId": identity})


def _remove_nat(identity: str, properties: Properties) -> None:
    try:
        call("ec2", "DeleteNatGateway", {"NatGatewayId": identity})
    except ClientError as refusal:
        if not absent(refusal, "NatGatewayNotFound"):
            raise


def _permission(properties: Properties) -> dict[str, Any]:
    """A rule as EC2 takes it: the ports, and one source of its kind."""
    ports = {name: properties[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in properties}
    described = {"Description": properties["Description"]} if "Description" in properties else {}
    if "SourceSecurityGroupId" in properties:
        return {**ports, "UserIdGroupPairs": [{"GroupId": properties["SourceSecurityGroupId"], **described}]}
    return {**ports, "IpRanges": [{"CidrIp": properties["CidrIp"], **described}]}


def _rule(properties: Properties) -> dict[str, Any]:
    known = {"GroupId", "IpProtocol", "FromPort", "ToPort", "Description", "SourceSecurityGroupId", "CidrIp"}
    assert set(properties) <= known, f"this emulator does not know {set(properties) - known}"
    permission = request("ec2", "AuthorizeSecurityGroupIngress", {"IpPermissions": [_permission(properties)]})
    return {"GroupId": properties["GroupId"], **permission}


def _make_rule(properties: Properties, name: str) -> Made:
    answer = call("ec2", "AuthorizeSecurityGroupIngress", _rule(properties))
    identity = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return Made(identity, {"Id": identity})


def _change_rule(identity: str, old: Properties, new: Properties) -> Made:
    call("ec2", "UpdateSecurityGroupRuleDescriptionsIngress", _rule(new))
    return Made(identity, {"Id": identity})


def _remove_rule(identity: str, properties: Properties) -> None:
    try:
        call("ec2", "RevokeSecurityGroupIngress", _rule(properties))
    except ClientError as refusal:
        if not absent(refusal, "InvalidGroup.NotFound", "InvalidPermission.NotFound"):
            raise


KINDS = {
    "AWS::EC2::EIP": Kind(_make_address, _change_address, _remove_address),
    "AWS::EC2::NatGateway": Kind(_make_nat, _change_nat, _remove_nat),
    "AWS::EC2::SecurityGroupIngress": Kind(_make_rule, _change_rule, _remove_rule),
}
