"""What CloudFormation may do to the stack of a service that ECS releases."""

from __future__ import annotations

from awacs import application_autoscaling, cloudwatch, ecs, iam
from awacs.aws import PolicyDocument, Statement, StringEquals
from troposphere import Region

from generator.cfn import arn
from generator.model.service import Service
from generator.naming import ServiceNames
from generator.policies.statement import allow, pass_roles
from generator.policies.trust import policy


def release_permissions(service: Service) -> PolicyDocument:
    """All that CloudFormation does to the stack ``service``: with a role once used, it goes on for good.

    "CloudFormation always uses this role for all future operations on the stack":
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html. So it also deploys a
    change of that stack, and deletes it, no matter who asks for that.
    """
    return policy([*_tasks(service), *_service(service), *_scaling(service.names)])


def _tasks(service: Service) -> list[Statement]:
    names = service.names
    return [
        # None of the three is asked about a family: see policies/codedeploy.py.
        allow(
            "TaskDefinitions",
            [ecs.DeregisterTaskDefinition, ecs.DescribeTaskDefinition, ecs.RegisterTaskDefinition],
            ["*"],
            StringEquals("aws:RequestedRegion", Region),
        ),
        allow(
            "TagTaskDefinitions",
            [ecs.ListTagsForResource, ecs.TagResource, ecs.UntagResource],
            [arn.regional("ecs", f"task-definition/{names.family}:*")],
        ),
        # Its handler looks at both before it registers one: see cfn/handlers.json.
        allow("ReadTaskRoles", [iam.GetRole], [arn.role(names.role(word)) for word in ("task", "execution")]),
        pass_roles(names, "ecs-tasks.amazonaws.com"),
    ]


def _service(service: Service) -> list[Statement]:
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    return [
        allow(
            "Service",
            [
                ecs.DeleteService,
                ecs.DescribeServiceDeployments,
                ecs.DescribeServices,
                ecs.ListServiceDeployments,
                ecs.ListTagsForResource,
                ecs.StopServiceDeployment,
                ecs.TagResource,
                ecs.UntagResource,
                ecs.UpdateService,
            ],
            [arn.regional("ecs", f"service/{running}")],
        ),
        allow(
            "ServiceDeployments",
            [ecs.DescribeServiceDeployments, ecs.StopServiceDeployment],
            [arn.regional("ecs", f"service-deployment/{running}/*")],
        ),
        *([_pass_service_roles(names)] if service.answers else []),
    ]


def _pass_service_roles(names: ServiceNames) -> Statement:
    """What ECS shifts traffic with."""
    return allow(
        "PassServiceRoles",
        [iam.PassRole],
        [arn.role(names.role(principal)) for principal in ("ecs", "hook")],
        StringEquals("iam:PassedToService", "ecs.amazonaws.com"),
    )


def _scaling(names: ServiceNames) -> list[Statement]:
    """https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html."""
    alarms = arn.regional(
        "cloudwatch", f"alarm:TargetTracking-service/{names.environment.cluster}/{names.ecs_service}-Alarm*"
    )
    return [
        allow(
            "ReadScaling",
            [
                application_autoscaling.DescribeScalableTargets,
                application_autoscaling.DescribeScalingPolicies,
                application_autoscaling.DescribeScheduledActions,
                # By the handler of a policy, which may hold an expression over metrics: see cfn/handlers.json.
                cloudwatch.GetMetricData,
            ],
            ["*"],
            StringEquals("aws:RequestedRegion", Region),
        ),
        allow(
            "Scaling",
            [
                application_autoscaling.DeleteScalingPolicy,
                application_autoscaling.DeregisterScalableTarget,
                application_autoscaling.ListTagsForResource,
                application_autoscaling.PutScalingPolicy,
                application_autoscaling.RegisterScalableTarget,
                application_autoscaling.TagResource,
                application_autoscaling.UntagResource,
            ],
            [arn.regional("application-autoscaling", "scalable-target/*")],
        ),
        allow("ScalingAlarms", [cloudwatch.DeleteAlarms, cloudwatch.PutMetricAlarm], [alarms]),
        allow("ReadAlarms", [cloudwatch.DescribeAlarms], [arn.regional("cloudwatch", "alarm:*")]),
    ]
