"""What whoever deploys an environment's stacks may do: to the things that these stacks hold, by their names.

One set of policies serves all environments: each environment's role carries the tag ``deployer-of`` with its name, and
the policies name things by it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
Things that AWS gives ids instead of names are told by their tags: ``tag_condition.py``. A VPC that the spec names is
known by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from awacs.aws import Action, Allow, Condition, ConditionElement, Statement, StringEquals
from troposphere import Region, Sub

from generator import naming
from generator.cfn import arn, linked_role
from generator.cfn.intrinsic import text
from generator.model.project import Project, Spec
from generator.naming import EnvironmentNames, ServiceNames
from generator.policies import tag_condition
from generator.policies.deployment_calls import UnknownTypeError, only_to_delete, permissions

TAG = naming.DEPLOYER_TAG
"""The tag of a deploying role that says which environment's things it may touch."""

_ENVIRONMENT = f"${{!aws:PrincipalTag/{TAG}}}"
_WATCHED = (*naming.PRODUCTION_COLOURS, naming.LOAD_BALANCER_ALARM)
"""What alarms watch; that each alarm of ours is here is tested."""


_CONNECTION_SERVICES = ("codeconnections", "codestar-connections")


class Grant(NamedTuple):
    """One action on one kind of thing; ``boundary`` is the policy without which roles may not be made."""

    kind: str
    action: str
    boundary: str = ""


_STACKS = (
    "ContinueUpdateRollback", "CreateChangeSet", "DeleteChangeSet", "DeleteStack", "DescribeChangeSet",
    "DescribeEvents", "DescribeStackEvents", "DescribeStacks", "ExecuteChangeSet", "GetStackPolicy", "GetTemplate",
    "GetTemplateSummary", "ListStackResources", "SetStackPolicy", "UpdateTerminationProtection",
)  # fmt: skip
"""What ``canaryform deploy`` and ``destroy`` call, and the AWS CLI's ``cloudformation deploy``.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
"""


def grants(project: Project, own: Collection[str], shared: Collection[str]) -> frozenset[Grant]:
    """What an environment's stacks need, from the types of the resources in its ``own`` ones and in the ``shared``.

    What environments share is made and changed by each deployer, and deleted by none: a leaked role of one environment
    takes neither the images nor the connection of another.
    """
    boundary = project.permissions_boundary or ""
    made = {Grant("stack", f"cloudformation:{action}") for action in _STACKS}
    # It is asked of exports, and IAM knows none: no resource can be said.
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
    made.add(Grant("*", "cloudformation:ListImports"))
    if "ecs" in _engines([project]):
        # Which the ECS service is given only where ECS shifts the traffic.
        made.add(Grant("ecs-roles", "iam:PassRole"))
    for resource_type in {*own, *shared}:
        kept = frozenset() if resource_type in own else only_to_delete(resource_type)
        for kind, action in permissions(resource_type):
            if action in kept:
                continue
            if kind == "boundary":
                made |= _boundary(action, boundary)
            else:
                made.add(Grant(_given_or_made(kind, project), action, boundary if kind == "new-role" else ""))
    return frozenset(made)


def _given_or_made(kind: str, project: Project) -> str:
    """A VPC and a connection may be others' things: the spec then names them, and they have no tags of ours."""
    if kind == "vpc" and not project.network.is_created:
        return "given-vpc"
    return "made-connection" if kind == "passed-connection" and not project.connection else kind


def _boundary(action: str, boundary: str) -> set[Grant]:
    """A role under a boundary is never freed of it, least of all by whoever the boundary is to hold.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
    """
    if not boundary:
        return {Grant("role", action)} if action == "iam:DeleteRolePermissionsBoundary" else set()
    return {Grant("new-role", action, boundary)} if action == "iam:PutRolePermissionsBoundary" else set()


