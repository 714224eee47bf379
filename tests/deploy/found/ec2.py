"""Networks, asked of EC2."""

from __future__ import annotations

from typing import Any

from tests.deploy.found.row import Client, Found, Properties, Row, only


def _vpc(client: Client, identity: str, properties: Properties) -> Found:
    ec2 = client("ec2")
    shown = dict(only(ec2.describe_vpcs(VpcIds=[identity])["Vpcs"]))
    for name in ("EnableDnsSupport", "EnableDnsHostnames"):
        answer = ec2.describe_vpc_attribute(VpcId=identity, Attribute=name[0].lower() + name[1:])
        shown[name] = answer[name]["Value"]
    return Found(shown)


def _subnet(client: Client, identity: str, properties: Properties) -> Found:
    return Found(only(client("ec2").describe_subnets(SubnetIds=[identity])["Subnets"]))


def _gateway(client: Client, identity: str, properties: Properties) -> Found:
    return Found(only(client("ec2").describe_internet_gateways(InternetGatewayIds=[identity])["InternetGateways"]))


def _attachment(client: Client, identity: str, properties: Properties) -> Found:
    found = _gateway(client, properties["InternetGatewayId"], properties).shown
    return Found({**found, "VpcId": only(found["Attachments"])["VpcId"]})


def _route_table(client: Client, identity: str, properties: Properties) -> Found:
    return Found(only(client("ec2").describe_route_tables(RouteTableIds=[identity])["RouteTables"]))


def _route(client: Client, identity: str, properties: Properties) -> Found:
    table = _route_table(client, properties["RouteTableId"], properties).shown
    wanted = properties["DestinationCidrBlock"]
    route = only(route for route in table["Routes"] if route.get("DestinationCidrBlock") == wanted)
    return Found({**route, "RouteTableId": table["RouteTableId"]})


def _association(client: Client, identity: str, properties: Properties) -> Found:
    table = _route_table(client, properties["RouteTableId"], properties).shown
    wanted = properties["SubnetId"]
    return Found(only(part for part in table["Associations"] if part.get("SubnetId") == wanted))


def _security_group(client: Client, identity: str, properties: Properties) -> Found:
    group = only(client("ec2").describe_security_groups(GroupIds=[identity])["SecurityGroups"])
    shown = {
        **group,
        "GroupDescription": group["Description"],
        "SecurityGroupIngress": list(_rules(group["IpPermissions"], "Source")),
        "SecurityGroupEgress": list(_rules(group["IpPermissionsEgress"], "Destination")),
    }
    # A rule that names another group is a resource of its own.
    own = [rule for rule in shown["SecurityGroupEgress"] if "DestinationSecurityGroupId" not in rule]
    shown["SecurityGroupEgress"] = own
    if "SecurityGroupIngress" not in properties:
        del shown["SecurityGroupIngress"]  # Its rules are resources of their own.
    return Found(shown, {"GroupId": group["GroupId"]})


def _rules(permissions: list[dict[str, Any]], end: str) -> list[dict[str, Any]]:
    """EC2 gathers rules by their ports; a template has each by itself."""
    rules = []
    for permission in permissions:
        ports = {name: permission[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in permission}
        rules += [{**ports, **source} for source in permission.get("IpRanges", ())]
        rules += [
            {**ports, f"{end}SecurityGroupId": source["GroupId"], **source}
            for source in permission.get("UserIdGroupPairs", ())
        ]
    return rules


def _security_group_rule(client: Client, identity: str, properties: Properties) -> Found:
    group = only(client("ec2").describe_security_groups(GroupIds=[properties["GroupId"]])["SecurityGroups"])
    end, key = (
        ("Source", "IpPermissions") if "SourceSecurityGroupId" in properties else ("Destination", "IpPermissionsEgress")
    )
    other = f"{end}SecurityGroupId"
    wanted = (properties[other], properties["FromPort"])
    rule = only(rule for rule in _rules(group[key], end) if (rule.get(other), rule.get("FromPort")) == wanted)
    return Found({**rule, "GroupId": group["GroupId"]})


def _address(client: Client, identity: str, properties: Properties) -> Found:
    addresses = client("ec2").describe_addresses()["Addresses"]
    address = only(each for each in addresses if each["PublicIp"] == identity)
    return Found(address, {"AllocationId": address["AllocationId"]})


def _nat_gateway(client: Client, identity: str, properties: Properties) -> Found:
    gateway = only(client("ec2").describe_nat_gateways(NatGatewayIds=[identity])["NatGateways"])
    assert gateway["State"] == "available"
    return Found(gateway)


def _endpoint(client: Client, identity: str, properties: Properties) -> Found:
    return Found(only(client("ec2").describe_vpc_endpoints(VpcEndpointIds=[identity])["VpcEndpoints"]))


ROWS = {
    "AWS::EC2::EIP": Row(_address),
    "AWS::EC2::InternetGateway": Row(_gateway),
    "AWS::EC2::NatGateway": Row(_nat_gateway, {"AllocationId": "ministack shows no addresses of NAT gateways."}),
    "AWS::EC2::Route": Row(_route),
    "AWS::EC2::RouteTable": Row(_route_table),
    "AWS::EC2::SecurityGroup": Row(_security_group),
    "AWS::EC2::SecurityGroupEgress": Row(_security_group_rule),
    "AWS::EC2::SecurityGroupIngress": Row(_security_group_rule),
    "AWS::EC2::Subnet": Row(_subnet),
    "AWS::EC2::SubnetRouteTableAssociation": Row(_association),
    "AWS::EC2::VPC": Row(_vpc),
    "AWS::EC2::VPCEndpoint": Row(_endpoint),
    "AWS::EC2::VPCGatewayAttachment": Row(_attachment),
}
