"""ECS's own deployments of a service -> its releases, in the words that CodeDeploy's are told in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.app.engine.front import Front
from generator.app.engine.releases import Part, Wiring
from generator.engines.ecs.engine import Ecs
from generator.errors import OutsideError
from generator.iam import ecs as iam
from generator.iam.arn import role
from generator.live.ask import Ask
from generator.live.client import AwsError
from generator.live.deployment import Deployment, DeploymentProgress, LifecycleStep, Pause, TrafficShare
from generator.live.service import PRIMARY, ContainerRoute, LiveService, TaskSet, find_service
from generator.live.service_deployment import (
    PAUSE,
    RUNNING,
    WAITING,
    RevisionSummary,
    ServiceDeployment,
    ServiceRevision,
    continue_service_deployment,
    described,
    service_deployments,
    service_revisions,
    stop_service_deployment,
)
from generator.live.stack import give_parameters
from generator.live.traffic import rules, target_groups
from generator.model.service import Service
from generator.naming import logical

_ENDED = frozenset({"ConflictException", "ServiceDeploymentNotFoundException"})
_WAITS_NO_MORE = frozenset({"InvalidParameterException", "ClientException", "ServiceDeploymentNotFoundException"})
_ROLLBACK = "ROLLBACK_"
"""How the status of a deployment begins that goes back, or has."""
_OLD_STAYS = frozenset({"BAKE_TIME", "CLEAN_UP"})
"""The stages in which all traffic is on the new tasks:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html"""
_BOTH = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html"
_NO_PROGRESS = DeploymentProgress((), ())


@dataclass(frozen=True)
class EcsReleases:
    """A deployment is between service revisions, and takes itself back."""

    of: Service
    ask: Ask
    name: ClassVar[str] = "ECS"
    controller: ClassVar[str] = "ECS"
    ignores_firing_alarms: ClassVar[bool] = True
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html."""
    without_alarm: ClassVar[str] = "cannot heed it"
    defined_in: ClassVar[str] = "the service's stack"
    is_updatable: ClassVar[bool] = True
    deploy_action: ClassVar[tuple[str, str]] = ("CloudFormation", "StackName")
    can_pause: ClassVar[bool] = True

    def service(self) -> LiveService | None:
        """With a task set for each revision that has tasks or traffic.

        ECS itself names but one task definition: from the first minute of a deployment that of the new revision, which
        no user has met by then. A service that has not been brought over yet has task sets of its own.
        """
        found = self.ask(find_service, *self._place)
        if found is None or found.controller != self.controller:
            return found
        last = next(iter(self._deployments()), None)
        summaries = [*_alive(last)] if last else []
        arns = tuple(each.arn for each in summaries) or found.revisions
        revisions = {each.arn: each for each in self.ask(service_revisions, arns)}
        return replace(found, task_sets=tuple(_task_sets(found, summaries, revisions)))

    def last_attempted(self) -> str | None:
        """None before the service is deployed: making it is a deployment too."""
        found = self._deployments()
        if found:
            return found[0].arn
        return None if self.ask(find_service, *self._place) is None else ""

    def running(self) -> tuple[Deployment, ...]:
        """The newest."""
        return tuple(map(_deployment, self._deployments(RUNNING)))

    def look(self, deployment: str) -> str:
        """``aws`` stands before it."""
        return f"ecs describe-service-deployments --service-deployment-arns {deployment}"

    def find(self, deployment: str) -> Deployment | None:
        """One by its ARN."""
        return next(map(_deployment, self.ask(described, (deployment,))), None)

    def progress(self, deployment: str) -> DeploymentProgress:
        """The lifecycle stage, and what each service revision has of the traffic."""
        found = next(iter(self.ask(described, (deployment,))), None)
        if found is None:
            return _NO_PROGRESS
        summaries = [*found.sources, *([found.target] if found.target else [])]
        asked = self.ask(service_revisions, tuple(each.arn for each in summaries))
        revisions = {each.arn: each for each in asked}
        target = found.target.arn if found.target else ""
        shares = tuple(_share(each, revisions.get(each.arn), is_new=each.arn == target) for each in summaries)
        return DeploymentProgress(shares, tuple(_steps(found)))

    def alarms(self) -> tuple[str, ...] | None:
        """Those that the last deployment watched, or watches; None before there was one."""
        last = next(iter(self._deployments()), None)
        return last.alarms if last else None

    def wiring(self, front: Front | None, fill: Callable[[str], str]) -> Wiring:
        """Of the rules that ECS changes.

        Both groups have to be on the production rule, or one there and the other on the test rule; else ECS takes every
        deployment back with "invalid networking configuration".
        """
        names = self.of.names
        groups = {each.arn: each.name for each in self.ask(target_groups, names.target_groups)}
        if not groups:
            return Wiring(missing=f"target group {names.target_groups[0]}")
        looked = [each for each in (front.production, front.test) if each] if front else []
        found = {arn for listener in looked for rule in self.ask(rules, listener.arn) for arn in rule.weights}
        there = ", ".join(sorted(name for arn, name in groups.items() if arn in found))
        wanted = ", ".join(sorted(groups.values()))
        return Wiring(
            whose="the load balancer's",
            well=f"{wanted} are on the rules that ECS changes",
            evidence="DescribeRules of the production and the test listener",
            source=_BOTH,
            parts=(Part("rules lead to", there, wanted),),
        )

    def description(self, task_definition: str) -> str:
        """Deployments are CloudFormation's to begin: a service that is changed beside its stack drifts from it."""
        return ""

    def begin(self, image: str, version: str, fill: Callable[[str], str]) -> str:
        """By an update of the stack that is deployed, which gives two parameters: as the pipeline's action does."""
        names = self.of.names
        given = {logical.IMAGE_PARAMETER: image, logical.VERSION_PARAMETER: version}
        stack = names.stack(Ecs.service_stack)
        if not self.ask(give_parameters, stack, given, fill(role(names.role(iam.RELEASE)))):
            raise OutsideError(f"{stack} has {version} already", "CloudFormation finds nothing to update")
        return ""

    def stop(self, deployment: str) -> bool:
        """Works where rollback was never configured, too."""
        try:
            self.ask(stop_service_deployment, deployment)
        except AwsError as error:
            if error.code not in _ENDED:
                raise
            return False
        return True

    def go_on(self, deployment: str, hook: str, action: str) -> bool:
        """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html."""
        try:
            self.ask(continue_service_deployment, deployment, hook, action)
        except AwsError as error:
            if error.code not in _WAITS_NO_MORE:
                raise
            return False
        return True

    @property
    def _place(self) -> tuple[str, str]:
        """Cluster and service, by name."""
        return self.of.names.environment.cluster, self.of.names.ecs_service

    def _deployments(self, statuses: tuple[str, ...] = ()) -> tuple[ServiceDeployment, ...]:
        return self.ask(service_deployments, *self._place, statuses, 1)