def statements(spec: Spec, stacks: Iterable[str], made: Iterable[Grant]) -> Iterator[Statement]:
    """The grants as statements, one a kind of thing; ``stacks`` are named as :func:`names` has it."""
    scopes = {**_scopes(spec), "stack": [arn.regional("cloudformation", f"stack/{name}/*") for name in stacks]}
    together: dict[tuple[str, str, str], set[str]] = {}
    for grant in sorted(made):
        by_tags = tag_condition.asked(grant.kind, grant.action)
        kind = "network" if by_tags and grant.kind in tag_condition.NETWORK else grant.kind
        together.setdefault((kind, grant.boundary, by_tags), set()).add(grant.action)
    for (kind, boundary, by_tags), actions in sorted(together.items()):
        if kind not in scopes:
            raise UnknownTypeError(
                f"generator/policies/deployer.py does not say which things of the kind {kind} are ours"
            )
        conditions = dict(_conditions(kind))
        if boundary:
            conditions["iam:PermissionsBoundary"] = text(boundary)
        tests: list[ConditionElement] = [StringEquals(conditions)] if conditions else []
        if by_tags:
            tests.append(tag_condition.condition(by_tags, kind, spec.shared.name, _ENVIRONMENT.replace("${!", "${")))
        options = {"Condition": Condition(tests)} if tests else {}
        yield Statement(
            Sid="".join(word.capitalize() for word in f"{by_tags}{kind.replace('*', 'any-thing')}".split("-")),
            Effect=Allow,
            Action=[Action(*action.split(":")) for action in sorted(actions)],
            Resource=scopes[kind],
            **options,
        )


def _conditions(kind: str) -> Mapping[str, Any]:
    services = {
        "task-roles": "ecs-tasks.amazonaws.com",
        "codebuild-role": "codebuild.amazonaws.com",
        "codedeploy-role": "codedeploy.amazonaws.com",
        "codepipeline-role": "codepipeline.amazonaws.com",
        "ecs-roles": "ecs.amazonaws.com",
        "scheduler-role": "scheduler.amazonaws.com",
    }
    if kind in services:
        return {"iam:PassedToService": services[kind]}
    if kind == "service-linked-role":
        return {"iam:AWSServiceName": [*linked_role.SERVICES.values()]}
    if kind == "repository-key":
        return {"kms:ViaService": Sub("ecr.${AWS::Region}.${AWS::URLSuffix}")}
    return {"aws:RequestedRegion": Region} if kind == "*" else {}


def pattern(service: str) -> str:
    """A service as policies name it: the main one, or all others together, so that forty take no more than two."""
    return service if service == naming.MAIN else naming.EVERY_OTHER


def names(spec: Spec) -> EnvironmentNames:
    """The names of whichever environment it is whose deployer asks."""
    return EnvironmentNames(spec.shared.name, _ENVIRONMENT)


def _scopes(spec: Spec) -> Mapping[str, list[Any]]:
    """Kind of thing -> the ARNs of ours."""
    environment = names(spec)
    patterns = dict.fromkeys(pattern(images.service) for images in spec.shared.images)
    services = [ServiceNames(environment, each) for each in patterns]
    jobs = [ServiceNames(environment, each) for each in dict.fromkeys(pattern(job.name) for job in spec.jobs)]
    zones = {project.load_balancer.domain.zone for project in spec.projects if project.load_balancer.domain}
    return {
        "*": ["*"],
        "any-where": ["*"],
        **_joined(_made_by_name(environment, services, spec), _jobs_by_name(jobs)),
        **_joined(_roles(services, _of_services(spec)), _roles(jobs, _OF_JOBS) if jobs else {}),
        **{kind: [arn.regional("ec2", f"{kind}/*")] for kind in tag_condition.EC2},
        "network": [arn.regional("ec2", f"{kind}/*") for kind in tag_condition.NETWORK],
        "given-vpc": [arn.regional("ec2", f"vpc/{vpc}") for vpc in _given_vpcs(spec)],
        "bucket": [arn.bucket(name) for name in _buckets(spec, environment)],
        "repository": [arn.regional("ecr", f"repository/{spec.shared.name}{rest}") for rest in ("", "/*")],
        "key": [arn.regional("kms", "key/*")],
        "repository-key": [arn.regional("kms", "key/*")],
        "connection": [arn.regional("codeconnections", "connection/*")],
        "passed-connection": sorted({project.connection for project in spec.projects if project.connection}),
        # One that we make has an id that nobody knows, in a service of either name.
        "made-connection": [arn.regional(service, "connection/*") for service in _CONNECTION_SERVICES],
        "deployment-config": [arn.regional("codedeploy", "deploymentconfig:*")],
        "service-linked-role": [arn.role(f"aws-service-role/{service}/*") for service in linked_role.SERVICES.values()],
        "change": [Sub("arn:${AWS::Partition}:route53:::change/*")],
        "hosted-zone": [Sub(f"arn:${{AWS::Partition}}:route53:::hostedzone/{zone}") for zone in sorted(zones)],
        "web-acl": sorted({project.load_balancer.waf for project in spec.projects if project.load_balancer.waf}),
        "judged": [arn.regional("elasticloadbalancing", f"loadbalancer/app/{environment.load_balancer}/*")],
        "any-alarm": [arn.regional("cloudwatch", "alarm:*")],
        "scalable-target": [arn.regional("application-autoscaling", "scalable-target/*")],
    }


