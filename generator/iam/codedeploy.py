"""What CodeDeploy does with its role in a release, and what CodePipeline's CodeDeployToECS action does to start one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.iam import shared
from generator.iam.arn import listener_rules, listeners, regional, role
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "codedeploy"
_ROLE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html"
_ACTION = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html"
_TAGGING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html"
_CREATE = "https://github.com/aws-actions/amazon-ecs-deploy-task-definition#permissions"
_STACKS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html"
_API = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html"
_ALARMS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-identity-based-access-control-cw.html"


def codedeploy(service: Service) -> Principal:
    """Acts for our deployment group alone."""
    names = service.names
    return Principal(
        NAME,
        "codedeploy.amazonaws.com",
        regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}"),
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html",
        (*_tasks(service), *_traffic(service), *_watch(service)),
    )


def _tasks(service: Service) -> Iterator[Call]:
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    sets = {
        "ecs:CreateTaskSet": "starts the replacement tasks",
        "ecs:DeleteTaskSet": "ends the tasks of the version before, or those of a release that failed",
    }
    yield from calls(NAME, sets, [regional("ecs", f"task-set/{running}/*")], _ROLE)
    whole = {
        "ecs:DescribeServices": "looks whether the tasks are steady",
        "ecs:UpdateServicePrimaryTaskSet": "makes the replacement tasks the service's own",
    }
    yield from calls(NAME, whole, [regional("ecs", f"service/{running}")], _ROLE)
    yield from shared.artifacts(names, NAME, _ROLE, write=False)
    yield from calls(
        NAME,
        {"iam:PassRole": "hands the tasks their roles"},
        [role(names.role("task")), role(names.role("execution"))],
        _ROLE,
        {"iam:PassedToService": "ecs-tasks.amazonaws.com"},
    )


def _traffic(service: Service) -> Iterator[Call]:
    # The Describe actions know no resource; that they are asked in one region only is all that can be said.
    look = {
        "elasticloadbalancing:DescribeListeners": "finds the listeners of the release",
        "elasticloadbalancing:DescribeRules": "finds the rules that forward to the tasks",
        "elasticloadbalancing:DescribeTargetGroups": "finds the two target groups",
    }
    yield from calls(NAME, look, ["*"], _ROLE, {"aws:RequestedRegion": "${AWS::Region}"})
    of_listeners = {"elasticloadbalancing:ModifyListener": "moves a listener's traffic"}
    yield from calls(NAME, of_listeners, listeners(service.project), _ROLE)
    of_rules = {"elasticloadbalancing:ModifyRule": "moves a rule's traffic"}
    yield from calls(NAME, of_rules, listener_rules(service.project), _ROLE)


def _watch(service: Service) -> Iterator[Call]:
    if service.release.alarms.are_any:
        # DescribeAlarms is judged against all alarms, whichever it asks for.
        watch = {"cloudwatch:DescribeAlarms": "looks whether an alarm says to roll back"}
        yield from calls(NAME, watch, [regional("cloudwatch", "alarm:*")], _ALARMS)
    for step, function in service.release.hooks.functions:
        function_arn = function if function.startswith("arn:") else regional("lambda", f"function:{function}")
        why = {"lambda:InvokeFunction": f"calls the hook {step}"}
        yield from calls(NAME, why, [function_arn], _ROLE)


def start_release(service: Service, principal: str) -> Iterator[Call]:
    """What CodeDeployToECS calls: AWS lists it, action by action."""
    names = service.names
    group = regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}")
    deploy = {
        "codedeploy:CreateDeployment": "starts the release",
        "codedeploy:GetDeployment": "asks how the release is doing",
    }
    yield from calls(principal, deploy, [group], _ACTION)
    revision = {
        "codedeploy:GetApplication": "finds the application",
        "codedeploy:GetApplicationRevision": "finds the revision",
        "codedeploy:RegisterApplicationRevision": "registers the revision",
    }
    yield from calls(principal, revision, [regional("codedeploy", f"application:{names.application}")], _ACTION)
    shape = {"codedeploy:GetDeploymentConfig": "reads how the traffic is to move"}
    yield from calls(principal, shape, [regional("codedeploy", "deploymentconfig:*")], _ACTION)
    family = [regional("ecs", f"task-definition/{names.family}:*")]
    register = {"ecs:RegisterTaskDefinition": "registers the new revision, which ECS asks about no family"}
    yield from calls(principal, register, ["*"], _ACTION, {"aws:RequestedRegion": "${AWS::Region}"})
    tag = {"ecs:TagResource": "tags the new revision"}
    yield from calls(principal, tag, family, _TAGGING, {"ecs:CreateAction": "RegisterTaskDefinition"})
    for taker in ("ecs.amazonaws.com", "ecs-tasks.amazonaws.com"):
        yield from calls(
            principal,
            {"iam:PassRole": f"puts the tasks' roles into the new revision, for {taker.split('.')[0]}"},
            [role(names.role("task")), role(names.role("execution"))],
            _ACTION,
            {"iam:PassedToService": taker},
        )


def release_image(service: Service, principal: str) -> Iterator[Call]:
    """What ``canaryform deploy --image`` calls, by ``principal``, to release without a pipeline."""
    names = service.names
    group = [regional("codedeploy", f"deploymentgroup:{names.application}/{names.deployment_group}")]
    yield from calls(principal, {"codedeploy:CreateDeployment": "starts the release"}, group, _CREATE)
    watch = {
        "codedeploy:BatchGetDeployments": "watches the release",
        "codedeploy:GetDeploymentGroup": "looks which alarms stop the release",
        "codedeploy:ListDeployments": "looks whether another release runs",
    }
    yield from calls(principal, watch, group, _API)
    split = {"codedeploy:GetDeploymentTarget": "looks how the traffic is split, for which IAM knows no resource"}
    yield from calls(principal, split, ["*"], _API, {"aws:RequestedRegion": "${AWS::Region}"})
    revision = {
        "codedeploy:GetApplicationRevision": "finds the app spec",
        "codedeploy:RegisterApplicationRevision": "registers the app spec",
    }
    yield from calls(principal, revision, [regional("codedeploy", f"application:{names.application}")], _CREATE)
    shape = {"codedeploy:GetDeploymentConfig": "reads how the traffic is to move"}
    yield from calls(principal, shape, [regional("codedeploy", "deploymentconfig:*")], _CREATE)
    register = {"ecs:RegisterTaskDefinition": "registers the new revision, which ECS asks about no family"}
    yield from calls(principal, register, ["*"], _CREATE, {"aws:RequestedRegion": "${AWS::Region}"})
    tag = {"ecs:TagResource": "tags the new revision"}
    family = [regional("ecs", f"task-definition/{names.family}:*")]
    yield from calls(principal, tag, family, _TAGGING, {"ecs:CreateAction": "RegisterTaskDefinition"})
    hand = {"iam:PassRole": "puts the tasks' roles into the new revision"}
    to = {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    yield from calls(principal, hand, [role(names.role(word)) for word in ("task", "execution")], _CREATE, to)
    if service.container.security_groups is not None:
        stacks = (names.environment.handing_stack("network"), names.stack("routes"))
        yield from _looking(principal, stacks, "looks in which network the tasks are, which the app spec says")
    if service.container.made_volume:
        stacks = (names.environment.stack("efs"), names.stack("volume"))
        yield from _looking(principal, stacks, "looks what the tasks mount, which the task definition says")


def _looking(principal: str, stacks: Iterable[str], why: str) -> Iterator[Call]:
    there = [regional("cloudformation", f"stack/{stack}/*") for stack in stacks]
    yield from calls(principal, {"cloudformation:DescribeStacks": why}, there, _STACKS)
