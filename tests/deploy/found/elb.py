"""How a service is reached, asked of Elastic Load Balancing, Route 53, AWS WAF and Cloud Map."""

from __future__ import annotations

from typing import Any

from tests.deploy.found.row import Client, Found, Properties, Row, only


def _tags(client: Client, arn: str) -> Any:
    return only(client("elbv2").describe_tags(ResourceArns=[arn])["TagDescriptions"])["Tags"]


def _load_balancer(client: Client, arn: str, properties: Properties) -> Found:
    elb = client("elbv2")
    shown = only(elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"])
    shown["Name"] = shown["LoadBalancerName"]
    shown["Subnets"] = [zone["SubnetId"] for zone in shown["AvailabilityZones"]]
    shown["LoadBalancerAttributes"] = elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    shown["Tags"] = _tags(client, arn)
    attributes = {
        "DNSName": shown["DNSName"],
        "CanonicalHostedZoneID": shown["CanonicalHostedZoneId"],
        "LoadBalancerFullName": arn.partition(":loadbalancer/")[2],
    }
    return Found(shown, attributes)


def _target_group(client: Client, arn: str, properties: Properties) -> Found:
    elb = client("elbv2")
    shown = only(elb.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"])
    shown["Name"] = shown["TargetGroupName"]
    shown["TargetGroupAttributes"] = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
    shown["Tags"] = _tags(client, arn)
    return Found(shown, {"TargetGroupFullName": arn.rpartition(":")[2]})


def _listener(client: Client, arn: str, properties: Properties) -> Found:
    shown = only(client("elbv2").describe_listeners(ListenerArns=[arn])["Listeners"])
    return Found({**shown, "Tags": _tags(client, arn)})


def _rule(client: Client, arn: str, properties: Properties) -> Found:
    shown = only(client("elbv2").describe_rules(RuleArns=[arn])["Rules"])
    listener = f"{arn.rpartition('/')[0].replace(':listener-rule/', ':listener/')}"
    return Found({**shown, "ListenerArn": listener, "Tags": _tags(client, arn)})


def _web_acl(client: Client, physical_id: str, properties: Properties) -> Found:
    balancer = properties["ResourceArn"]
    shown = client("wafv2").get_web_acl_for_resource(ResourceArn=balancer)["WebACL"]
    return Found({"WebACLArn": shown["ARN"], "ResourceArn": balancer})


def _record(client: Client, identity: str, properties: Properties) -> Found:
    name, zone = properties["Name"], properties["HostedZoneId"]
    records = client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    record = only(record for record in records if record["Name"] == f"{name}." and record["Type"] == "A")
    alias = {**record["AliasTarget"], "DNSName": record["AliasTarget"]["DNSName"].rstrip(".")}
    return Found({**record, "Name": record["Name"].rstrip("."), "AliasTarget": alias, "HostedZoneId": zone})


def _namespace(client: Client, identity: str, properties: Properties) -> Found:
    cloud_map = client("servicediscovery")
    shown = cloud_map.get_namespace(Id=identity)["Namespace"]
    tags = cloud_map.list_tags_for_resource(ResourceARN=shown["Arn"])["Tags"]
    return Found({**shown, "Tags": tags}, {"Arn": shown["Arn"], "Id": identity})


ROWS = {
    "AWS::ElasticLoadBalancingV2::Listener": Row(_listener),
    "AWS::ElasticLoadBalancingV2::ListenerRule": Row(_rule),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Row(_load_balancer),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Row(_target_group),
    "AWS::Route53::RecordSet": Row(_record),
    "AWS::ServiceDiscovery::HttpNamespace": Row(_namespace),
    "AWS::WAFv2::WebACLAssociation": Row(_web_acl),
}