def _buckets(spec: Spec, environment: EnvironmentNames) -> Iterator[str]:
    yield environment.artifact_bucket
    if any(project.load_balancer.access_logs for project in spec.projects):
        yield environment.log_bucket


def _given_vpcs(spec: Spec) -> list[str]:
    return sorted({project.network.vpc for project in spec.projects if not project.network.is_created})


def _engines(projects: Iterable[Project]) -> frozenset[str]:
    return frozenset(service.release.engine for project in projects for service in project.services)


def _has_before(spec: Spec) -> bool:
    return any(service.release.before for service in spec.services)


def _of_services(spec: Spec) -> Mapping[str, tuple[str, ...]]:
    """Whom the roles of a service are passed to -> their nouns."""
    engines = _engines(spec.projects)
    by_ecs = "ecs" in engines
    return {
        "task-roles": ("task", "execution"),
        "codebuild-role": (
            "codebuild",
            "admit",
            *(["template"] if by_ecs else []),
            *(["before"] if _has_before(spec) else []),
        ),
        "codedeploy-role": ("codedeploy",) if "codedeploy" in engines else (),
        "codepipeline-role": ("codepipeline",),
        "ecs-roles": ("ecs", "hook") if by_ecs else (),
        "release-role": ("release",) if by_ecs else (),
    }


_OF_JOBS: Mapping[str, tuple[str, ...]] = {
    "task-roles": ("task", "execution"),
    "scheduler-role": ("scheduler",),
    "release-role": ("release",),
}
"""The same of a job; the last is passed by a pipeline alone."""


