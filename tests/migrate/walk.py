"""One run of a migration against a stand-in for AWS: what ``canaryform migrate`` does, without a person."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from generator.app.build.compile import Build
from generator.app.deploy.schedule import Pace
from generator.app.migrate.move import Move
from generator.app.migrate.run import Migration, move_of, plan, run
from generator.app.run.batch import Result
from generator.app.run.target import target
from generator.live.client import Aws


def move(aws: Aws, new: Build) -> Move:
    """The shop's ``prod`` on its way, without a pause between looks."""
    project = next(each for each in new.projects if each.environment.name == "prod")
    found = move_of(target(Result("", new), project.services[0], lambda _: aws), lambda _: None, Event())
    operations = replace(found.worker.operations, pace=lambda: Pace(Event(), 0, 0))
    return replace(found, worker=replace(found.worker, operations=operations))


def walk(aws: Aws, new: Build) -> tuple[Migration, list[str]]:
    """Plan and do it; what was planned, and what it told."""
    told: list[str] = []
    on_its_way = move(aws, new)
    migration = plan(on_its_way)
    run(on_its_way, migration, told.append)
    return migration, told
