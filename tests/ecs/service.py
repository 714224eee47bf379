"""One service with the deployment controller ECS and a clock of its own: what ECS and the load balancer say of it.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.ecs.configuration import Configuration, RefusedError, configuration
from tests.ecs.deployment import Deployment, Revision


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

    def update(self, given: Mapping[str, Any]) -> None:
        """UpdateService: another task definition, another configuration, or the same once more.

        Raises RefusedError, with nothing changed.
        """
        wanted = given.get("deploymentConfiguration")
        checked = configuration(wanted) if wanted else self.configuration
        if self.current:
            raise RefusedError("ClientException", "a deployment runs: a second one is beyond this model")
        self.configuration = checked
        if given.get("taskDefinition") or given.get("forceNewDeployment"):
            self.release(given.get("taskDefinition") or self.live.task_definition)

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