def _deployment(found: ServiceDeployment) -> Deployment:
    goes_back = found.status.startswith(_ROLLBACK)
    return Deployment(
        id=found.arn,
        status=found.status,
        created=found.created,
        ended=found.ended,
        error="" if found.status == "SUCCESSFUL" else found.reason,
        rollback="",
        rolls_back=found.arn if goes_back else "",
        message="" if found.rollback == found.reason else found.rollback,
        is_waiting_to_end=found.stage in _OLD_STAYS and not goes_back,
        pauses=tuple(
            Pause(each.id, each.expires, each.timeout_action)
            for each in found.hooks
            if each.type == PAUSE and each.status == WAITING
        ),
    )


def _steps(found: ServiceDeployment) -> Iterator[LifecycleStep]:
    """The one that it is at: ECS tells of no other."""
    if found.stage:
        is_over = found.status == "SUCCESSFUL"
        yield LifecycleStep(found.stage, "Succeeded" if is_over else "InProgress", "")


def _alive(found: ServiceDeployment) -> Iterator[RevisionSummary]:
    """The revisions of a deployment that still have traffic or tasks, the old one first."""
    if found.status == "SUCCESSFUL":
        yield from filter(None, [found.target])
    elif found.status == "ROLLBACK_SUCCESSFUL":
        yield from found.sources
    else:
        yield from (each for each in (*found.sources, *filter(None, [found.target])) if each.percent or each.desired)


def _task_sets(
    service: LiveService, summaries: Iterable[RevisionSummary], revisions: dict[str, ServiceRevision]
) -> Iterator[TaskSet]:
    known = [each for each in summaries if each.arn in revisions]
    first = max(known, key=lambda each: each.percent, default=None)
    for each in known:
        status = PRIMARY if each is first else "ACTIVE"
        numbers = (each.desired, each.running, each.pending)
        # After its end, a deployment tells no more of tasks that come and go.
        counts = numbers if len(known) > 1 else (service.desired, service.running, service.pending)
        yield _task_set(service, revisions[each.arn], status, counts)
    if not known:
        counts = (service.desired, service.running, service.pending)
        yield from (_task_set(service, each, PRIMARY, counts) for each in revisions.values())


def _task_set(service: LiveService, revision: ServiceRevision, status: str, counts: tuple[int, int, int]) -> TaskSet:
    route = next(iter(service.routes), ContainerRoute("", "", 0))
    routes = tuple(replace(route, target_group=group) for group in revision.target_groups)
    return TaskSet(revision.arn, status, revision.task_definition, *counts, routes)


def _share(summary: RevisionSummary, revision: ServiceRevision | None, *, is_new: bool) -> TrafficShare:
    groups = revision.target_groups if revision else ()
    return TrafficShare(
        part="replacement" if is_new else "original",
        status="ACTIVE",
        # arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID
        target_group=groups[0].split("/")[1] if groups else "",
        percent=summary.percent,
        desired=summary.desired,
        running=summary.running,
        pending=summary.pending,
    )
