"""A deployment as every engine has it: its state, how far it is, and how its traffic is split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ENDED = frozenset({"Succeeded", "Failed", "Stopped", "SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"})
"""What a deployment is in the end, in the words of CodeDeploy and of ECS.

https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
"""
_WELL = frozenset({"Succeeded", "SUCCESSFUL", "ROLLBACK_SUCCESSFUL"})


@dataclass(frozen=True)
class Pause:
    """A hook at which a deployment waits for a person."""

    hook: str
    """The hook's id."""
    expires: datetime | None
    then: str
    """What follows when nobody answers until then: ``CONTINUE`` or ``ROLLBACK``."""


@dataclass(frozen=True)
class Deployment:
    """One deployment: a release, or the way back from one."""

    id: str
    """As the API takes it: for ECS an ARN."""
    status: str
    created: datetime | None
    ended: datetime | None
    error: str
    """What failed, and CodeDeploy's code for it."""
    rollback: str
    """The id of the deployment that takes this one back; empty when there is none (yet)."""
    rolls_back: str
    """The id of the deployment that this one takes back; empty when it is a release.

    CodeDeploy makes another deployment for the way back; one of ECS takes back itself.
    """
    message: str
    """What the engine says of the rollback."""
    is_waiting_to_end: bool
    """Whether all traffic is on the new tasks, and the old ones wait for their end."""
    pauses: tuple[Pause, ...] = ()
    """Where it waits for a person."""

    @property
    def name(self) -> str:
        """Its id as a person reads it: the last part of an ARN."""
        return self.id.rpartition("/")[2]

    @property
    def is_running(self) -> bool:
        """Whether it has not ended, and can still be stopped."""
        return self.status not in ENDED

    @property
    def is_well(self) -> bool:
        """Whether it ended as it was to: the release released, the way back back."""
        return self.status in _WELL


@dataclass(frozen=True)
class TrafficShare:
    """One of the two task sets of a deployment, and what it gets of the traffic."""

    part: str
    """``original`` or ``replacement``: CodeDeploy's blue and green, ECS's source and target revision, whatever their
    target groups are called."""
    status: str
    """``PRIMARY``, ``ACTIVE`` or ``DRAINING``."""
    target_group: str
    """Its name."""
    percent: float
    desired: int
    running: int
    pending: int


@dataclass(frozen=True)
class LifecycleStep:
    """One step of a deployment, such as ``AllowTraffic`` or ``BAKE_TIME``."""

    name: str
    status: str
    """``Pending``, ``InProgress``, ``Succeeded``, ``Failed``, ``Skipped``, ``Unknown``."""
    message: str


@dataclass(frozen=True)
class DeploymentProgress:
    """How far a deployment is."""

    shares: tuple[TrafficShare, ...]
    steps: tuple[LifecycleStep, ...]

    @property
    def step(self) -> LifecycleStep | None:
        """The one that it is at, or that failed; None before the first and after the last."""
        return next((step for step in self.steps if step.status in {"InProgress", "Failed"}), None)
