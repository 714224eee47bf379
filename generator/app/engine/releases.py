"""What commands ask of the releases of one service, whatever shifts its traffic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from generator.app.engine.front import Front
from generator.live.deployment import Deployment, DeploymentProgress
from generator.live.service import LiveService


@dataclass(frozen=True)
class Part:
    """One thing that releases are told of."""

    noun: str
    there: str
    wanted: str


@dataclass(frozen=True)
class Wiring:
    """What releases shift traffic between, as AWS has it and as the spec gives it."""

    missing: str = ""
    """What is not there yet; then all else is empty."""
    whose: str = ""
    """Whose the parts are, in words."""
    well: str = ""
    """What is said when every part is as it should be."""
    evidence: str = ""
    source: str = ""
    parts: tuple[Part, ...] = ()


class Releases(Protocol):
    """The releases of one service. Each method raises OutsideError when AWS refuses."""

    name: ClassVar[str]
    """What shifts the traffic, as AWS spells it."""
    controller: ClassVar[str]
    """The service's deployment controller."""
    ignores_firing_alarms: ClassVar[bool]
    """Whether an alarm that is on when a release begins is left out of all of it, and does not stop it."""

    without_alarm: ClassVar[str]
    """What becomes of a release that is to heed an alarm which is not there, in words after the name."""
    defined_in: ClassVar[str]
    """Where container, port, family and roles of a release stand, in words."""
    is_updatable: ClassVar[bool]
    """Whether an update of its stack may change the service once it is there."""
    deploy_action: ClassVar[tuple[str, str]]
    """The provider of the pipeline's last action, and its setting that names what it deploys."""
    can_pause: ClassVar[bool]
    """Whether a release can wait for a person."""

    def service(self) -> LiveService | None:
        """The service, with a task set for each revision that has tasks; None before it is deployed."""
        ...

    def last_attempted(self) -> str | None:
        """The id of the last deployment; empty when there was none, None before there is what releases."""
        ...

    def running(self) -> tuple[Deployment, ...]:
        """The deployments that have not ended: at most one, as a rule."""
        ...

    def look(self, deployment: str) -> str:
        """The command of the AWS CLI that shows one, without its region."""
        ...

    def find(self, deployment: str) -> Deployment | None:
        """One by its id; None when the engine does not know it (any more)."""
        ...

    def progress(self, deployment: str) -> DeploymentProgress:
        """How far one is."""
        ...

    def alarms(self) -> tuple[str, ...] | None:
        """The names of those that stop a release; None before there is what releases."""
        ...

    def wiring(self, front: Front | None, fill: Callable[[str], str]) -> Wiring:
        """``front`` is None where it is not there; ``fill`` puts account and region into a name."""
        ...

    def description(self, task_definition: str) -> str:
        """What a deployment without the pipeline is begun with; empty where the engine begins none."""
        ...

    def begin(self, image: str, version: str, fill: Callable[[str], str]) -> str:
        """Begin a release of an image; ``fill`` puts account and region into an ARN.

        The id of the deployment; empty where an update of its stack begins one in a while.
        """
        ...

    def stop(self, deployment: str) -> bool:
        """Have the traffic put back to where it was; False when the deployment has ended meanwhile."""
        ...

    def go_on(self, deployment: str, hook: str, action: str) -> bool:
        """Answer a pause by ``CONTINUE`` or ``ROLLBACK``; False when it waits for no answer (any more)."""
        ...
