"""What is done in a release by ECS: by ECS itself, by CloudFormation, by the build before it, and by the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam import shared
from generator.iam.arn import listener_rules, regional, role
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS

ECS = "ecs"
HOOK = "hook"
RELEASE = "release"
TEMPLATE = "template"
_BALANCER = (
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html"
)
_HOOKS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html"
_RESOURCES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html"
_TASKS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html"
_SCALING = "https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html"
_STACK_ROLE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html"
_TEMPLATE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html"
_ACTION = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html"
_CDK = (
    "https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-codepipeline-actions/lib/cloudformation/"
    "pipeline-actions.ts"
)
_BUILD = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html"
_UPDATE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html"
_API = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"
_HERE = {"aws:RequestedRegion": "${AWS::Region}"}


def ecs(service: Service) -> Principal:
    """Moves the traffic."""
    return Principal(ECS, "ecs.amazonaws.com", None, _BALANCER, tuple(_traffic(service)), says_for_whom=False)


def hook(service: Service) -> Principal:
    """Calls the functions."""
    made = (
        Call(HOOK, "lambda:InvokeFunction", _function(function), f"calls the hook {step}", _HOOKS)
        for step, function in service.release.hooks.functions
    )
    return Principal(HOOK, "ecs.amazonaws.com", None, _HOOKS, tuple(made), says_for_whom=False)


def _function(function: str) -> str:
    return function if function.startswith("arn:") else regional("lambda", f"function:{function}")


def release(service: Service) -> Principal:
    """CloudFormation, whenever it touches the stack after the first release."""
    made = (*_tasks(service), *_service(service), *_scaling(service))
    return Principal(RELEASE, "cloudformation.amazonaws.com", None, _STACK_ROLE, made, says_for_whom=False)


def template(service: Service) -> Principal:
    """Acts for the project that fetches the template alone."""
    return shared.of_project(TEMPLATE, service.names.template_project, _fetch(service))


def start_release(service: Service, principal: str) -> Iterator[Call]:
    """What CodePipeline calls for the last two actions."""
    names = service.names
    build = {"codebuild:StartBuild": "starts to fetch the template", "codebuild:BatchGetBuilds": "asks for its end"}
    yield from calls(principal, build, [regional("codebuild", f"project/{names.template_project}")], _BUILD)
    stack = [_stack(service)]
    update = {
        "cloudformation:UpdateStack": "starts the release",
        "cloudformation:DescribeStacks": "asks how the release is doing",
        "cloudformation:DescribeStackEvents": "says in the pipeline what failed",
    }
    yield from calls(principal, update, stack, _ACTION)
    look = {
        "cloudformation:DescribeStackResources": "looks what the stack holds",
        "cloudformation:GetTemplate": "looks at the template that is there",
        "cloudformation:GetStackPolicy": "looks what may be updated",
    }
    yield from calls(principal, look, stack, _CDK)
    yield from calls(principal, {"cloudformation:ValidateTemplate": "looks at the new template"}, ["*"], _CDK, _HERE)
    hand = {"iam:PassRole": "has CloudFormation act with the role of releases"}
    to = {"iam:PassedToService": "cloudformation.amazonaws.com"}
    yield from calls(principal, hand, [role(names.role(RELEASE))], _ACTION, to)


def release_image(service: Service, principal: str) -> Iterator[Call]:
    """What ``canaryform deploy --image`` calls, by ``principal``: the same update, without a pipeline."""
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    stack = [_stack(service)]
    update = {
        "cloudformation:UpdateStack": "starts the release",
        "cloudformation:DescribeStacks": "waits until the stack has the image",
        "cloudformation:DescribeStackEvents": "says what failed",
    }
    yield from calls(principal, update, stack, _UPDATE)
    hand = {"iam:PassRole": "has CloudFormation act with the role of releases"}
    to = {"iam:PassedToService": "cloudformation.amazonaws.com"}
    yield from calls(principal, hand, [role(names.role(RELEASE))], _UPDATE, to)
    find = {"ecs:ListServiceDeployments": "finds the release"}
    yield from calls(principal, find, [regional("ecs", f"service/{running}")], _API)
    watch = {"ecs:DescribeServiceDeployments": "watches the release"}
    yield from calls(principal, watch, [regional("ecs", f"service-deployment/{running}/*")], _API)
    share = {"ecs:DescribeServiceRevisions": "looks how the traffic is split"}
    yield from calls(principal, share, [regional("ecs", f"service-revision/{running}/*")], _API)


def _stack(service: Service) -> str:
    return regional("cloudformation", f"stack/{service.names.stack('service')}/*")


def _traffic(service: Service) -> Iterator[Call]:
    names = service.names
    look = {
        "elasticloadbalancing:DescribeListeners": "finds the listeners of the rules",
        "elasticloadbalancing:DescribeRules": "looks where the traffic goes",
        "elasticloadbalancing:DescribeTargetGroups": "finds the two target groups",
        "elasticloadbalancing:DescribeTargetHealth": "looks whether the new tasks are healthy",
    }
    yield from calls(ECS, look, ["*"], _BALANCER, _HERE)
    targets = {
        "elasticloadbalancing:RegisterTargets": "puts tasks behind the load balancer",
        "elasticloadbalancing:DeregisterTargets": "takes tasks from behind the load balancer",
    }
    groups = [
        regional("elasticloadbalancing", f"targetgroup/{names.target_group(colour)}/*") for colour in PRODUCTION_COLOURS
    ]
    yield from calls(ECS, targets, groups, _BALANCER)
    shift = {"elasticloadbalancing:ModifyRule": "moves the traffic of a rule"}
    yield from calls(ECS, shift, listener_rules(service.project), _BALANCER)


def _tasks(service: Service) -> Iterator[Call]:
    names = service.names
    revisions = {
        "ecs:RegisterTaskDefinition": "registers the new revision",
        "ecs:DescribeTaskDefinition": "looks at a revision",
        "ecs:DeregisterTaskDefinition": "takes back the revision of a release that failed",
    }
    yield from calls(RELEASE, revisions, ["*"], _TASKS, _HERE)
    tags = {
        "ecs:TagResource": "tags the new revision",
        "ecs:UntagResource": "takes tags off a revision",
        "ecs:ListTagsForResource": "looks at the tags of a revision",
    }
    yield from calls(RELEASE, tags, [regional("ecs", f"task-definition/{names.family}:*")], _TASKS)
    hand = {"iam:PassRole": "gives the tasks of the new revision their roles"}
    roles = [role(names.role("task")), role(names.role("execution"))]
    yield from calls(RELEASE, {"iam:GetRole": "looks at the roles of the new revision"}, roles, _TASKS)
    yield from calls(RELEASE, hand, roles, _TASKS, {"iam:PassedToService": "ecs-tasks.amazonaws.com"})


def _service(service: Service) -> Iterator[Call]:
    names = service.names
    running = f"{names.environment.cluster}/{names.ecs_service}"
    whole = {
        "ecs:UpdateService": "starts the deployment of the new revision, and sets the number of tasks",
        "ecs:DescribeServices": "looks at the service",
        "ecs:ListServiceDeployments": "finds the deployment",
        "ecs:DescribeServiceDeployments": "asks how the deployment is doing",
        "ecs:StopServiceDeployment": "stops it where the stack's update is taken back",
        "ecs:DeleteService": "deletes it with its stack",
        "ecs:TagResource": "tags the service",
        "ecs:UntagResource": "takes tags off the service",
        "ecs:ListTagsForResource": "looks at the tags of the service",
    }
    yield from calls(RELEASE, whole, [regional("ecs", f"service/{running}")], _RESOURCES)
    # IAM asks about both: the service, and the deployment of it.
    one = {
        "ecs:DescribeServiceDeployments": "asks how the deployment is doing",
        "ecs:StopServiceDeployment": "stops it where the stack's update is taken back",
    }
    yield from calls(RELEASE, one, [regional("ecs", f"service-deployment/{running}/*")], _RESOURCES)
    if not service.answers:
        return
    hand = {"iam:PassRole": "gives ECS the roles that it shifts traffic and calls hooks with"}
    # Also without a hook: an update that takes the last one away may have to be taken back.
    roles = [role(names.role(taker)) for taker in (ECS, HOOK)]
    yield from calls(RELEASE, hand, roles, _RESOURCES, {"iam:PassedToService": "ecs.amazonaws.com"})


def _scaling(service: Service) -> Iterator[Call]:
    names = service.names
    look = {
        "application-autoscaling:DescribeScalableTargets": "looks at the bounds of the number of tasks",
        "application-autoscaling:DescribeScalingPolicies": "looks at what the number follows",
        "application-autoscaling:DescribeScheduledActions": "looks for times at which the number changes",
        "cloudwatch:GetMetricData": "tries what the number follows",
    }
    yield from calls(RELEASE, look, ["*"], _SCALING, _HERE)
    change = {
        "application-autoscaling:RegisterScalableTarget": "sets the bounds of the number of tasks",
        "application-autoscaling:DeregisterScalableTarget": "takes the bounds away",
        "application-autoscaling:PutScalingPolicy": "says what the number follows",
        "application-autoscaling:DeleteScalingPolicy": "takes away what the number follows",
        "application-autoscaling:TagResource": "tags the scalable target",
        "application-autoscaling:UntagResource": "takes tags off the scalable target",
        "application-autoscaling:ListTagsForResource": "looks at the tags of the scalable target",
    }
    # Its ARN ends in an id that nobody knows.
    yield from calls(RELEASE, change, [regional("application-autoscaling", "scalable-target/*")], _SCALING)
    alarms = {
        "cloudwatch:PutMetricAlarm": "makes the alarms of a policy",
        "cloudwatch:DeleteAlarms": "deletes the alarms of a policy",
    }
    named = f"alarm:TargetTracking-service/{names.environment.cluster}/{names.ecs_service}-Alarm*"
    yield from calls(RELEASE, alarms, [regional("cloudwatch", named)], _SCALING)
    watch = {"cloudwatch:DescribeAlarms": "looks at the alarms of a policy"}
    yield from calls(RELEASE, watch, [regional("cloudwatch", "alarm:*")], _SCALING)


def _fetch(service: Service) -> Iterator[Call]:
    yield from shared.build(service.names, TEMPLATE, write=True)
    read = {"cloudformation:GetTemplate": "fetches the template of the service's stack"}
    yield from calls(TEMPLATE, read, [_stack(service)], _TEMPLATE)
