"""The shop's environment ``prod`` with ECS as the engine: a service that a test drives, and what AWS answers of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.ecs.answers import answers
from tests.ecs.configuration import Configuration
from tests.ecs.deployment import Deployment
from tests.ecs.service import EcsService
from tests.live import environment, release
from tests.live.environment import BLUE, GREEN, LISTENER, NOON, REVISION
from tests.live.release import NEW_REVISION
from tests.live.stand_in import ACCOUNT, Answer, Answers

ALARMS = [*environment.ALARMS, "shop-prod-tasks-failed"]
SPEC = environment.SPEC.replace("service: {port: 3000}\n", "service: {port: 3000}\nrelease: {engine: ecs}\n")


def put_spec(folder: Path, text: str = SPEC) -> None:
    """The spec where the command looks for it, and the service that it builds."""
    environment.put_spec(folder)
    (folder / "specs/shop.yaml").write_text(text, "utf-8")


@dataclass
class Shop:
    """1.2.3 runs on blue; :meth:`release` begins a canary of 1.3.0 on green."""

    configuration: Configuration = field(default_factory=lambda: Configuration(alarms=tuple(ALARMS)))
    firing: dict[str, int] = field(default_factory=dict)
    """Alarms that are on, and the minute since which."""

    def __post_init__(self) -> None:
        self.service = EcsService(
            arn=f"arn:aws:ecs:us-west-2:{ACCOUNT}:service/shop-prod/shop-prod",
            groups=(BLUE, GREEN),
            task_definition=REVISION,
            begun=NOON,
            container=("shop", 3000),
            configuration=self.configuration,
        )

    def release(self, minutes: int = 6, **changed: Any) -> Deployment:
        """Begin to release 1.3.0, some minutes ago: after six, 10 % of the traffic is on it."""
        self.service.configuration = replace(self.configuration, **changed)
        made = self.service.release(NEW_REVISION)
        self.service.advance(minutes)
        return made

    def fire(self, name: str) -> None:
        """An alarm goes off."""
        self.firing[name] = self.service.minutes
        self.service.set_alarm(name, is_on=True)

    @property
    def answers(self) -> Answers:
        """What AWS answers; CodeDeploy must not be asked."""
        asked = {key: answer for key, answer in release.STEADY.items() if key[0] != "codedeploy"}
        own = answers(self.service, f"{LISTENER}/rule")
        return {
            **asked,
            **own,
            ("cloudformation", "GetStackPolicy"): lambda given: environment.stack_policy(given, SPEC),
            ("cloudwatch", "DescribeAlarms"): lambda _: self._alarms(),
        }

    def _alarms(self) -> Answer:
        return {
            "MetricAlarms": [
                {
                    "AlarmName": name,
                    "StateValue": "ALARM" if name in self.firing else "OK",
                    "StateReason": "7 % > 5 %" if name in self.firing else "quiet",
                    "StateTransitionedTimestamp": self.service.time(self.firing.get(name, 0)),
                }
                for name in ALARMS
            ]
        }
