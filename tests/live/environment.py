"""The shop's environment ``prod``, deployed and healthy, as the services of AWS would answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.app.build.compile import compile_spec
from tests.cli import command
from tests.live.stand_in import ACCOUNT, Answers, Refusal

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments:
  dev:
    trigger: {branch: develop}
  prod:
    trigger: {tag: "v*"}
"""
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
USER = f"arn:aws:iam::{ACCOUNT}:user/me"
CONNECTION = f"arn:aws:codeconnections:us-west-2:{ACCOUNT}:connection/1"
KEY = f"arn:aws:kms:us-west-2:{ACCOUNT}:key/1"
REVISION = f"arn:aws:ecs:us-west-2:{ACCOUNT}:task-definition/shop-prod:7"
DIGEST = f"sha256:{'a' * 64}"
_ELB = f"arn:aws:elasticloadbalancing:us-west-2:{ACCOUNT}"
BALANCER = f"{_ELB}:loadbalancer/app/shop-prod/1"
BLUE, GREEN = (f"{_ELB}:targetgroup/shop-prod-{colour}/1" for colour in ("blue", "green"))
LISTENER, TEST_LISTENER = (f"{_ELB}:listener/app/shop-prod/1/{port}" for port in (80, 9001))
MEASURES = ("errors", "connections", "latency", "unhealthy")
ALARMS = [
    "shop-prod-load-balancer-errors",
    *(f"shop-prod-{colour}-{name}" for colour in ("blue", "green") for name in MEASURES),
]


def put_spec(folder: Path) -> None:
    """The spec where the command looks for it, and the service that it builds."""
    command.put_spec(folder).write_text(SPEC, "utf-8")


