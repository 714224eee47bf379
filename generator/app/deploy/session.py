"""One run of ``canaryform deploy``: a target and what was asked for -> plan, carry out, what there is then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

from generator.app.deploy.body import Bodies
from generator.app.deploy.connection import ConnectionGate, foreign_refusal
from generator.app.deploy.controller import other_engines
from generator.app.deploy.desired import DesiredStack, chosen, needed_by, wanted
from generator.app.deploy.existing import existing
from generator.app.deploy.forgotten import forgotten
from generator.app.deploy.given_up import given_up
from generator.app.deploy.impact import Beyond, beyond
from generator.app.deploy.leftover import Leftovers
from generator.app.deploy.linked_role import LinkedRoles
from generator.app.deploy.operation import Operations
from generator.app.deploy.plan import MAKING, Action, Planned, discard, plan
from generator.app.deploy.progress import Progress, StackOutcome, State, Tell
from generator.app.deploy.release import refusal
from generator.app.deploy.run import carry_out
from generator.app.deploy.schedule import Pace
from generator.app.deploy.stack import StackDeploy
from generator.app.deploy.unwatched import unwatched
from generator.app.run.target import Target
from generator.errors import OutsideError, SpecError
from generator.live.stack import find_stack
from generator.naming import ACCOUNT, REGION

_SHOWN = {"alb": "Url", "pipeline": "PipelineUrl"}
"""The outputs that a person wants to see in the end, by the stack that has them."""


def _hush(progress: Progress) -> None:
    """Nobody listens yet."""


@dataclass(frozen=True)
class Session:
    """Raises UnknownStackError when one of ``names`` is no stack of the environment, or of the ``service``."""

    target: Target
    names: Collection[str] = ()
    service: str = ""
    """The service that is deployed alone, with what it needs of what services share; empty for all."""
    wait: bool = False
    takes_over: bool = False
    bucket: str | None = None
    stacks: tuple[DesiredStack, ...] = field(init=False)
    left_out: tuple[DesiredStack, ...] = field(init=False)
    """The other stacks of the environment, where one service is deployed alone."""

    def __post_init__(self) -> None:
        every = wanted(self.target.result.build, self.target.project)
        needed = needed_by(self.service, every)
        object.__setattr__(self, "stacks", chosen(needed, self.names))
        object.__setattr__(self, "left_out", tuple(stack for stack in every if stack not in needed))

    def plan(self) -> tuple[Planned, ...]:
        """What would change. Its change sets are there until they are carried out or discarded.

        Raises SpecError, before one is made, where a service is deployed that the spec does not name any more, or where
        what exists already is of no use; and where a service is deployed that another engine releases.
        """
        if problems := [*forgotten(self.target), *existing(self.target)]:
            raise SpecError(problems)
        plans = plan(self.worker(_hush, Event()), self.stacks)
        if problems := [*other_engines(self.target, plans)]:
            self.discard(plans)
            raise SpecError(problems)
        return plans

    def beyond(self, plans: Sequence[Planned]) -> Beyond:
        """What the plan does, beyond what its change sets say."""
        return beyond(self.target.aws, plans)

    def refusal(self, plans: Sequence[Planned]) -> OutsideError | None:
        """Why the plan cannot be carried out now."""
        needs_connection = any(planned.stack.needs_connection for planned in plans)
        foreign = foreign_refusal(self.target) if needs_connection else None
        return foreign or refusal(self.target.aws, self.target.project, plans)

    def unwatched(self, plans: Sequence[Planned]) -> tuple[str, ...]:
        """What a person has to know of alarms before a plan begins releases."""
        return unwatched(self.target.aws, self.target.project, plans)

    def given_up(self, plans: Sequence[Planned]) -> tuple[str, ...]:
        """What has to be deployed before the deployer's own stack."""
        return given_up(self.target.project, plans)

    def discard(self, plans: Iterable[Planned]) -> None:
        """Throw the plan's change sets away."""
        discard(self.worker(_hush, Event()), plans)

    def carry_out(self, plans: Sequence[Planned], tell: Tell, stop: Event) -> tuple[StackOutcome, ...]:
        """Do what was planned. Raises StopError when ``stop`` is set."""
        worker = self.worker(tell, stop)
        target = self.target
        made = [planned.stack for planned in plans if planned.action in MAKING]
        LinkedRoles(target.aws, tell).prepare(made)
        gate = ConnectionGate(target.aws, target.project, tell, worker.operations.pace, is_patient=self.wait)
        return carry_out(worker, gate, plans, stop)

    def is_idle(self, plans: Iterable[Planned]) -> bool:
        """Whether there is nothing to agree to."""
        return all(planned.action is Action.NOTHING for planned in plans)

    def refused(self, plans: Iterable[Planned]) -> tuple[StackOutcome, ...]:
        """What became of stacks of which one, at least, CloudFormation refuses to plan."""
        return tuple(
            StackOutcome(planned.stack.name, State.FAILED if planned.error else State.SKIPPED, error=planned.error)
            for planned in plans
        )

    def outputs(self) -> Mapping[str, str]:
        """What there is to look at now, by name."""
        shown: dict[str, str] = {}
        for stack in self.stacks:
            name = _SHOWN.get(stack.noun)
            live = find_stack(self.target.aws, stack.name) if name else None
            if name and live and name in live.outputs:
                shown[name] = live.outputs[name]
        return shown

    def worker(self, tell: Tell, stop: Event) -> StackDeploy:
        """What brings one stack about, or deletes it."""
        aws, caller, names = self.target.aws, self.target.caller, self.target.project.names
        artifacts = names.artifact_bucket.replace(ACCOUNT, caller.account).replace(REGION, aws.region)
        found = Leftovers(aws, caller)
        return StackDeploy(
            Operations(aws, tell, lambda: Pace(stop)),
            bodies=Bodies(aws, self.bucket or artifacts),
            leftovers=found if self.takes_over else None,
            kept=found,
        )
