"""A replaced resource is another one to all that refer to it: in its template, through exports, and on from there."""

from __future__ import annotations

from typing import Any

from generator.difference.change import Fate
from generator.difference.comparison import Comparison, compare
from generator.difference.side import Side
from generator.difference.spread import spread
from tests.unit.difference.sides import SCHEMAS, side


def _compare(before: Side, after: Side) -> Comparison:
    found = compare(before, after, SCHEMAS)
    spread(found)
    return found


def _fates(before: Side, after: Side) -> dict[str, Fate]:
    return {change.resource.id: change.fate for change in _compare(before, after).resources.values()}


_NETWORK = """
    Vpc: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {cidr}}}}}
    Subnet: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: {{Ref: Vpc}}, CidrBlock: 10.0.0.0/24}}}}
    Table: {{Type: AWS::EC2::RouteTable, Properties: {{VpcId: {{"Fn::Sub": "${{Vpc}}"}}}}}}
    Way: {{Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {{SubnetId: {{Ref: Subnet}}, RouteTableId: x}}}}
    Log: {{Type: AWS::Logs::LogGroup, DependsOn: Vpc, Properties: {{RetentionInDays: 7}}}}
"""


def test_replacement_spreads_within_a_template_and_not_to_what_only_waits() -> None:
    found = _fates(side(net=_NETWORK.format(cidr="10.0.0.0/16")), side(net=_NETWORK.format(cidr="10.1.0.0/16")))
    assert found == dict.fromkeys(["Vpc", "Subnet", "Table", "Way"], Fate.REPLACED)


def _exporting(cidr: str) -> dict[str, Any]:
    return {
        "Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": cidr}}},
        "Outputs": {"Id": {"Value": {"Ref": "Vpc"}, "Export": {"Name": {"Fn::Sub": "shop-vpc"}}}},
    }


_IMPORTING = """
    Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: {"Fn::ImportValue": shop-vpc}}}
    Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {FromPort: 1, GroupId: {"Fn::GetAtt": [Group, GroupId]}}}
"""


def test_replacement_spreads_through_an_export_into_another_stack() -> None:
    before = side(net=_exporting("10.0.0.0/16"), app=_IMPORTING)
    after = side(net=_exporting("10.1.0.0/16"), app=_IMPORTING)
    found = _compare(before, after)
    assert {key: change.fate for key, change in found.resources.items()} == dict.fromkeys(
        [("net", "Vpc"), ("app", "Group"), ("app", "Rule")], Fate.REPLACED
    )
    assert [(each.name, each.is_removed, [stack.name for stack in each.importers]) for each in found.exports] == [
        ("shop-vpc", False, ["app"])
    ]
    assert found.resources[("app", "Group")].causes == ("shop-vpc",)


def test_a_loop_of_references_ends() -> None:
    ring = """
        A: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {cidr}, InstanceTenancy: {{Ref: B}}}}}}
        B: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: {{Ref: A}}, CidrBlock: x}}}}
    """
    found = _fates(side(a=ring.format(cidr="1")), side(a=ring.format(cidr="2")))
    assert found == {"A": Fate.REPLACED, "B": Fate.REPLACED}


def test_two_ways_to_write_one_name_are_no_change() -> None:
    log = "Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: shop}}\n"
    alarm = "Filter: {{Type: AWS::Logs::MetricFilter, Properties: {{FilterPattern: x, LogGroupName: {name}}}}}"
    one, other = (side(a=log + alarm.format(name=name)) for name in ("shop", "{Ref: Log}"))
    assert _fates(one, other) == {}


def test_what_only_a_deployment_knows_is_unknown_and_not_unchanged() -> None:
    def template(condition: Any, third: int) -> dict[str, Any]:
        choice = {"Fn::If": ["IsLarge", 1, third]}
        return {
            "Conditions": {"IsLarge": condition},
            "Resources": {
                "Log": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": choice}},
                "Same": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}},
            },
        }

    large: dict[str, Any] = {"Fn::Equals": [{"Ref": "AWS::Region"}, "a"]}
    assert _fates(side(a=template(large, 2)), side(a=template(large, 3))) == {"Log": Fate.UNKNOWN}
    assert _fates(side(a=template(large, 2)), side(a=template({"Fn::Equals": ["a", "b"]}, 2))) == {"Log": Fate.UNKNOWN}


def test_a_type_without_a_schema_is_unknown_where_it_changes() -> None:
    one, other = (side(a=f"It: {{Type: 'Custom::Thing', Properties: {{A: {n}}}}}") for n in (1, 2))
    assert _fates(one, other) == {"It": Fate.UNKNOWN}
    assert _fates(one, one) == {}


def test_what_stands_beside_the_properties_changes_the_resource_too() -> None:
    one = side(a="It: {Type: AWS::S3::Bucket}")
    assert _fates(one, side(a="It: {Type: AWS::S3::Bucket, DeletionPolicy: Retain}")) == {"It": Fate.UPDATED}
    assert _fates(one, side(a="It: {Type: AWS::S3::Bucket, DependsOn: X, Metadata: {a: b}}")) == {}


def test_a_condition_decides_whether_a_resource_is_there() -> None:
    one, other = side(a="It: {Type: AWS::S3::Bucket}"), side(a="It: {Type: AWS::S3::Bucket, Condition: X}")
    assert _fates(one, other) == {"It": Fate.UNKNOWN}
