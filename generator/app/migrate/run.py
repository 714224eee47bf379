"""A service and the engine that its spec names -> the steps that are left, and each of them done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event

from generator.app.deploy.desired import wanted
from generator.app.deploy.progress import Progress
from generator.app.deploy.session import Session
from generator.app.migrate.controller import TAKE_OVER, is_by_ecs
from generator.app.migrate.hand_over import HAND_OVER
from generator.app.migrate.move import Move
from generator.app.migrate.preflight import CODE, obstacles, wrong_engine
from generator.app.migrate.rehearsal import REHEARSAL
from generator.app.migrate.roles import ROLES
from generator.app.migrate.rules import RULES
from generator.app.migrate.step import Step
from generator.app.migrate.swap import SWAP
from generator.app.migrate.traffic import Watch
from generator.app.migrate.watched import Watched
from generator.app.run.prepare import judge
from generator.app.run.target import Chosen, Target
from generator.errors import SpecError
from generator.gitflow.step import fault

STEPS: tuple[Step, ...] = (ROLES, RULES, TAKE_OVER, HAND_OVER, REHEARSAL, SWAP)
"""After the first, which only looks."""
FIRST = 2
"""The number of the first of them."""


@dataclass(frozen=True)
class Planned:
    """A step, and what it will do; nothing where it is done."""

    number: int
    step: Step
    what: str

    @property
    def is_left(self) -> bool:
        """Whether it is still to be done."""
        return bool(self.what)


@dataclass(frozen=True)
class Migration:
    """What is to be done."""

    steps: tuple[Planned, ...]
    has_way_back: bool
    """Whether CodeDeploy shifts the service's releases still: then there is something to agree to."""


def refuse_spec(chosen: Chosen) -> None:
    """Raises SpecError where the spec does not want the service moved, or what it asks for is not in order."""
    if problem := wrong_engine(chosen.service):
        raise SpecError([problem])
    if problems := judge(chosen.result.build):
        raise SpecError(problems)


def move_of(target: Target, tell: Callable[[Progress], None], stop: Event) -> Move:
    """The service on its way, whose spec wants it."""
    watch = Watch(target.aws, target.service)
    looking = replace(target, aws=Watched(target.aws, watch))
    own = {
        stack.noun: stack
        for stack in wanted(target.result.build, target.project)
        if stack.service == target.service.name
    }
    return Move(looking, Session(looking, (), target.service.name).worker(tell, stop), own, watch)


def plan(move: Move) -> Migration:
    """Each step, and what it will do. Raises SpecError with all that is in the way, or when there is nothing to do."""
    has_way_back = not is_by_ecs(move)
    steps = tuple(
        Planned(number, step, "" if step.is_done(move) else step.what(move))
        for number, step in enumerate(STEPS, start=FIRST)
    )
    if not any(each.is_left for each in steps):
        message = "runs on ecs already: there is nothing to migrate"
        mend = f"`{move.target.command('status')}` shows how it is"
        raise SpecError([fault(move.service.names.ecs_service, message, CODE, mend)])
    if problems := [*obstacles(move)]:
        raise SpecError(problems)
    return Migration(steps, has_way_back)


def run(move: Move, migration: Migration, tell: Callable[[str], None]) -> None:
    """Do what is left, each step checked before the next. Raises what a step met, or that the traffic has moved."""
    move.watch.begin()
    for each in migration.steps:
        name = f"{each.number}. {each.step.name}"
        if not each.is_left:
            tell(f"{name}: done before")
            continue
        tell(f"{name}: {each.what}")
        each.step.do(move)
        move.watch()
        if not each.step.is_done(move):
            message = f"step {each.number} ({each.step.name}) has ended, and AWS does not show what it was to bring"
            raise SpecError([fault(move.service.names.ecs_service, message, CODE, "run the same command again")])
        tell(f"{name}: done")
