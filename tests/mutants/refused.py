"""Mutants of words, kinds and places that AWS or GitHub refuses, or that nothing ever meets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.mutants.mutant import Damage, Mutant
from tests.mutants.world import NotApplicableError, World

_OWN_VPC = "the VPC exists already, and is none of ours"
_GITHUB = "cases without GitHub's files, or without these"
_NO_ALARMS = "the spec turns alarms off"
_ENDPOINTS = "the VPC exists already, or its tasks have public addresses"
_NO_SCALING = "it has as many tasks as the spec says"


def _each(kind: str, change: Callable[[dict[str, Any]], object]) -> Damage:
    """Change the properties of every resource of a type."""

    def damage(world: World) -> None:
        for properties in world.of(kind):
            change(properties)

    return damage


def _beside(kind: str, name: str, resource: dict[str, Any]) -> Damage:
    """Another resource in the template that has one of a type."""

    def damage(world: World) -> None:
        for template in world.templates.values():
            if any(each["Type"] == kind for each in template["Resources"].values()):
                template["Resources"][name] = resource
                return
        raise NotApplicableError(kind)

    return damage


def _default_route_by_nat(world: World) -> None:
    routes = [each for each in world.of("AWS::EC2::Route") if "GatewayId" in each]
    for route in routes:
        route["NatGatewayId"] = route.pop("GatewayId")


def _asked_by_tcp(world: World) -> None:
    for listener in world.of("AWS::ElasticLoadBalancingV2::Listener"):
        listener["Protocol"] = "TCP"


def _open_tasks(world: World) -> None:
    for rule in world.of("AWS::EC2::SecurityGroupIngress"):
        if "SourceSecurityGroupId" in rule:
            del rule["SourceSecurityGroupId"]
            rule["CidrIp"] = "0.0.0.0/0"


def _closed_endpoint(world: World) -> None:
    """An endpoint for logs in a group that lets nobody in."""
    for template in world.templates.values():
        resources = template["Resources"]
        if any(each["Type"] == "AWS::EC2::VPCEndpoint" for each in resources.values()):
            subnets = [name for name, each in resources.items() if each["Type"] == "AWS::EC2::Subnet"]
            vpc = next(name for name, each in resources.items() if each["Type"] == "AWS::EC2::VPC")
            group = {"GroupDescription": "endpoints", "VpcId": {"Ref": vpc}}
            resources["Closed"] = {"Type": "AWS::EC2::SecurityGroup", "Properties": group}
            endpoint = {
                "VpcId": {"Ref": vpc},
                "VpcEndpointType": "Interface",
                "PrivateDnsEnabled": True,
                "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.logs"},
                "SubnetIds": [{"Ref": subnets[-1]}],
                "SecurityGroupIds": [{"Ref": "Closed"}],
            }
            resources["LogsEndpoint"] = {"Type": "AWS::EC2::VPCEndpoint", "Properties": endpoint}
            return
    raise NotApplicableError("endpoints")


def _one_zone(world: World) -> None:
    for subnet in world.of("AWS::EC2::Subnet"):
        subnet["AvailabilityZone"] = {"Fn::Select": [0, {"Fn::GetAZs": ""}]}


def _limited(world: World) -> None:
    for role in world.of("AWS::IAM::Role"):
        trusted = str(role["AssumeRolePolicyDocument"])
        if "codedeploy.amazonaws.com" in trusted:
            role["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited"]
            role.pop("Policies", None)


def _locked_key(properties: dict[str, Any]) -> None:
    for statement in properties["KeyPolicy"]["Statement"]:
        if "AWS" in statement["Principal"]:
            statement["Action"] = ["kms:Decrypt"]


def _policy_with_resource(properties: dict[str, Any]) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": ["ecr:BatchGetImage"],
        "Resource": "*",
    }
    properties["RepositoryPolicyText"] = {"Version": "2012-10-17", "Statement": [statement]}


def _unasked_parameter(world: World) -> None:
    noun = next(iter(world.templates))
    world.files[f"{noun}.parameters.json"] = [{"ParameterKey": "Size", "ParameterValue": "large"}]


def _workflow(name: str, change: Callable[[dict[str, Any]], object]) -> Damage:
    """Change one of GitHub's workflows."""

    def damage(world: World) -> None:
        if name not in world.files:
            raise NotApplicableError(name)
        change(world.files[name])

    return damage


def _without_checkout(workflow: dict[str, Any]) -> None:
    for job in workflow["jobs"].values():
        steps = job.get("steps", [])
        kept = [step for step in steps if not step.get("uses", "").startswith("actions/checkout")]
        job["steps"] = [step for step in kept if "uses" in step or "template-file" in step.get("run", "")]