def _joined(first: Mapping[str, list[Any]], second: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    """What services and jobs have of each kind of thing; one pattern may be for both."""
    found = {kind: [*some] for kind, some in first.items()}
    for kind, some in second.items():
        known = [each.to_dict() for each in found.setdefault(kind, [])]
        found[kind] += [each for each in some if each.to_dict() not in known]
    return found


def _roles(services: Sequence[ServiceNames], principals: Mapping[str, tuple[str, ...]]) -> Mapping[str, list[Any]]:
    every = [name for some in principals.values() for name in some]
    kinds = {**principals, "role": every, "new-role": every}
    return {kind: [arn.role(names.role(word)) for names in services for word in some] for kind, some in kinds.items()}


def _made_by_name(
    environment: EnvironmentNames, services: Sequence[ServiceNames], spec: Spec
) -> Mapping[str, list[Any]]:
    balancer = environment.load_balancer
    shared = {
        "alias": ("kms", [environment.key_alias]),
        "cluster": ("ecs", [f"cluster/{environment.cluster}"]),
        "load-balancer": ("elasticloadbalancing", [f"loadbalancer/app/{balancer}/*"]),
        "listener": ("elasticloadbalancing", [f"listener/app/{balancer}/*"]),
        "listener-rule": ("elasticloadbalancing", [f"listener-rule/app/{balancer}/*"]),
        "topic": ("sns", [environment.topic]),
        # Of all services: the name of the cluster or of the environment ends at the slash.
        "scaling-alarm": ("cloudwatch", [f"alarm:TargetTracking-service/{environment.cluster}/*"]),
        "ecs-service": ("ecs", [f"service/{environment.cluster}/*"]),
        "service-deployment": ("ecs", [f"service-deployment/{environment.cluster}/*"]),
        "log-group": ("logs", [f"log-group:{group}{rest}" for group in environment.log_groups for rest in ("", ":*")]),
    }
    dashboard = f"arn:${{AWS::Partition}}:cloudwatch::${{AWS::AccountId}}:dashboard/{environment.dashboard}"
    together: dict[str, list[Any]] = {kind: [] for kind in _OF_SERVICE}
    for names in services:
        for kind, (service, of) in _OF_SERVICE.items():
            together[kind] += [arn.regional(service, name) for name in of(names)]
        if "ecs" in _engines(spec.projects):
            together["build-project"].append(arn.regional("codebuild", f"project/{names.template_project}"))
        if _has_before(spec):
            together["build-project"].append(arn.regional("codebuild", f"project/{names.before_project}"))
        if any(service.release.pause for service in spec.services):
            together["rule"].append(arn.regional("events", f"rule/{names.rule(naming.WAITING_RULE)}"))
    return {
        **{kind: [arn.regional(service, name) for name in some] for kind, (service, some) in shared.items()},
        **together,
        "dashboard": [Sub(dashboard)],
    }


def _jobs_by_name(jobs: Sequence[ServiceNames]) -> Mapping[str, list[Any]]:
    together: dict[str, list[Any]] = {}
    for names in jobs:
        for kind, (service, of) in _OF_JOB.items():
            together.setdefault(kind, []).append(arn.regional(service, of(names)))
    return together


_OF_JOB: Mapping[str, tuple[str, Callable[[ServiceNames], str]]] = {
    "alarm": ("cloudwatch", lambda names: f"alarm:{names.alarm(naming.JOB_ALARM, '*')}"),
    "queue": ("sqs", lambda names: names.undelivered),
    "rule": ("events", lambda names: f"rule/{names.rule(naming.JOB_RULE)}"),
    "schedule": ("scheduler", lambda names: f"schedule/{names.schedule}/*"),
    "schedule-group": ("scheduler", lambda names: f"schedule-group/{names.schedule}"),
    "task-definition": ("ecs", lambda names: f"task-definition/{names.family}:*"),
}
"""Kind of thing that each job has -> the AWS service that it is of, and how ARNs of it end."""
_OF_SERVICE: Mapping[str, tuple[str, Callable[[ServiceNames], list[str]]]] = {
    # With what they watch: "P-prod-*" would be those of an environment "prod-eu", too.
    "alarm": ("cloudwatch", lambda names: [f"alarm:{names.alarm(watched, '*')}" for watched in _WATCHED]),
    "application": ("codedeploy", lambda names: [f"application:{names.application}"]),
    "deployment-group": (
        "codedeploy",
        lambda names: [f"deploymentgroup:{names.application}/{names.deployment_group}"],
    ),
    "build-project": (
        "codebuild",
        lambda names: [f"project/{names.build_project}", f"project/{names.admission_project}"],
    ),
    "task-definition": ("ecs", lambda names: [f"task-definition/{names.family}:*"]),
    "target-group": (
        "elasticloadbalancing",
        lambda names: [f"targetgroup/{names.target_group(colour)}/*" for colour in naming.PRODUCTION_COLOURS],
    ),
    "pipeline": ("codepipeline", lambda names: [names.pipeline]),
    "rule": ("events", lambda names: [f"rule/{names.rule(noun)}" for noun in naming.RULES]),
}
"""Kind of thing that each service has -> the AWS service that it is of, and how ARNs of it end."""
