"""One service with the deployment controller ECS and a clock of its own: what ECS and the load balancer say of it.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.ecs.configuration import Configuration, RefusedError, configuration
from tests.ecs.deployment import ActiveHook, Deployment, Revision

_DESCRIBED = 20
"""Deployments, and revisions, that one call tells of."""


@dataclass
class EcsService:
    """A service, its two target groups, its revisions and deployments. A clock tells minutes since ``begun``."""

    arn: str
    """``arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME``."""
    groups: tuple[str, str]
    """The ARNs of its target groups: the one that has the traffic, and the other."""
    task_definition: str
    begun: datetime
    container: tuple[str, int]
    """The container that gets the requests, and its port."""
    configuration: Configuration = field(default_factory=Configuration)
    has_test_rule: bool = True
    alarms: set[str] = field(default_factory=set)
    """The names of those that are on."""
    functions: dict[str, str] = field(default_factory=dict)
    """What the functions of hooks say, by their ARNs."""
    minutes: int = 0
    minutes_a_look: int = 0
    """How far the clock goes on whenever somebody asks for deployments."""
    starts: bool = True
    """Whether tasks of new revisions get healthy."""
    revisions: list[Revision] = field(default_factory=list)
    deployments: list[Deployment] = field(default_factory=list)
    live: Revision = field(init=False)
    """The revision that the last deployment which succeeded brought."""

    def __post_init__(self) -> None:
        first = self._revision(self.task_definition, self.groups[0])
        first.running = first.desired
        self.live = first

    @property
    def current(self) -> Deployment | None:
        """The deployment that runs."""
        return next((each for each in self.deployments if each.is_running), None)

    @property
    def weights(self) -> Mapping[str, float]:
        """The percent of the production traffic of each target group, by its ARN."""
        return self._weights(lambda deployment: deployment.production)

    @property
    def test_weights(self) -> Mapping[str, float]:
        """The percent of the test traffic of each target group."""
        return self._weights(lambda deployment: deployment.test)

    def running(self, group: str) -> int:
        """How many tasks run behind a target group."""
        return sum(each.running for each in self.revisions if each.group == group)

    def release(self, task_definition: str) -> Deployment:
        """UpdateService with another task definition. Raises RefusedError while a deployment runs.

        ECS takes the second one and ends the first; what that does to the traffic is not documented, so that nothing
        here is allowed to lead to it.
        """
        if self.current:
            raise RefusedError("ClientException", "a deployment runs: a second one is beyond this model")
        other = next(group for group in self.groups if group != self.live.group)
        target = self._revision(task_definition, other)
        made = Deployment(
            arn=f"{self.arn.replace(':service/', ':service-deployment/')}/{len(self.deployments) + 1:021d}",
            source=self.live,
            target=target,
            configuration=self.configuration,
            created=self.minutes,
            ignored=frozenset(self.alarms),
            answers=self.functions,
            has_test_rule=self.has_test_rule,
        )
        self.deployments.append(made)
        return made

    def advance(self, minutes: int) -> None:
        """Let time go by."""
        for _ in range(minutes):
            self.minutes += 1
            deployment = self.current
            if deployment is None:
                continue
            deployment.tick()
            if deployment.status == "SUCCESSFUL":
                self.live = deployment.target

    def set_alarm(self, name: str, *, is_on: bool) -> None:
        """An alarm changes its state."""
        if is_on and name not in self.alarms and self.current:
            self.current.alarm(name)
        (self.alarms.add if is_on else self.alarms.discard)(name)

    def find(self, arn: str) -> Deployment:
        """The deployment of that ARN. Raises RefusedError."""
        for each in self.deployments:
            if each.arn == arn:
                return each
        raise RefusedError("ServiceDeploymentNotFoundException", f"{arn} is no service deployment")

    def time(self, minute: int) -> datetime:
        """When a minute of the clock was."""
        return self.begun + timedelta(minutes=minute)

    # What the API answers, by the names of its operations.

    def describe_services(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """While a deployment runs, ``taskDefinition`` is already the new one's."""
        newest = self.current.target if self.current else self.live
        there = [each for each in self.revisions if each.running or each is newest]
        last = self.deployments[-1:]
        found = {
            "serviceArn": self.arn,
            "serviceName": self.arn.rpartition("/")[2],
            "status": "ACTIVE",
            "deploymentController": {"type": "ECS"},
            "desiredCount": newest.desired,
            "runningCount": sum(each.running for each in there),
            "pendingCount": 0,
            "taskDefinition": newest.task_definition,
            "loadBalancers": [self._route(self.groups[0])],
            "currentServiceRevisions": [
                {"arn": each.arn, "requestedTaskCount": each.desired, "runningTaskCount": each.running}
                for each in there
            ],
            **({"currentServiceDeployment": last[0].arn} if last else {}),
            "events": [],
        }
        return {"services": [found], "failures": []}

    def list_service_deployments(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The newest first, as the console has them; AWS does not say in which order."""
        self.advance(self.minutes_a_look)
        wanted = given.get("status") or ()
        rows = [
            {
                "serviceDeploymentArn": each.arn,
                "serviceArn": self.arn,
                "createdAt": self.time(each.created),
                "targetServiceRevisionArn": each.target.arn,
                "status": each.status,
            }
            for each in reversed(self.deployments)
            if not wanted or each.status in wanted
        ]
        return {"serviceDeployments": rows}

    def describe_service_deployments(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Those of the given ARNs."""
        arns = given["serviceDeploymentArns"]
        if len(arns) > _DESCRIBED:
            raise RefusedError("InvalidParameterException", f"{len(arns)} ARNs are more than {_DESCRIBED}")
        self.advance(self.minutes_a_look)
        found = [each for each in self.deployments if each.arn in arns]
        missing = [arn for arn in arns if arn not in {each.arn for each in found}]
        failures = [{"arn": arn, "reason": "MISSING"} for arn in missing]
        return {"serviceDeployments": [*map(self._described, found)], "failures": failures}

    def describe_service_revisions(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What each runs, and which target group its tasks go to."""
        rows = [
            {
                "serviceRevisionArn": each.arn,
                "serviceArn": self.arn,
                "taskDefinition": each.task_definition,
                "loadBalancers": [self._route(self.groups[0])],
                "resolvedConfiguration": {"loadBalancers": [{"targetGroupArn": each.group}]},
            }
            for each in self.revisions
            if each.arn in given["serviceRevisionArns"]
        ]
        return {"serviceRevisions": rows, "failures": []}

    def stop_service_deployment(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises RefusedError."""
        arn = given["serviceDeploymentArn"]
        self.find(arn).stop(given.get("stopType", "ROLLBACK"))
        return {"serviceDeploymentArn": arn}

    def continue_service_deployment(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises RefusedError."""
        arn = given["serviceDeploymentArn"]
        self.find(arn).go_on(given["hookId"], given.get("action", "CONTINUE"))
        return {"serviceDeploymentArn": arn}

    def update_service(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Another task definition, another configuration, or the same once more. Raises RefusedError."""
        wanted = given.get("deploymentConfiguration")
        checked = configuration(wanted) if wanted else self.configuration
        if self.current:
            raise RefusedError("ClientException", "a deployment runs: a second one is beyond this model")
        self.configuration = checked
        if given.get("taskDefinition") or given.get("forceNewDeployment"):
            self.release(given.get("taskDefinition") or self.live.task_definition)
        return {"service": self.describe_services({})["services"][0]}

    def _weights(self, share: Any) -> Mapping[str, float]:
        found = dict.fromkeys(self.groups, 0.0) | {self.live.group: 100.0}
        last = self.deployments[-1] if self.deployments else None
        if last and last.status != "SUCCESSFUL":
            percent = share(last)
            found = {last.source.group: round(100 - percent, 1), last.target.group: percent}
        return found

    def _revision(self, task_definition: str, group: str) -> Revision:
        number = len(self.revisions) + 1
        arn = f"{self.arn.replace(':service/', ':service-revision/')}/{number:019d}"
        made = Revision(arn, task_definition, group, can_start=self.starts)
        self.revisions.append(made)
        return made

    def _route(self, group: str) -> Mapping[str, Any]:
        name, port = self.container
        return {"targetGroupArn": group, "containerName": name, "containerPort": port}

    def _described(self, each: Deployment) -> Mapping[str, Any]:
        alarms = each.configuration.alarms
        state = "TRIGGERED" if each.triggered else "MONITORING" if each.is_running else "MONITORING_COMPLETE"
        back = each.rollback
        ended = {} if each.ended is None else {"finishedAt": self.time(each.ended)}
        return {
            "serviceDeploymentArn": each.arn,
            "serviceArn": self.arn,
            "createdAt": self.time(each.created),
            "startedAt": self.time(each.created),
            **ended,
            "status": each.status,
            **({"statusReason": each.reason} if each.reason else {}),
            **({"lifecycleStage": each.stage} if each.stage else {}),
            "sourceServiceRevisions": [_summary(each.source, 100 - each.production, 100 - each.test)],
            "targetServiceRevision": _summary(each.target, each.production, each.test),
            "lifecycleHookDetails": [self._hook(hook) for hook in each.open_hooks],
            "deploymentConfiguration": {
                "strategy": each.configuration.strategy,
                "bakeTimeInMinutes": each.configuration.bake,
            },
            **({"rollback": self._rollback(back.reason, back.since, each.source.arn)} if back else {}),
            "alarms": {
                "status": state if alarms else "DISABLED",
                "alarmNames": [*alarms],
                "triggeredAlarmNames": each.triggered,
            },
        }

    def _rollback(self, reason: str, since: int, revision: str) -> Mapping[str, Any]:
        return {"reason": reason, "startedAt": self.time(since), "serviceRevisionArn": revision}

    def _hook(self, active: ActiveHook) -> Mapping[str, Any]:
        return {
            "hookId": active.id,
            "targetType": active.hook.type,
            "status": active.status,
            "expiresAt": self.time(active.since + active.hook.timeout),
            "timeoutAction": active.hook.action,
            **({"targetArn": active.hook.function} if active.hook.function else {}),
        }


def _summary(revision: Revision, production: float, test: float) -> Mapping[str, Any]:
    return {
        "arn": revision.arn,
        "requestedTaskCount": revision.desired,
        "runningTaskCount": revision.running,
        "requestedProductionTrafficWeight": round(production, 1),
        "requestedTestTrafficWeight": round(test, 1),
    }
