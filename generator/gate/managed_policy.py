"""AWS's managed policies that release systems have: name -> its path, and what it allows where a release depends on it.

Each has a page, https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html and so on;
`FAMILIES` are complete as of that reference's list in autumn 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ARN = "arn:aws:iam::aws:policy/"
_PATHS = {
    "": (
        "AWSCodeBuildAdminAccess AWSCodeBuildDeveloperAccess AWSCodeBuildReadOnlyAccess AWSCodeDeployDeployerAccess "
        "AWSCodeDeployFullAccess AWSCodeDeployReadOnlyAccess AWSCodeDeployRoleForECS AWSCodeDeployRoleForECSLimited "
        "AWSCodePipelineApproverAccess AWSCodePipelineCustomActionAccess AWSCodePipeline_FullAccess "
        "AWSCodePipeline_ReadOnlyAccess AWSCodeStarFullAccess AWSXRayDaemonWriteAccess AdministratorAccess "
        "AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser AmazonEC2ContainerRegistryPullOnly "
        "AmazonEC2ContainerRegistryReadOnly AmazonECSInfrastructureRoleForGatewayHostSharedALB "
        "AmazonECSInfrastructureRolePolicyForLoadBalancers AmazonECSInfrastructureRolePolicyForManagedInstances "
        "AmazonECSInfrastructureRolePolicyForVpcLattice AmazonECSInstanceRolePolicyForManagedInstances "
        "AmazonECS_FullAccess AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonSSMManagedInstanceCore "
        "AmazonSSMReadOnlyAccess CloudWatchAgentAdminPolicy CloudWatchAgentServerPolicy CloudWatchLogsFullAccess "
        "CloudWatchLogsReadOnlyAccess ElasticLoadBalancingFullAccess ElasticLoadBalancingReadOnly IAMFullAccess "
        "PowerUserAccess ReadOnlyAccess SecretsManagerReadWrite"
    ),
    "service-role/": (
        "AWSCodeDeployRole AWSCodeDeployRoleForCloudFormation AWSCodeDeployRoleForLambda "
        "AWSCodeDeployRoleForLambdaLimited AWSCodeStarServiceRole AmazonEC2ContainerServiceAutoscaleRole "
        "AmazonEC2ContainerServiceEventsRole AmazonEC2ContainerServiceRole AmazonEC2ContainerServiceforEC2Role "
        "AmazonEC2RoleforAWSCodeDeploy AmazonEC2RoleforAWSCodeDeployLimited "
        "AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity "
        "AmazonECSInfrastructureRolePolicyForVolumes AmazonECSInfrastructureRoleforExpressGatewayServices "
        "AmazonECSTaskExecutionRolePolicy"
    ),
    "aws-service-role/": (
        "AWSApplicationAutoscalingECSServicePolicy AWSCodeStarNotificationsServiceRolePolicy "
        "AWSElasticLoadBalancingServiceRolePolicy AmazonECSComputeServiceRolePolicy AmazonECSServiceRolePolicy"
    ),
    "job-function/": "DatabaseAdministrator NetworkAdministrator SystemAdministrator ViewOnlyAccess",
}
PATHS: Mapping[str, str] = {name: path for path, names in _PATHS.items() for name in names.split()}
"""Name -> the path before it, which is a part of the ARN."""
FAMILIES = ("AWSCodeBuild", "AWSCodeDeploy", "AWSCodePipeline", "AmazonECS", "AmazonEC2ContainerRegistry")
"""Beginnings of names of which `PATHS` has all that there are."""
LINKED = "aws-service-role/"
"""Policies of this path are for service-linked roles, and IAM attaches them to no other."""

_READ_IMAGES = (
    "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:GetRepositoryPolicy "
    "ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:BatchGetImage ecr:GetLifecyclePolicy "
    "ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource ecr:DescribeImageScanFindings"
)
_SHIFT = (
    "ecs:DescribeServices ecs:CreateTaskSet ecs:UpdateServicePrimaryTaskSet ecs:DeleteTaskSet "
    "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeListeners "
    "elasticloadbalancing:ModifyListener elasticloadbalancing:DescribeRules elasticloadbalancing:ModifyRule "
    "cloudwatch:DescribeAlarms"
)


def _allow(actions: str, resource: Any = "*", condition: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    statement = {"Effect": "Allow", "Action": actions.split(), "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


_TO_TASKS = {"StringLike": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}}
_STATEMENTS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "AWSCodeDeployRole": [
        _allow(
            "autoscaling:* ec2:DescribeInstances ec2:DescribeInstanceStatus ec2:TerminateInstances tag:GetResources "
            "sns:Publish cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm elasticloadbalancing:DescribeTargetGroups "
            "elasticloadbalancing:RegisterTargets elasticloadbalancing:DeregisterTargets"
        )
    ],
    "AWSCodeDeployRoleForECS": [
        _allow(f"{_SHIFT} lambda:InvokeFunction sns:Publish s3:GetObject s3:GetObjectVersion"),
        _allow("iam:PassRole", "*", _TO_TASKS),
    ],
    # Named as AWS's guides name the role: it passes no other, and reads only what is tagged for it.
    "AWSCodeDeployRoleForECSLimited": [
        _allow(_SHIFT),
        _allow("sns:Publish", "arn:aws:sns:*:*:CodeDeployTopic_*"),
        _allow("lambda:InvokeFunction", "arn:aws:lambda:*:*:function:CodeDeployHook_*"),
        _allow(
            "s3:GetObject s3:GetObjectVersion",
            "*",
            {"StringEquals": {"s3:ExistingObjectTag/UseWithCodeDeploy": "true"}},
        ),
        _allow(
            "iam:PassRole",
            ["arn:aws:iam::*:role/ecsTaskExecutionRole", "arn:aws:iam::*:role/ECSTaskExecution*"],
            _TO_TASKS,
        ),
    ],
    # For the rules and listeners of load balancers of applications and of networks, and for target groups, any of them.
    "AmazonECSInfrastructureRolePolicyForLoadBalancers": [
        _allow(
            "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeRules "
            "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth "
            "elasticloadbalancing:RegisterTargets elasticloadbalancing:DeregisterTargets "
            "elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyRule"
        )
    ],
    "AmazonECSTaskExecutionRolePolicy": [
        _allow(
            "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage "
            "logs:CreateLogStream logs:PutLogEvents"
        )
    ],
    "AmazonEC2ContainerRegistryFullAccess": [_allow("ecr:* cloudtrail:LookupEvents")],
    "AmazonEC2ContainerRegistryPowerUser": [
        _allow(
            f"{_READ_IMAGES} ecr:InitiateLayerUpload ecr:UploadLayerPart ecr:CompleteLayerUpload ecr:PutImage",
        )
    ],
    "AmazonEC2ContainerRegistryReadOnly": [_allow(_READ_IMAGES)],
    "AmazonS3FullAccess": [_allow("s3:* s3-object-lambda:*")],
    "AmazonS3ReadOnlyAccess": [_allow("s3:Get* s3:List* s3:Describe*")],
    "CloudWatchLogsFullAccess": [_allow("logs:*")],
    # They only read, whatever the service.
    "ReadOnlyAccess": [_allow("*:BatchGet* *:BatchCheck* *:Describe* *:Get* *:List* *:Lookup* *:Query* *:Search*")],
    "ViewOnlyAccess": [_allow("*:Describe* *:Get* *:List*")],
    "AWSXRayDaemonWriteAccess": [_allow("xray:Put* xray:GetSampling*")],
}
"""As far as releases are concerned: what others allow beside it is left out where it is long."""


def name_of(arn: str) -> tuple[str, str]:
    """Path and name of one of AWS's; nothing for another policy, whichever partition it is in."""
    _, marker, rest = arn.partition(":iam::aws:policy/")
    path, _, name = rest.rpartition("/")
    return (f"{path}/" if path else "", name) if marker else ("", "")


def arn_of(name: str) -> str:
    """The right ARN of one that is in `PATHS`."""
    return f"{_ARN}{PATHS[name]}{name}"


def statements(arn: str) -> Sequence[Mapping[str, Any]] | None:
    """What one allows; None for a policy that is not known here."""
    path, name = name_of(arn)
    return _STATEMENTS.get(name) if name and PATHS.get(name) == path else None
