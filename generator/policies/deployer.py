"""What whoever deploys an environment's stacks may do: to the things that these stacks hold, by their names.

One set of policies serves all environments: each environment's role carries the tag ``deployer-of`` with its name, and
the policies name things by it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
Where AWS gives things ids instead of names (networks, keys), taking one away asks for its tags, and tagging one asks
that no other environment has. What makes and joins them does not ask: CloudFormation may call it before a thing has
its tags, and AWS does not say when. Connections are shared, and so have no tag of an environment.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from awacs.aws import Action, Allow, Condition, Statement, StringEquals, StringEqualsIfExists
from troposphere import Region, Sub

from generator import naming
from generator.cfn import arn, linked_role
from generator.cfn.intrinsic import text
from generator.model.project import Project, Spec
from generator.naming import EnvironmentNames, ServiceNames
from generator.policies.deployment_calls import UnknownTypeError, only_to_delete, permissions

TAG = naming.DEPLOYER_TAG
"""The tag of a deploying role that says which environment's things it may touch."""

_ENVIRONMENT = f"${{!aws:PrincipalTag/{TAG}}}"
_EC2 = (
    "elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet",
    "vpc", "vpc-endpoint",
)  # fmt: skip
_TAGGED = frozenset({*_EC2, "key"}) - {"security-group-rule"}
_TAKES_AWAY = re.compile(r"ec2:(Delete|Detach|Release)|kms:(PutKeyPolicy|ScheduleKeyDeletion|UntagResource)$")
_TAGS = frozenset({"ec2:CreateTags", "kms:TagResource"})
_WATCHED = (*naming.PRODUCTION_COLOURS, naming.LOAD_BALANCER_ALARM)
"""What alarms watch; that each alarm of ours is here is tested."""


_OURS = "our-"
_UNTAGGED = "untagged-"


class Grant(NamedTuple):
    """One action on one kind of thing; ``boundary`` is the policy without which roles may not be made."""

    kind: str
    action: str
    boundary: str = ""