def role(principal: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/shop-prod-{principal}-us-west-2"


def stack(parameters: Mapping[str, Any], status: str = "CREATE_COMPLETE") -> Mapping[str, Any]:
    """DescribeStacks of a stack that is there."""
    name = parameters["StackName"]
    outputs = {"shop-prod-iam": {"KeyArn": KEY}, "shop-github": {"ConnectionArn": CONNECTION}}.get(name, {})
    found = {
        "StackName": name,
        "StackId": f"arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/{name}/1",
        "CreationTime": NOON,
        "StackStatus": status,
        "EnableTerminationProtection": True,
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
    }
    return {"Stacks": [found]}


def no_stack(parameters: Mapping[str, Any]) -> Refusal:
    """DescribeStacks of a stack that is not."""
    return Refusal("ValidationError", f"Stack with id {parameters['StackName']} does not exist")


def stack_policy(parameters: Mapping[str, Any], spec: str = SPEC) -> Mapping[str, Any]:
    """GetStackPolicy, as the spec has it."""
    build = compile_spec(spec, "specs/shop.yaml")
    path = next(each.stack_policy for each in build.deployments if each.stack == parameters["StackName"])
    return {"StackPolicyBody": next(artifact.text for artifact in build.artifacts if artifact.path == path)}


def _allowed(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    """The policy simulator, where all is well."""
    actions = [value for key, value in parameters.items() if key.startswith("ActionNames.member.")]
    resource = parameters["ResourceArns.member.1"]
    rows = [{"EvalActionName": action, "EvalResourceName": resource, "EvalDecision": "allowed"} for action in actions]
    return {"EvaluationResults": rows, "IsTruncated": False}


def _stage(name: str, *, error: str = "") -> Mapping[str, Any]:
    latest: dict[str, Any] = {"status": "Failed" if error else "Succeeded", "lastStatusChange": NOON}
    if error:
        latest["errorDetails"] = {"code": "JobFailed", "message": error}
    return {
        "stageName": name,
        "inboundTransitionState": {"enabled": True},
        "actionStates": [{"actionName": name, "latestExecution": latest}],
        "latestExecution": {"pipelineExecutionId": "e-1", "status": latest["status"]},
    }


def pipeline(error: str = "") -> Mapping[str, Any]:
    """GetPipelineState; ``error`` is what its last stage failed with."""
    stages = [_stage("Source"), _stage("Build"), _stage("Deploy", error=error)]
    return {"pipelineName": "shop-prod", "stageStates": stages, "created": NOON}


def service(**changed: Any) -> Mapping[str, Any]:
    """DescribeServices."""
    routes = [{"targetGroupArn": BLUE, "containerName": "shop", "containerPort": 3000}]
    task_set = {
        "id": "ecs-svc/1",
        "status": "PRIMARY",
        "taskDefinition": REVISION,
        "computedDesiredCount": 2,
        "runningCount": 2,
        "loadBalancers": routes,
        "stabilityStatus": "STEADY_STATE",
    }
    found = {
        "serviceName": "shop-prod",
        "status": "ACTIVE",
        "deploymentController": {"type": "CODE_DEPLOY"},
        "desiredCount": 2,
        "runningCount": 2,
        "pendingCount": 0,
        "taskDefinition": REVISION,
        "loadBalancers": routes,
        "taskSets": [task_set],
        "events": [{"id": "1", "createdAt": NOON, "message": "(service shop-prod) has reached a steady state."}],
    }
    return {"services": [{**found, **changed}], "failures": []}


def _task_definition() -> Mapping[str, Any]:
    container = {
        "name": "shop",
        "image": f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop@{DIGEST}",
        "portMappings": [{"containerPort": 3000, "protocol": "tcp"}],
        "environment": [{"name": "VERSION", "value": "1.2.3"}],
    }
    found = {
        "taskDefinitionArn": REVISION,
        "family": "shop-prod",
        "revision": 7,
        "taskRoleArn": role("task"),
        "executionRoleArn": role("execution"),
        "containerDefinitions": [container],
    }
    return {"taskDefinition": found}


def _target_groups() -> Mapping[str, Any]:
    rows = [
        {
            "TargetGroupArn": arn,
            "TargetGroupName": arn.split("/")[1],
            "Port": 3000,
            "TargetType": "ip",
            "HealthCheckPath": "/",
            "LoadBalancerArns": [BALANCER],
        }
        for arn in (BLUE, GREEN)
    ]
    return {"TargetGroups": rows}


def rules(blue: int, green: int) -> Mapping[str, Any]:
    """DescribeRules, with the weights of both colours."""
    groups = [{"TargetGroupArn": BLUE, "Weight": blue}, {"TargetGroupArn": GREEN, "Weight": green}]
    forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}
    rule = {"RuleArn": f"{LISTENER}/rule", "Priority": "1", "Actions": [forward]}
    return {"Rules": [rule, {"RuleArn": f"{LISTENER}/default", "Priority": "default", "Actions": []}]}


def _deployment_group() -> Mapping[str, Any]:
    pair = {
        "targetGroups": [{"name": "shop-prod-blue"}, {"name": "shop-prod-green"}],
        "prodTrafficRoute": {"listenerArns": [LISTENER]},
        "testTrafficRoute": {"listenerArns": [TEST_LISTENER]},
    }
    found = {
        "applicationName": "shop-prod",
        "deploymentGroupName": "shop-prod",
        "serviceRoleArn": role("codedeploy"),
        "ecsServices": [{"clusterName": "shop-prod", "serviceName": "shop-prod"}],
        "loadBalancerInfo": {"targetGroupPairInfoList": [pair]},
        "alarmConfiguration": {"enabled": True, "alarms": [{"name": name} for name in ALARMS]},
        "lastAttemptedDeployment": {"deploymentId": "d-1", "status": "Succeeded"},
    }
    return {"deploymentGroupInfo": found}


def alarms(state: str, reason: str = "") -> Mapping[str, Any]:
    """DescribeAlarms, all in one state."""
    return {"MetricAlarms": [{"AlarmName": name, "StateValue": state, "StateReason": reason} for name in ALARMS]}


def _log_group(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"logGroups": [{"logGroupName": parameters["logGroupNamePrefix"], "retentionInDays": 30}]}


def _deployer(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetRole of the role that GitHub's workflow takes on."""
    subject = {"token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:shop-prod"}
    statement = {"Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": subject}}
    name = parameters["RoleName"]
    found = {
        "Path": "/",
        "RoleName": name,
        "RoleId": "AROA" + "A" * 16,
        "Arn": f"arn:aws:iam::{ACCOUNT}:role/{name}",
        "CreateDate": NOON,
        "AssumeRolePolicyDocument": quote(json.dumps({"Statement": [statement]})),
    }
    return {"Role": found}


def quota(value: float) -> Mapping[str, Any]:
    """GetServiceQuota of Fargate's vCPUs."""
    metric = {
        "MetricNamespace": "AWS/Usage",
        "MetricName": "ResourceCount",
        "MetricDimensions": {
            "Class": "Standard/OnDemand",
            "Resource": "vCPU",
            "Service": "Fargate",
            "Type": "Resource",
        },
        "MetricStatisticRecommendation": "Maximum",
    }
    found = {"ServiceCode": "fargate", "QuotaCode": "L-3032A538", "QuotaName": "Fargate On-Demand vCPU resource count"}
    return {"Quota": {**found, "Value": value, "UsageMetric": metric}}


HEALTHY: Answers = {
    ("sts", "GetCallerIdentity"): {"Account": ACCOUNT, "Arn": USER, "UserId": "me"},
    ("cloudformation", "DescribeStacks"): stack,
    ("cloudformation", "GetStackPolicy"): stack_policy,
    ("iam", "SimulatePrincipalPolicy"): _allowed,
    ("codeconnections", "GetConnection"): {
        "Connection": {"ConnectionName": "shop", "ConnectionArn": CONNECTION, "ConnectionStatus": "AVAILABLE"}
    },
    ("codepipeline", "GetPipelineState"): pipeline(),
    ("ecs", "DescribeServices"): service(),
    ("ecs", "DescribeTaskDefinition"): _task_definition(),
    ("ecs", "ListTasks"): {"taskArns": []},
    ("ecr", "DescribeImages"): {"imageDetails": [{"imageDigest": DIGEST, "imageTags": ["v1.2.3"]}]},
    ("elbv2", "DescribeLoadBalancers"): {
        "LoadBalancers": [{"LoadBalancerArn": BALANCER, "LoadBalancerName": "shop-prod", "State": {"Code": "active"}}]
    },
    ("elbv2", "DescribeListeners"): {
        "Listeners": [
            {"ListenerArn": LISTENER, "Port": 80, "Protocol": "HTTP"},
            {"ListenerArn": TEST_LISTENER, "Port": 9001, "Protocol": "HTTP"},
        ]
    },
    ("elbv2", "DescribeRules"): rules(100, 0),
    ("elbv2", "DescribeTargetGroups"): _target_groups(),
    ("elbv2", "DescribeTargetHealth"): {
        "TargetHealthDescriptions": [{"Target": {"Id": "10.0.0.1", "Port": 3000}, "TargetHealth": {"State": "healthy"}}]
    },
    ("codedeploy", "GetDeploymentGroup"): _deployment_group(),
    ("codedeploy", "BatchGetDeployments"): {"deploymentsInfo": [{"deploymentId": "d-1", "status": "Succeeded"}]},
    ("codedeploy", "ListDeployments"): {"deployments": []},
    ("cloudwatch", "DescribeAlarms"): alarms("OK"),
    ("cloudwatch", "GetMetricStatistics"): {"Datapoints": [{"Timestamp": NOON, "Maximum": 2.0}]},
    ("logs", "DescribeLogGroups"): _log_group,
    ("service-quotas", "GetServiceQuota"): quota(6),
    ("iam", "GetRole"): _deployer,
}
"""What the services answer."""

NOTHING: Answers = {
    ("sts", "GetCallerIdentity"): {"Account": ACCOUNT, "Arn": USER, "UserId": "me"},
    ("cloudformation", "DescribeStacks"): no_stack,
    ("codepipeline", "GetPipelineState"): Refusal("PipelineNotFoundException", "does not exist"),
    ("ecs", "DescribeServices"): Refusal("ClusterNotFoundException", "Cluster not found."),
    ("elbv2", "DescribeLoadBalancers"): lambda parameters: (
        Refusal("LoadBalancerNotFound", "not found") if "Names.member.1" in parameters else {"LoadBalancers": []}
    ),
    ("elbv2", "DescribeTargetGroups"): Refusal("TargetGroupNotFound", "not found"),
    ("codedeploy", "GetDeploymentGroup"): Refusal("ApplicationDoesNotExistException", "No application found"),
    ("cloudwatch", "DescribeAlarms"): {"MetricAlarms": []},
    ("cloudwatch", "GetMetricStatistics"): {"Datapoints": []},
    ("logs", "DescribeLogGroups"): {"logGroups": []},
    ("service-quotas", "GetServiceQuota"): quota(6),
    ("iam", "GetRole"): Refusal("NoSuchEntity", "The role cannot be found.", 404),
    ("ec2", "DescribeVpcs"): {"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2"}]},
}
"""An account where nothing is deployed."""
