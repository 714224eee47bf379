"""What whoever deploys an environment's stacks may do: to the things that these stacks hold, by their names.

One set of policies serves all environments: each environment's role carries the tag ``deployer-of`` with its name, and
the policies name things by it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
Things that AWS gives ids instead of names are told by their tags: ``tag_condition.py``. A VPC that the spec names is
known by its id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from awacs.aws import Action, Allow, Condition, ConditionElement, Statement, StringEquals
from troposphere import Region, Sub

from generator import naming
from generator.cfn import arn, linked_role
from generator.cfn.intrinsic import text
from generator.model.project import Project, Shared, Spec
from generator.policies import patched, tag_condition
from generator.policies.deployer_images import image_calls
from generator.policies.deployer_things import ENVIRONMENT, engines, ours
from generator.policies.deployer_topics import topic_calls
from generator.policies.deployment_calls import UnknownTypeError, only_to_delete, permissions
from generator.policies.promotion import policy_calls

TAG = naming.DEPLOYER_TAG
"""The tag of a deploying role that says which environment's things it may touch."""


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
    if "ecs" in engines([project]):
        # Which the ECS service is given only where ECS shifts the traffic.
        made.add(Grant("ecs-roles", "iam:PassRole"))
    if any(service.is_pushed for service in project.services):
        made.add(Grant("start-role", "iam:PassRole"))  # Which EventBridge's target is given.
    made |= {Grant(*each) for service in project.services for each in image_calls(service)}
    made |= {Grant(*each) for service in project.services for each in topic_calls(service)}
    for resource_type in {*own, *shared}:
        kept = frozenset() if resource_type in own else only_to_delete(resource_type)
        for kind, action in permissions(resource_type):
            if action in kept:
                continue
            if kind == "boundary":
                made |= _boundary(action, boundary)
            else:
                made.add(Grant(_given_or_made(kind, project), action, boundary if kind == "new-role" else ""))
    said = (permission for patch in project.patches.values() for permission in patch.deployer)
    made |= {Grant(kind, action) for kind, action in patched.grants(said)}
    return frozenset(made)


def shared_grants(shared: Shared) -> frozenset[Grant]:
    """What every environment needs for what all of them share, beside what the types of its resources tell."""
    return frozenset(Grant(*each) for each in policy_calls(shared))


def _given_or_made(kind: str, project: Project) -> str:
    """A VPC, a connection and listeners may be others' things: the spec then names them, with no tags of ours."""
    if kind == "vpc" and not project.network.is_created:
        return "given-vpc"
    if kind in ("listener", "listener-rule") and project.load_balancer.existing:
        return f"given-{kind}"
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
    scopes = {**ours(spec), "stack": [arn.regional("cloudformation", f"stack/{name}/*") for name in stacks]}
    together: dict[tuple[str, str, str], set[str]] = {}
    for grant in sorted(made):
        by_tags = tag_condition.asked(grant.kind, grant.action)
        kind = "network" if by_tags and grant.kind in tag_condition.NETWORK else grant.kind
        together.setdefault((kind, grant.boundary, by_tags), set()).add(grant.action)
    said = [kind for kind, _, _ in sorted(together) if patched.resources(kind)]
    scopes |= {kind: patched.resources(kind) for kind in said}
    for (kind, boundary, by_tags), actions in sorted(together.items()):
        if kind not in scopes:
            raise UnknownTypeError(
                f"generator/policies/deployer_things.py does not say which things of the kind {kind} are ours"
            )
        if not scopes[kind]:
            continue  # A patch has such a thing, and says what it takes.
        conditions = dict(_conditions(kind))
        if boundary:
            conditions["iam:PermissionsBoundary"] = text(boundary)
        tests: list[ConditionElement] = [StringEquals(conditions)] if conditions else []
        if by_tags:
            tests.append(tag_condition.condition(by_tags, kind, spec.shared.name, ENVIRONMENT.replace("${!", "${")))
        options = {"Condition": Condition(tests)} if tests else {}
        yield Statement(
            Sid=f"Patches{said.index(kind) + 1}" if kind in said else _sid(by_tags, kind),
            Effect=Allow,
            Action=[Action(*action.split(":")) for action in sorted(actions)],
            Resource=scopes[kind],
            **options,
        )


def _sid(by_tags: str, kind: str) -> str:
    return "".join(word.capitalize() for word in f"{by_tags}{kind.replace('*', 'any-thing')}".split("-"))


def _conditions(kind: str) -> Mapping[str, Any]:
    services = {
        "task-roles": "ecs-tasks.amazonaws.com",
        "codebuild-role": "codebuild.amazonaws.com",
        "codedeploy-role": "codedeploy.amazonaws.com",
        "codepipeline-role": "codepipeline.amazonaws.com",
        "ecs-roles": "ecs.amazonaws.com",
        "scheduler-role": "scheduler.amazonaws.com",
        "release-role": "cloudformation.amazonaws.com",
        "start-role": "events.amazonaws.com",
    }
    if kind in services:
        return {"iam:PassedToService": services[kind]}
    if kind == "service-linked-role":
        return {"iam:AWSServiceName": [*linked_role.SERVICES.values()]}
    if kind == "file-system-linked-role":
        return {"iam:AWSServiceName": [*linked_role.FILE_SYSTEMS.values()]}
    if kind == "file-system-key":
        return {"kms:ViaService": Sub("elasticfilesystem.${AWS::Region}.${AWS::URLSuffix}")}
    if kind == "repository-key":
        return {"kms:ViaService": Sub("ecr.${AWS::Region}.${AWS::URLSuffix}")}
    return {"aws:RequestedRegion": Region} if kind == "*" else {}