_STACKS = (
    "ContinueUpdateRollback", "CreateChangeSet", "DeleteChangeSet", "DeleteStack", "DescribeChangeSet",
    "DescribeStackEvents", "DescribeStacks", "ExecuteChangeSet", "GetTemplateSummary", "ListStackResources",
    "SetStackPolicy", "UpdateTerminationProtection",
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
    for resource_type in {*own, *shared}:
        kept = frozenset() if resource_type in own else only_to_delete(resource_type)
        for kind, action in permissions(resource_type):
            if action in kept:
                continue
            if kind == "boundary":
                made |= _boundary(action, boundary)
            else:
                made.add(Grant(kind, action, boundary if kind == "new-role" else ""))
    return frozenset(made)


def _boundary(action: str, boundary: str) -> set[Grant]:
    """A role under a boundary is never freed of it, least of all by whoever the boundary is to hold.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
    """
    if not boundary:
        return {Grant("role", action)} if action == "iam:DeleteRolePermissionsBoundary" else set()
    return {Grant("new-role", action, boundary)} if action == "iam:PutRolePermissionsBoundary" else set()


def statements(spec: Spec, shared: Iterable[str], own: Iterable[str], made: Iterable[Grant]) -> Iterator[Statement]:
    """The grants as statements, one a kind of thing; ``shared`` and ``own`` are the nouns of the stacks."""
    names = ServiceNames(EnvironmentNames(spec.shared.name, _ENVIRONMENT))
    stacks = [*(naming.shared_stack(spec.shared.name, noun) for noun in shared), *map(names.stack, own)]
    scopes = {**_scopes(spec, names), "stack": [arn.regional("cloudformation", f"stack/{name}/*") for name in stacks]}
    together: dict[tuple[str, str, str], set[str]] = {}
    for grant in sorted(made):
        by_tags = _asks_for_tags(grant)
        kind = "network" if by_tags and grant.kind in _EC2 else grant.kind
        together.setdefault((kind, grant.boundary, by_tags), set()).add(grant.action)
    for (kind, boundary, by_tags), actions in sorted(together.items()):
        if kind not in scopes:
            raise UnknownTypeError(
                f"generator/policies/deployer.py does not say which things of the kind {kind} are ours"
            )
        conditions = dict(_conditions(kind))
        if boundary:
            conditions["iam:PermissionsBoundary"] = text(boundary)
        if by_tags:
            conditions["aws:ResourceTag/Project"] = spec.shared.name
            conditions["aws:ResourceTag/Environment"] = _ENVIRONMENT.replace("${!", "${")
        equals = StringEqualsIfExists if by_tags == _UNTAGGED else StringEquals
        options = {"Condition": Condition(equals(conditions))} if conditions else {}
        yield Statement(
            Sid="".join(word.capitalize() for word in f"{by_tags}{kind.replace('*', 'any-thing')}".split("-")),
            Effect=Allow,
            Action=[Action(*action.split(":")) for action in sorted(actions)],
            Resource=scopes[kind],
            **options,
        )


def _asks_for_tags(grant: Grant) -> str:
    """How the name of the statement begins: for things that are ours, for things that nobody has tagged, or for all."""
    if grant.kind not in _TAGGED:
        return ""
    if grant.action in _TAGS:
        return _UNTAGGED
    return _OURS if _TAKES_AWAY.match(grant.action) else ""


def _conditions(kind: str) -> Mapping[str, Any]:
    services = {
        "task-roles": "ecs-tasks.amazonaws.com",
        "codebuild-role": "codebuild.amazonaws.com",
        "codedeploy-role": "codedeploy.amazonaws.com",
        "codepipeline-role": "codepipeline.amazonaws.com",
    }
    if kind in services:
        return {"iam:PassedToService": services[kind]}
    if kind == "service-linked-role":
        return {"iam:AWSServiceName": [*linked_role.SERVICES.values()]}
    if kind == "repository-key":
        return {"kms:ViaService": Sub("ecr.${AWS::Region}.${AWS::URLSuffix}")}
    return {"aws:RequestedRegion": Region} if kind == "*" else {}


def _scopes(spec: Spec, names: ServiceNames) -> Mapping[str, list[Any]]:
    """Kind of thing -> the ARNs of ours."""
    zones = {project.load_balancer.domain.zone for project in spec.projects if project.load_balancer.domain}
    return {
        "*": ["*"],
        "any-where": ["*"],
        **_made_by_name(names),
        **_roles(names),
        **{kind: [arn.regional("ec2", f"{kind}/*")] for kind in _EC2},
        "network": [arn.regional("ec2", f"{kind}/*") for kind in _EC2 if kind in _TAGGED],
        "bucket": [arn.bucket(name) for name in _buckets(spec, names)],
        "repository": [arn.regional("ecr", f"repository/{name}") for name in _repositories(spec)],
        "key": [arn.regional("kms", "key/*")],
        "repository-key": [arn.regional("kms", "key/*")],
        "connection": [arn.regional("codeconnections", "connection/*")],
        "passed-connection": [*_connections(spec)],
        "deployment-config": [arn.regional("codedeploy", "deploymentconfig:*")],
        "service-linked-role": [arn.role(f"aws-service-role/{service}/*") for service in linked_role.SERVICES.values()],
        "change": [Sub("arn:${AWS::Partition}:route53:::change/*")],
        "hosted-zone": [Sub(f"arn:${{AWS::Partition}}:route53:::hostedzone/{zone}") for zone in sorted(zones)],
        "any-alarm": [arn.regional("cloudwatch", "alarm:*")],
        "scalable-target": [arn.regional("application-autoscaling", "scalable-target/*")],
    }


def _buckets(spec: Spec, names: ServiceNames) -> Iterator[str]:
    yield names.environment.artifact_bucket
    if any(project.load_balancer.access_logs for project in spec.projects):
        yield names.environment.log_bucket


def _repositories(spec: Spec) -> Iterator[str]:
    """Those of all environments, which one stack holds."""
    if spec.shared.release_tag_prefixes:
        yield naming.repository(spec.shared.name)
    for environment in spec.shared.branch_environments:
        yield ServiceNames(EnvironmentNames(spec.shared.name, environment)).branch_repository


def _connections(spec: Spec) -> Iterator[Any]:
    """Those that the spec names; one that we make has an id that nobody knows, in a service of either name."""
    given = sorted({project.connection for project in spec.projects if project.connection})
    yield from given
    if spec.shared.makes_connection:
        for service in ("codeconnections", "codestar-connections"):
            yield arn.regional(service, "connection/*")


def _roles(names: ServiceNames) -> Mapping[str, list[Any]]:
    principals = {"task-roles": ("task", "execution")} | {
        "codebuild-role": ("codebuild", "admit"),
        "codedeploy-role": ("codedeploy",),
        "codepipeline-role": ("codepipeline",),
    }
    roles = {kind: [arn.role(names.role(name)) for name in some] for kind, some in principals.items()}
    every_role = [role for some in roles.values() for role in some]
    return {**roles, "role": every_role, "new-role": every_role}


def _made_by_name(names: ServiceNames) -> Mapping[str, list[Any]]:
    service = f"{names.environment.cluster}/{names.ecs_service}"
    balancer = names.environment.load_balancer
    groups = [f"log-group:{group}{rest}" for group in (names.log_group, names.build_log_group) for rest in ("", ":*")]
    regional = {
        # With what they watch: "P-prod-*" would be those of an environment "prod-eu", too.
        "alarm": ("cloudwatch", [f"alarm:{names.alarm(watched, '*')}" for watched in _WATCHED]),
        "scaling-alarm": ("cloudwatch", [f"alarm:TargetTracking-service/{service}-*"]),
        "alias": ("kms", [names.environment.key_alias]),
        "application": ("codedeploy", [f"application:{names.application}"]),
        "deployment-group": ("codedeploy", [f"deploymentgroup:{names.application}/{names.deployment_group}"]),
        "build-project": ("codebuild", [f"project/{name}" for name in (names.build_project, names.admission_project)]),
        "cluster": ("ecs", [f"cluster/{names.environment.cluster}"]),
        "ecs-service": ("ecs", [f"service/{service}"]),
        "service-deployment": ("ecs", [f"service-deployment/{service}/*"]),
        "task-definition": ("ecs", [f"task-definition/{names.family}:*"]),
        "load-balancer": ("elasticloadbalancing", [f"loadbalancer/app/{balancer}/*"]),
        "listener": ("elasticloadbalancing", [f"listener/app/{balancer}/*"]),
        "listener-rule": ("elasticloadbalancing", [f"listener-rule/app/{balancer}/*"]),
        "target-group": (
            "elasticloadbalancing",
            [f"targetgroup/{names.target_group(colour)}/*" for colour in naming.PRODUCTION_COLOURS],
        ),
        "log-group": ("logs", groups),
        "pipeline": ("codepipeline", [names.pipeline]),
        "rule": ("events", [f"rule/{names.rule(noun)}" for noun in naming.RULES]),
        "topic": ("sns", [names.environment.topic]),
    }
    return {kind: [arn.regional(service, name) for name in some] for kind, (service, some) in regional.items()} | {
        "dashboard": [
            Sub(f"arn:${{AWS::Partition}}:cloudwatch::${{AWS::AccountId}}:dashboard/{names.environment.dashboard}")
        ],
    }