def _role_by_name(workflow: dict[str, Any]) -> None:
    for job in workflow["jobs"].values():
        for step in job.get("steps", []):
            if "role-to-assume" in step.get("with", {}):
                step["with"]["role-to-assume"] = "deployer"


def _first_job(workflow: dict[str, Any]) -> dict[str, Any]:
    job: dict[str, Any] = next(iter(workflow["jobs"].values()))
    return job


def _halve(alarm: dict[str, Any]) -> None:
    """Periods of half a minute, of an alarm and of each of its metrics."""
    for holder in (alarm, *(metric.get("MetricStat", {}) for metric in alarm.get("Metrics", []))):
        if "Period" in holder:
            holder["Period"] = 30


_CONDITION = {"Field": "path", "Values": ["/api/*"]}
_EVENT = {
    "Type": "AWS::Events::Rule",
    "Properties": {
        "ScheduleExpression": "rate(1 day)",
        "Targets": [{"Id": "pipeline", "Arn": "arn:aws:codepipeline:us-west-2:111122223333:shop"}],
    },
}

MUTANTS = (
    Mutant("gateway-for-a-nat-gateway", "route-target", _default_route_by_nat, _OWN_VPC),
    Mutant(
        "vpc-without-names", "vpc-dns", _each("AWS::EC2::VPC", lambda it: it.update(EnableDnsSupport=False)), _OWN_VPC
    ),
    Mutant("endpoint-that-lets-nobody-in", "endpoint-ingress", _closed_endpoint, _ENDPOINTS),
    Mutant("tasks-open-to-everybody", "task-ingress", _open_tasks),
    Mutant("tasks-in-one-zone", "task-zones", _one_zone, _OWN_VPC),
    Mutant(
        "version-of-no-platform",
        "platform-version",
        _each("AWS::ECS::Service", lambda it: it.update(PlatformVersion="1.5.0")),
    ),
    Mutant("balancer-by-tcp", "listener-protocol", _asked_by_tcp),
    Mutant(
        "condition-of-no-field",
        "rule-conditions",
        _each("AWS::ElasticLoadBalancingV2::ListenerRule", lambda it: it["Conditions"].append(_CONDITION)),
    ),
    Mutant(
        "alarms-of-half-minutes",
        "alarm-period",
        _each("AWS::CloudWatch::Alarm", _halve),
        _NO_ALARMS,
    ),
    Mutant(
        "alarm-that-tells-six",
        "alarm-action",
        _each("AWS::CloudWatch::Alarm", lambda it: it.update(AlarmActions=it["AlarmActions"] * 6)),
        _NO_ALARMS,
    ),
    Mutant("pipeline-at-times-without-a-role", "event-role", _beside("AWS::CodePipeline::Pipeline", "Daily", _EVENT)),
    Mutant("key-that-nobody-may-change", "key-lockout", _each("AWS::KMS::Key", _locked_key)),
    Mutant("repository-s-policy-of-another", "registry-policy", _each("AWS::ECR::Repository", _policy_with_resource)),
    Mutant(
        "machine-of-no-name",
        "build-machine",
        _each("AWS::CodeBuild::Project", lambda it: it["Environment"].update(ComputeType="BUILD_GENERAL_SMALL")),
    ),
    Mutant("deployment-by-the-limited-policy", "limited-policy", _limited),
    Mutant(
        "scaling-by-an-arn",
        "scaling-target",
        _each("AWS::ApplicationAutoScaling::ScalableTarget", lambda it: it.update(ResourceId={"Ref": "Service"})),
        _NO_SCALING,
    ),
    Mutant("parameter-that-nothing-asks-for", "parameter-file", _unasked_parameter),
    Mutant("deployment-without-a-checkout", "checkout", _workflow("deploy.yml", _without_checkout), _GITHUB),
    Mutant("role-by-its-name", "job-credentials", _workflow("deploy.yml", _role_by_name), _GITHUB),
    Mutant(
        "pushes-by-a-regular-expression",
        "event-filter",
        _workflow("deploy.yml", lambda it: it["on"]["push"].update(branches=["^main$"])),
        _GITHUB,
    ),
    Mutant(
        "condition-on-a-secret",
        "condition-context",
        _workflow("deploy.yml", lambda it: _first_job(it).update({"if": "secrets.TOKEN != ''"})),
        _GITHUB,
    ),
    Mutant(
        "machine-of-before",
        "retired",
        _workflow("deploy.yml", lambda it: _first_job(it).update({"runs-on": "ubuntu-18.04"})),
        _GITHUB,
    ),
)
