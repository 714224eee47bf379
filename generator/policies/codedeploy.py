"""CodeDeploy's role, and what the pipeline needs to start a CodeDeploy release.

The role is AWS's managed policy AWSCodeDeployRoleForECS cut down to our own resources:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awacs import awslambda, cloudformation, cloudwatch, codedeploy, ecs, elasticloadbalancing
from awacs.aws import Action, PolicyDocument, Statement, StringEquals
from troposphere import Region, Sub

from generator.cfn import arn
from generator.model.service import Service
from generator.naming import ServiceNames
from generator.policies import listener
from generator.policies.statement import (
    allow,
    artifact_key,
    artifact_objects,
    pass_roles,
)
from generator.policies.trust import policy, service_trust


def trust(service: Service) -> PolicyDocument:
    """Only our own deployment group.

    https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
    """
    names = service.names
    group = arn.regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}")
    return service_trust("codedeploy.amazonaws.com", group)


def permissions(service: Service, key: Any) -> PolicyDocument:
    """Starts the green tasks, moves the listener's traffic, watches the alarms, ends the blue tasks."""
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    statements = [
        # Which of the two ARNs each action is judged by:
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
        allow("TaskSets", [ecs.CreateTaskSet, ecs.DeleteTaskSet], [arn.regional("ecs", f"task-set/{running}/*")]),
        allow(
            "Service",
            [ecs.DescribeServices, ecs.UpdateServicePrimaryTaskSet],
            [arn.regional("ecs", f"service/{running}")],
        ),
        *_shift_traffic(service),
        artifact_objects(names, write=False),
        artifact_key(key, write=False),
        pass_roles(names, "ecs-tasks.amazonaws.com"),
    ]
    if service.release.alarms.are_any:
        statements.append(allow("ReadAlarms", [cloudwatch.DescribeAlarms], [arn.regional("cloudwatch", "alarm:*")]))
    functions = sorted({function for _, function in service.release.hooks.functions})
    if functions:
        statements.append(allow("CallHooks", [awslambda.InvokeFunction], [_function(name) for name in functions]))
    return policy(statements)


def _shift_traffic(service: Service) -> list[Statement]:
    """Looks at the listeners and their rules, and moves what they forward."""
    return [
        allow(
            "ReadLoadBalancer",
            # The Describe actions of Elastic Load Balancing know no resource:
            # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
            [
                elasticloadbalancing.DescribeListeners,
                elasticloadbalancing.DescribeRules,
                elasticloadbalancing.DescribeTargetGroups,
            ],
            ["*"],
            StringEquals("aws:RequestedRegion", Region),
        ),
        allow(
            "ShiftListener",
            [elasticloadbalancing.ModifyListener],
            listener.listeners(service.project),
        ),
        allow(
            "ShiftRule",
            [elasticloadbalancing.ModifyRule],
            listener.rules(service.project),
        ),
    ]


def _function(name: str) -> str | Sub:
    """A function that is given by its ARN, or by its name, with or without a version."""
    return name if name.startswith("arn:") else arn.regional("lambda", f"function:{name}")


def start_release(service: Service) -> list[Statement]:
    """What the pipeline's CodeDeployToECS action calls.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
    """
    names = service.names
    application = arn.regional("codedeploy", f"application:{names.application}")
    group = arn.regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}")
    return [
        allow("StartRelease", [codedeploy.CreateDeployment, codedeploy.GetDeployment], [group]),
        allow(
            "RegisterRevision",
            [codedeploy.GetApplication, codedeploy.GetApplicationRevision, codedeploy.RegisterApplicationRevision],
            [application],
        ),
        allow("ReadConfig", [codedeploy.GetDeploymentConfig], [arn.regional("codedeploy", "deploymentconfig:*")]),
        *_register(names),
        pass_roles(names, "ecs.amazonaws.com", "ecs-tasks.amazonaws.com"),
    ]


def release_image(service: Service) -> list[Statement]:
    """What ``canaryform deploy --image`` calls: it registers a revision, and begins and watches a deployment of it.

    https://github.com/aws-actions/amazon-ecs-deploy-task-definition#permissions
    """
    names = service.names
    application = arn.regional("codedeploy", f"application:{names.application}")
    group = arn.regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}")
    return [
        allow(
            "StartRelease",
            [
                codedeploy.BatchGetDeployments,
                codedeploy.CreateDeployment,
                codedeploy.GetDeploymentGroup,
                codedeploy.ListDeployments,
            ],
            [group],
        ),
        allow("WatchTraffic", [codedeploy.GetDeploymentTarget], ["*"], StringEquals("aws:RequestedRegion", Region)),
        allow(
            "RegisterRevision",
            [codedeploy.GetApplicationRevision, codedeploy.RegisterApplicationRevision],
            [application],
        ),
        allow("ReadConfig", [codedeploy.GetDeploymentConfig], [arn.regional("codedeploy", "deploymentconfig:*")]),
        *_register(names),
        pass_roles(names, "ecs-tasks.amazonaws.com"),
        *_looks(service),
    ]


def _looks(service: Service) -> Iterator[Statement]:
    """At the stacks that say in which network the tasks are and what they mount, where a release says it."""
    environment, names = service.project.names, service.names
    if service.container.security_groups is not None:
        yield _look("LookAtNetwork", environment.handing_stack("network"), names.stack("routes"))
    if service.container.made_volume is not None:
        yield _look("LookAtFolder", environment.stack("efs"), names.stack("volume"))


def _look(sid: str, *stacks: str) -> Statement:
    there = [arn.regional("cloudformation", f"stack/{stack}/*") for stack in stacks]
    return allow(sid, [cloudformation.DescribeStacks], there)


def _register(names: ServiceNames) -> list[Statement]:
    family = arn.regional("ecs", f"task-definition/{names.family}:*")
    return [
        # ECS refuses it on the resource "*", whatever the family (https://github.com/aws/containers-roadmap/issues/929),
        # and the action's page grants it so; what a revision's tasks may do is held by the roles that may be passed.
        allow(
            "RegisterTaskDefinition", [ecs.RegisterTaskDefinition], ["*"], StringEquals("aws:RequestedRegion", Region)
        ),
        allow(
            "TagTaskDefinition",
            [Action("ecs", "TagResource")],
            [family],
            StringEquals("ecs:CreateAction", "RegisterTaskDefinition"),
        ),
    ]
