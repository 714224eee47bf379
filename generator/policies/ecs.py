"""The roles of a release by ECS, its own two and that of the build which reads the template; what starts a release."""

from __future__ import annotations

from typing import Any

from awacs import (
    awslambda,
    cloudformation,
    codebuild,
    ecs,
    elasticloadbalancing,
    iam,
)
from awacs.aws import PolicyDocument, Statement, StringEquals
from troposphere import Region, Sub

from generator.cfn import arn
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, ServiceNames
from generator.policies import listener
from generator.policies.statement import allow, artifact_bucket, artifact_key, artifact_objects, write_logs
from generator.policies.trust import build_trust, documented_trust, policy

STACK = "service"
"""The noun of the stack that a release updates."""


def ecs_trust() -> PolicyDocument:
    """As AWS writes it; no page says what ECS tells of itself when it takes such a role on.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
    """
    return documented_trust("ecs.amazonaws.com")


def ecs_permissions(service: Service) -> PolicyDocument:
    """AWS's managed policy cut down to our own target groups and to rules, which are all that it moves of ours.

    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
    """
    names = service.names
    groups = [
        arn.regional("elasticloadbalancing", f"targetgroup/{names.target_group(colour)}/*")
        for colour in PRODUCTION_COLOURS
    ]
    return policy(
        [
            allow(
                "ReadLoadBalancer",
                [
                    elasticloadbalancing.DescribeListeners,
                    elasticloadbalancing.DescribeRules,
                    elasticloadbalancing.DescribeTargetGroups,
                    elasticloadbalancing.DescribeTargetHealth,
                ],
                ["*"],
                StringEquals("aws:RequestedRegion", Region),
            ),
            allow("Targets", [elasticloadbalancing.DeregisterTargets, elasticloadbalancing.RegisterTargets], groups),
            allow("ShiftRule", [elasticloadbalancing.ModifyRule], listener.rules(service.project)),
        ]
    )


def hook_permissions(service: Service) -> PolicyDocument | None:
    """Calls the functions; None where there is none to call.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
    """
    functions = sorted({function for _, function in service.release.hooks.functions})
    if not functions:
        return None
    return policy([allow("CallHooks", [awslambda.InvokeFunction], [function_arn(name) for name in functions])])


def function_arn(name: str) -> str | Sub:
    """A function that is given by its ARN, or by its name, with or without a version."""
    return name if name.startswith("arn:") else arn.regional("lambda", f"function:{name}")


def template_trust(service: Service) -> PolicyDocument:
    """Only our own CodeBuild project."""
    return build_trust(service.names.template_project)


def template_permissions(service: Service, key: Any) -> PolicyDocument:
    """Reads one template, and leaves it for the next action."""
    names = service.names
    return policy(
        [
            # The artifact key is the log group's too.
            write_logs(names.build_log_group),
            artifact_bucket(names),
            artifact_objects(names, write=True),
            artifact_key(key, write=True),
            allow("ReadTemplate", [cloudformation.GetTemplate], [_stack(names)]),
        ]
    )


def start_release(service: Service) -> list[Statement]:
    """What the pipeline's last two actions call.

    UpdateStack and the two that describe stand on the action's page, the others in what CDK grants for it:
    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html,
    https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-codepipeline-actions/lib/cloudformation/pipeline-actions.ts.
    It may make no stack, delete none, and set no stack policy.
    """
    names = service.names
    project = arn.regional("codebuild", f"project/{names.template_project}")
    return [
        allow("FetchTemplate", [codebuild.BatchGetBuilds, codebuild.StartBuild], [project]),
        allow(
            "StartRelease",
            [
                cloudformation.DescribeStackEvents,
                cloudformation.DescribeStackResources,
                cloudformation.DescribeStacks,
                cloudformation.GetStackPolicy,
                cloudformation.GetTemplate,
                cloudformation.UpdateStack,
            ],
            [_stack(names)],
        ),
        allow(
            "ValidateTemplate",
            [cloudformation.ValidateTemplate],
            ["*"],
            StringEquals("aws:RequestedRegion", Region),
        ),
        _pass_release_role(names),
    ]


def release_image(service: Service) -> list[Statement]:
    """What ``canaryform deploy --image`` calls: the update that the pipeline's last action makes, and a look at it."""
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    return [
        allow(
            "StartRelease",
            [cloudformation.DescribeStackEvents, cloudformation.DescribeStacks, cloudformation.UpdateStack],
            [_stack(names)],
        ),
        _pass_release_role(names),
        allow("FindRelease", [ecs.ListServiceDeployments], [arn.regional("ecs", f"service/{running}")]),
        allow(
            "WatchRelease",
            [ecs.DescribeServiceDeployments],
            [arn.regional("ecs", f"service-deployment/{running}/*")],
        ),
        allow("WatchTraffic", [ecs.DescribeServiceRevisions], [arn.regional("ecs", f"service-revision/{running}/*")]),
    ]


def _pass_release_role(names: ServiceNames) -> Statement:
    return allow(
        "PassReleaseRole",
        [iam.PassRole],
        [arn.role(names.role("release"))],
        StringEquals("iam:PassedToService", "cloudformation.amazonaws.com"),
    )


def _stack(names: ServiceNames) -> Sub:
    return arn.regional("cloudformation", f"stack/{names.stack(STACK)}/*")
