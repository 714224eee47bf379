"""Step 1: what keeps a service from being migrated now, all of it at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.migrate.controller import CONTROLLER
from generator.app.migrate.move import Move
from generator.app.migrate.traffic import healthy
from generator.gitflow.step import fault
from generator.live.alarm import alarms
from generator.live.codedeploy import running_deployments
from generator.live.pipeline import Pipeline, find_pipeline
from generator.live.stack import find_stack
from generator.model.service import Service
from generator.problems import Problem
from generator.resources.alarm import alarm_names

CODE = "not-ready-to-migrate"
ENGINE = "ecs"
_STAGE = "Deploy"
_NOUNS = ("iam", "routes", "ecs", "monitoring", "codedeploy")


def wrong_engine(service: Service) -> Problem | None:
    """The spec says first what is wanted; a migration brings what runs to it."""
    if not service.answers:
        message = "a worker is released by ECS already: there is nothing to migrate"
        return Problem(service.origin, message, "migrate-engine", "name a service with traffic by -s")
    if service.release.engine == ENGINE:
        return None
    message = f"release.engine is {service.release.engine}, and a migration brings what runs to what the spec says"
    return Problem(service.release.origin, message, "migrate-engine", f"write `engine: {ENGINE}` under release first")


def obstacles(move: Move) -> Iterator[Problem]:
    """One for each; of a migration that was begun, only what may not be at its next step."""
    names = move.service.names
    found = move.live
    if found.controller != CONTROLLER:
        yield from _by_codedeploy(move)
        yield from _stacks(move)
    pipeline = find_pipeline(move.aws, names.pipeline)
    if pipeline:
        yield from _pipeline(pipeline)
    for alarm in alarms(move.aws, alarm_names(move.service)):
        if alarm.is_firing:
            message = "fires: ECS ignores for a whole release what fires when it begins, so that nobody would watch it"
            yield fault(alarm.name, message, CODE, f"mend that first; `{move.target.command('status')}` has the reason")


def _by_codedeploy(move: Move) -> Iterator[Problem]:
    names, found = move.service.names, move.live
    status = f"wait until it has ended: {move.target.command('status')} --watch"
    for deployment in running_deployments(move.aws, move.service):
        yield fault(names.deployment_group, f"deployment {deployment.id} is {deployment.status}", CODE, status)
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-deployment-controller-migration.html
    if found.primary is None or len(found.task_sets) != 1:
        message = f"has {len(found.task_sets)} task sets, and ECS takes over one, which is the primary one"
        yield fault(names.ecs_service, message, CODE, status)
    live = move.routes.live
    if not live:
        yield fault(names.base, "no target group has all of the production traffic", CODE, status)
    elif not healthy(move.aws, live):
        message = "no task is healthy in the target group that has all of the traffic"
        yield fault(names.base, message, CODE, f"see `{move.target.command('doctor')}`")


def _stacks(move: Move) -> Iterator[Problem]:
    for noun in (*_NOUNS, *move.pipeline):
        live = find_stack(move.aws, move.service.names.stack(noun))
        if live is None:
            message = "is no stack that is there"
            yield fault(move.service.names.stack(noun), message, CODE, "deploy the service with `engine: codedeploy`")
        elif not live.is_settled:
            yield fault(live.name, f"is {live.status}", CODE, "wait until that has ended, or mend it")


def _pipeline(pipeline: Pipeline) -> Iterator[Problem]:
    stage = next((each for each in pipeline.stages if each.name == _STAGE), None)
    if running := [each.name for each in pipeline.stages if each.status == "InProgress"]:
        yield fault(pipeline.name, f"runs ({', '.join(running)})", CODE, "wait until that run has ended, or stop it")
    if stage and not stage.disabled:
        message = f"lets runs into the stage {_STAGE}: a tag in the middle would release to half a system"
        yield fault(pipeline.name, message, CODE, transition_command(pipeline, "disable"))


def transition_command(pipeline: Pipeline, verb: str) -> str:
    """What closes, or opens, the way into the stage that deploys.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/transitions.html
    """
    reason = " --reason 'canaryform migrate'" if verb == "disable" else ""
    return (
        f"aws codepipeline {verb}-stage-transition --region {pipeline.region} --pipeline-name {pipeline.name} "
        f"--stage-name {_STAGE} --transition-type Inbound{reason}"
    )
