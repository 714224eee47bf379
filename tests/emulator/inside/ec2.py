"""EC2: the types of networks that ministack's CloudFormation has not, made by its EC2, which has them."""

from __future__ import annotations

from functools import partial
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
    for other in ("SourceSecurityGroupId", "DestinationSecurityGroupId"):
        if other in properties:
            return {**ports, "UserIdGroupPairs": [{"GroupId": properties[other], **described}]}
    return {**ports, "IpRanges": [{"CidrIp": properties["CidrIp"], **described}]}


_KNOWN = {"GroupId", "IpProtocol", "FromPort", "ToPort", "Description", "CidrIp"}
_OTHER_GROUP = {"Ingress": "SourceSecurityGroupId", "Egress": "DestinationSecurityGroupId"}


def _rule(direction: str, properties: Properties) -> dict[str, Any]:
    known = _KNOWN | {_OTHER_GROUP[direction]}
    assert set(properties) <= known, f"this emulator does not know {set(properties) - known}"
    permission = request("ec2", f"AuthorizeSecurityGroup{direction}", {"IpPermissions": [_permission(properties)]})
    return {"GroupId": properties["GroupId"], **permission}


def _make_rule(direction: str, properties: Properties, name: str) -> Made:
    answer = call("ec2", f"AuthorizeSecurityGroup{direction}", _rule(direction, properties))
    identity = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return Made(identity, {"Id": identity})


def _change_rule(direction: str, identity: str, old: Properties, new: Properties) -> Made:
    call("ec2", f"UpdateSecurityGroupRuleDescriptions{direction}", _rule(direction, new))
    return Made(identity, {"Id": identity})


def _remove_rule(direction: str, identity: str, properties: Properties) -> None:
    try:
        call("ec2", f"RevokeSecurityGroup{direction}", _rule(direction, properties))
    except ClientError as refusal:
        if not absent(refusal, "InvalidGroup.NotFound", "InvalidPermission.NotFound"):
            raise


KINDS = {
    "AWS::EC2::EIP": Kind(_make_address, _change_address, _remove_address),
    "AWS::EC2::NatGateway": Kind(_make_nat, _change_nat, _remove_nat),
    **{
        f"AWS::EC2::SecurityGroup{direction}": Kind(
            partial(_make_rule, direction), partial(_change_rule, direction), partial(_remove_rule, direction)
        )
        for direction in _OTHER_GROUP
    },
}
