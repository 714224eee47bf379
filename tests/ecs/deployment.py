"""One service deployment, minute by minute: stages, weights, hooks, alarms, the way back, the end.

Stages and what each means: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
States: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html

What AWS does not say is chosen here, and no test of a command may rest on it: how long tasks start and end, which stage
is told while a hook holds the next shift, and that the way back shifts all production traffic at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.ecs.configuration import Configuration, Hook, RefusedError

RUNNING = frozenset({"PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"})
_FORWARD = frozenset({"PENDING", "IN_PROGRESS"})
_MOVING = frozenset({"IN_PROGRESS", "ROLLBACK_IN_PROGRESS"})
_LONGEST = 1440
"""Minutes of one stage: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-canaryconfiguration.html."""
_STARTS = 2
"""Minutes until tasks run."""


@dataclass
class Revision:
    """One service revision, and what it has."""

    arn: str
    task_definition: str
    group: str
    """The target group that its tasks go to: its ARN."""
    desired: int = 2
    running: int = 0
    can_start: bool = True
    """Whether its tasks ever get healthy."""


@dataclass(frozen=True)
class Stage:
    """One stage, which ends when its hooks have and its minutes are over."""

    name: str
    hook: str = ""
    """The name by which hooks know it, where that is another one."""
    production: float | None = None
    """The percent of the production traffic that the new revision gets."""
    test: float | None = None
    minutes: int = 0


@dataclass
class ActiveHook:
    """A hook that was reached."""

    id: str
    hook: Hook
    since: int
    status: str
    """``AWAITING_ACTION``, ``IN_PROGRESS``, ``SUCCEEDED``, ``FAILED`` or ``TIMED_OUT``."""

    @property
    def is_open(self) -> bool:
        """Whether the deployment waits for it."""
        return self.status in {"AWAITING_ACTION", "IN_PROGRESS"}


@dataclass
class Rollback:
    """Why and when the way back began."""

    reason: str
    since: int


@dataclass
class Deployment:
    """A deployment from one revision to another. Minutes are those of the service's clock."""

    arn: str
    source: Revision
    target: Revision
    configuration: Configuration
    created: int
    ignored: frozenset[str]
    """The alarms that were on when it began: ECS heeds them in none of its stages.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
    """
    answers: Mapping[str, str] = field(default_factory=dict)
    """What functions say, by their ARNs: ``SUCCEEDED``, ``FAILED`` or ``IN_PROGRESS``."""
    has_test_rule: bool = True
    status: str = "PENDING"
    reason: str = ""
    production: float = 0.0
    """The percent of the production traffic that the new revision has."""
    test: float = 0.0
    stage: str = ""
    hooks: list[ActiveHook] = field(default_factory=list)
    triggered: list[str] = field(default_factory=list)
    rollback: Rollback | None = None
    ended: int | None = None
    _now: int = 0
    _entered: int = 0
    _left: list[Stage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._now = self.created
        self._left = [*_stages(self.configuration, has_test_rule=self.has_test_rule)]

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.status in RUNNING

    @property
    def open_hooks(self) -> list[ActiveHook]:
        """Those that it waits for."""
        return [each for each in self.hooks if each.is_open]

    def tick(self) -> None:
        """One minute more."""
        self._now += 1
        self._start_tasks()
        for each in self.open_hooks:
            if self._now - each.since >= each.hook.timeout:
                each.status = "TIMED_OUT"
                if each.hook.action == "ROLLBACK":
                    self._fail("a lifecycle hook timed out")
        if self.status == "PENDING":
            self.status = "IN_PROGRESS"
            self._enter()
        elif self.status == "ROLLBACK_REQUESTED":
            self._go_back()
        if self.status in _MOVING:
            self._go_on()

    def alarm(self, name: str) -> None:
        """An alarm goes off. With ``rollback`` it takes the deployment back; else it ends it where it is."""
        if self.status not in _FORWARD or name not in self.configuration.alarms or name in self.ignored:
            return
        self.triggered.append(name)
        if self.configuration.goes_back:
            self._fail(f"alarm detected deployment failure: {name}")
        else:
            self._end("STOPPED", f"alarm detected deployment failure: {name}")

    def go_on(self, hook: str, action: str) -> None:
        """ContinueServiceDeployment. Raises RefusedError, with nothing changed, unless it is paused at that hook.

        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html
        """
        found = next((each for each in self.hooks if each.id == hook), None)
        if self.status != "IN_PROGRESS" or found is None or found.status != "AWAITING_ACTION":
            raise RefusedError("InvalidParameterException", f"the hook {hook} does not wait for an action")
        if action not in {"CONTINUE", "ROLLBACK"}:
            raise RefusedError("InvalidParameterException", f"{action} is neither CONTINUE nor ROLLBACK")
        if action == "ROLLBACK":
            found.status = "FAILED"
            self._fail("rolled back by ContinueServiceDeployment")
        else:
            found.status = "SUCCEEDED"

    def stop(self, kind: str) -> None:
        """StopServiceDeployment. Raises RefusedError, with nothing changed, where it has ended.

        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
        """
        if kind != "ROLLBACK":
            raise RefusedError("InvalidParameterException", "ROLLBACK is the only stopType")
        if not self.is_running:
            raise RefusedError("ConflictException", f"the deployment is {self.status}")
        if self.status in _FORWARD:
            self._fail("stopped by StopServiceDeployment")

    def _fail(self, reason: str) -> None:
        if self.status in _FORWARD:
            self.status, self.reason = "ROLLBACK_REQUESTED", reason
            self.hooks = [each for each in self.hooks if not each.is_open]

    def _go_back(self) -> None:
        self.status, self.rollback = "ROLLBACK_IN_PROGRESS", Rollback(self.reason, self._now)
        back = (Stage("PRODUCTION_TRAFFIC_SHIFT", production=0), Stage("TEST_TRAFFIC_SHIFT", test=0))
        self._left = [Stage("SCALE_UP"), *back, Stage("CLEAN_UP", minutes=1)]
        self._enter()

    def _go_on(self) -> None:
        """Through all stages that are over."""
        while self._left and self._is_over(self._left[0]):
            over = self._left.pop(0)
            if over.name == "CLEAN_UP":
                gone = self.source if self.rollback is None else self.target
                gone.running = 0
            if self._left:
                self._enter()
            else:
                self._end("ROLLBACK_SUCCESSFUL" if self.rollback else "SUCCESSFUL", self.reason)
        if self._left and not self.rollback and self._now - self._entered >= _LONGEST and not self.open_hooks:
            self._fail(f"{self._left[0].name} lasted longer than a day")

    def _enter(self) -> None:
        stage = self._left[0]
        self._entered = self._now
        if not stage.hook:
            self.stage = stage.name
        self.production = self.production if stage.production is None else stage.production
        self.test = self.test if stage.test is None else stage.test
        if self.rollback is None:
            self.hooks += [*self._reached(stage.hook or stage.name)]

    def _reached(self, stage: str) -> Iterator[ActiveHook]:
        for hook in self.configuration.at(stage):
            number = len(self.hooks) + 1
            status = "AWAITING_ACTION" if hook.type == "PAUSE" else self.answers.get(hook.function, "SUCCEEDED")
            yield ActiveHook(f"ecs-{hook.type.lower()}-{number}", hook, self._now, status)

    def _is_over(self, stage: Stage) -> bool:
        if any(each.status == "FAILED" for each in self.hooks) and self.status == "IN_PROGRESS":
            self._fail("a lifecycle hook failed")
            return False
        if stage.name == "SCALE_UP":
            wanted = self.target if self.rollback is None else self.source
            return wanted.running == wanted.desired
        return not self.open_hooks and self._now - self._entered >= stage.minutes

    def _start_tasks(self) -> None:
        at_scale_up = self.status in _MOVING and self._left[0].name == "SCALE_UP"
        starting = self.target if self.rollback is None else self.source
        if at_scale_up and starting.can_start and self._now - self._entered >= _STARTS:
            starting.running = starting.desired

    def _end(self, status: str, reason: str) -> None:
        self.status, self.reason, self.ended = status, reason, self._now


def _stages(configuration: Configuration, *, has_test_rule: bool) -> Iterator[Stage]:
    yield from map(Stage, ("PRE_SCALE_UP", "SCALE_UP", "POST_SCALE_UP"))
    yield Stage("TEST_TRAFFIC_SHIFT", test=100.0 if has_test_rule else None)
    yield Stage("POST_TEST_TRAFFIC_SHIFT")
    for weight in configuration.weights:
        # The model of the API names it as a stage of hooks, and not as one that a deployment is told to be at.
        yield Stage("PRE_PRODUCTION_TRAFFIC_SHIFT", hook="PRE_PRODUCTION_TRAFFIC_SHIFT")
        last = weight == 100
        yield Stage("PRODUCTION_TRAFFIC_SHIFT", production=weight, minutes=0 if last else configuration.minutes)
    yield Stage("POST_PRODUCTION_TRAFFIC_SHIFT")
    yield Stage("BAKE_TIME", minutes=configuration.bake)
    yield Stage("CLEAN_UP", minutes=1)
