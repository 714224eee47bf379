"""Mutants of what is added to a system that was whole: another balancer, policy, group, key, controller's feature."""

from __future__ import annotations

from copy import deepcopy

from tests.mutants.mutant import Damage, Mutant, add, put, reword
from tests.mutants.world import NotApplicableError, World

_SERVICE = "Resources/Service/Properties"
_GROUP = "Resources/DeploymentGroup/Properties"
_ALARM = "AWS::CloudWatch::Alarm"
_TERMINATION = f"{_GROUP}/BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess"
_PIPELINE = "Resources/Pipeline/Properties"
_NO_ALARMS = "the spec turns alarms off"
_NO_SHARE = "no alarm compares the colours' errors"
_NO_SCALING = "it has as many tasks as the spec says"
_PUBLIC = "the VPC exists already, or its tasks have public addresses"
_SCALING = (
    "Resources/CpuScalingPolicy/Properties/TargetTrackingScalingPolicyConfiguration/PredefinedMetricSpecification"
)


def _policy(action: str) -> dict[str, object]:
    statement = {"Effect": "Allow", "Action": action, "Resource": "arn:aws:ecs:us-west-2:111122223333:*"}
    return {"PolicyName": "late", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


def _policy_beside_the_pipeline(world: World) -> None:
    role = world.get("iam", "Resources/CodepipelineRole/Properties/RoleName")
    properties = {**_policy("ecs:DescribeServices"), "Roles": [role]}
    add("pipeline", "Resources/LatePolicy", {"Type": "AWS::IAM::Policy", "Properties": properties})(world)


def _policy_of_half_a_release(world: World) -> None:
    properties = {"PolicyDocument": _policy("ecs:CreateTaskSet")["PolicyDocument"]}
    add("iam", "Resources/HalfPolicy", {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties})(world)


def _second_balancer(world: World) -> None:
    resources = world.templates["alb"]["Resources"]
    resources["Second"] = deepcopy(resources["LoadBalancer"])
    resources["Second"]["Properties"].pop("Name", None)
    group = world.get("ecs", "Resources/Service/Properties/LoadBalancers/0/TargetGroupArn")
    listener = {
        "LoadBalancerArn": {"Ref": "Second"},
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": group}],
    }
    resources["SecondListener"] = {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": listener}


def _second_rule(world: World) -> None:
    resources = world.templates["routes"]["Resources"]
    resources["SecondRule"] = deepcopy(resources["ProductionRule"])


def _second_group(world: World) -> None:
    resources = world.templates["codedeploy"]["Resources"]
    resources["Second"] = deepcopy(resources["DeploymentGroup"])
    resources["Second"]["Properties"]["DeploymentGroupName"] = "second"


def _transport(world: World) -> None:
    for group in world.of("AWS::ElasticLoadBalancingV2::TargetGroup"):
        group["Protocol"] = "TCP"
    if "AllAtOnce" in str(world.get("codedeploy", f"{_GROUP}/DeploymentConfigName")):
        raise NotApplicableError("a canary")


def _every_alarm(**properties: object) -> Damage:
    def damage(world: World) -> None:
        for alarm in world.of(_ALARM):
            alarm.update(properties)

    return damage


def _requests_of_the_other(world: World) -> None:
    for query in world.get("monitoring", "Resources/BlueLatencyAlarm/Properties/Metrics"):
        if query.get("MetricStat", {}).get("Metric", {}).get("MetricName") == "RequestCount":
            break
    else:
        raise NotApplicableError("requests")
    errors = deepcopy(query)
    errors |= {"Id": "mistakes", "ReturnData": False}
    errors["MetricStat"]["Metric"]["MetricName"] = "HTTPCode_Target_5XX_Count"
    errors["MetricStat"]["Metric"]["Dimensions"][-1]["Value"] = "targetgroup/green/1"
    world.get("monitoring", "Resources/BlueLatencyAlarm/Properties/Metrics").append(errors)


def _logs_of_itself(world: World) -> None:
    name = {"Ref": "ArtifactBucket"}
    add("base", "Resources/ArtifactBucket/Properties/LoggingConfiguration", {"DestinationBucketName": name})(world)


def _without_nat_gateways(world: World) -> None:
    resources = world.templates["network"]["Resources"]
    nat = [name for name, each in resources.items() if "NatGatewayId" in each.get("Properties", {})]
    if not nat:
        raise NotApplicableError("NatGatewayId")
    for name in nat:
        del resources[name]
    endpoint = deepcopy(resources["S3Endpoint"])
    endpoint["Properties"] |= {"ServiceName": "com.amazonaws.us-west-2.ecr.dkr", "VpcEndpointType": "Interface"}
    endpoint["Properties"].pop("RouteTableIds")
    resources["ImageEndpoint"] = endpoint


def _started_by_a_branch(world: World) -> None:
    world.get("pipeline", _PIPELINE).pop("Triggers", None)
    put("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/DetectChanges", "true")(world)


def _native_canary_without_a_role(world: World) -> None:
    put("ecs", f"{_SERVICE}/DeploymentController/Type", "ECS")(world)
    add("ecs", f"{_SERVICE}/DeploymentConfiguration", {"Strategy": "CANARY"})(world)


MUTANTS = (
    Mutant("policy-beside-what-needs-it", "policy-order", _policy_beside_the_pipeline),
    Mutant("policy-of-half-a-release", "release-permissions", _policy_of_half_a_release),
    Mutant("group-of-two-balancers", "target-group-balancer", _second_balancer),
    Mutant("rule-of-the-same-priority", "rule-priority", _second_rule),
    Mutant("priority-of-none", "rule-priority", put("routes", "Resources/ProductionRule/Properties/Priority", 50_001)),
    Mutant("service-of-two-groups", "service-group", _second_group),
    Mutant("canary-by-tcp", "network-load-balancer", _transport, "all traffic shifts at once"),
    Mutant(
        "old-tasks-stay-for-a-week",
        "release-time",
        put("codedeploy", _TERMINATION, {"Action": "TERMINATE", "TerminationWaitTimeInMinutes": 7200}),
    ),
    Mutant(
        "service-connect",
        "controller-features",
        add("ecs", f"{_SERVICE}/ServiceConnectConfiguration", {"Enabled": True, "Namespace": "shop"}),
    ),
    Mutant("native-canary-without-a-role", "native-target-groups", _native_canary_without_a_role),
    Mutant(
        "alarms-of-a-day", "alarm-in-time", _every_alarm(EvaluationPeriods=1440, DatapointsToAlarm=1440), _NO_ALARMS
    ),
    Mutant("alarms-at-a-hundred-percent", "alarm-threshold", _every_alarm(Threshold=1e9), _NO_ALARMS),
    Mutant("errors-by-the-other-s-requests", "alarm-quotient", _requests_of_the_other, _NO_SHARE),
    Mutant(
        "key-that-nobody-may-use",
        "topic-key",
        add("base", "Resources/Topic/Properties/KmsMasterKeyId", "alias/aws/sns"),
    ),
    Mutant(
        "alias-of-nobody", "key-alias", add("base", "Resources/Topic/Properties/KmsMasterKeyId", "alias/no-such-key")
    ),
    Mutant(
        "told-over-http",
        "subscription",
        add(
            "base",
            "Resources/Hook",
            {
                "Type": "AWS::SNS::Subscription",
                "Properties": {"TopicArn": {"Ref": "Topic"}, "Protocol": "https", "Endpoint": "http://example.com"},
            },
        ),
    ),
    Mutant("logs-of-its-own-logs", "server-access-logs", _logs_of_itself),
    Mutant(
        "dashboard-of-another-service",
        "dashboard-metric",
        reword("dashboard", '"ServiceName",', '"ServiceName", "other", "Was",'),
    ),
    Mutant("tasks-without-a-way-to-s-logs", "task-endpoints", _without_nat_gateways, _PUBLIC),
    Mutant("started-by-a-branch", "branch-trigger", _started_by_a_branch),
    Mutant(
        "scales-by-one-group-s-requests",
        "scaling-metric",
        put("ecs", f"{_SCALING}/PredefinedMetricType", "ALBRequestCountPerTarget"),
        _NO_SCALING,
    ),
)
