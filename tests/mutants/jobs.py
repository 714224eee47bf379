"""Mutants of jobs: what runs at its times, what tells of a run that failed, and what gives it a new image."""

from __future__ import annotations

import json
from typing import Any

from tests.mutants.mutant import Damage, Mutant, add, drop, put
from tests.mutants.world import World

_NO_JOB = "the spec has no job called nightly"
_IAM, _JOB, _SCHEDULE = "nightly/iam", "nightly/job", "nightly/schedule"
_TARGET = "Resources/Schedule/Properties/Target"
_TASK = f"{_TARGET}/EcsParameters"
_ALARM = "Resources/RunsUndeliveredAlarm"
_DIMENSION = f"{_ALARM}/Properties/Dimensions/0/Value"
_IMAGE = "Parameters/Image"
_CONTAINERS = "Resources/TaskDefinition/Properties/ContainerDefinitions"
_STAGES = "Resources/Pipeline/Properties/Stages"
_UPDATE = f"{_STAGES}/Jobs/Actions/nightly/Configuration"


def _statement(role: str, sid: str, **values: Any) -> Damage:
    """Other values in a statement of one of the job's roles; None takes the whole statement away."""

    def damage(world: World) -> None:
        path = f"Resources/{role}/Properties/Policies/0/PolicyDocument/Statement"
        statements = world.get(_IAM, path)
        if not values:
            statements[:] = [each for each in statements if each["Sid"] != sid]
            return
        next(each for each in statements if each["Sid"] == sid).update(values)

    return damage


def _first_role_alone(world: World) -> None:
    """Of the two that tasks have, that of the program."""
    for role in ("SchedulerRole", "ReleaseRole"):
        for each in world.get(_IAM, f"Resources/{role}/Properties/Policies/0/PolicyDocument/Statement"):
            if each["Sid"] == "PassTaskRoles":
                del each["Resource"][1]


def _jobs_first(world: World) -> None:
    """The stage of the jobs before the one that shifts the traffic."""
    stages = world.get("pipeline", _STAGES)
    names = [stage["Name"] for stage in stages]
    world.get(_SCHEDULE, "Resources/Schedule")
    deploy, jobs = names.index("Deploy"), names.index("Jobs")
    stages[deploy], stages[jobs] = stages[jobs], stages[deploy]


def _jobs_beside(world: World) -> None:
    """The jobs' actions in the stage of the release, at the same time."""
    world.get(_SCHEDULE, "Resources/Schedule")
    stages = world.get("pipeline", _STAGES)
    jobs = next(stage for stage in stages if stage["Name"] == "Jobs")
    stages.remove(jobs)
    next(stage for stage in stages if stage["Name"] == "Deploy")["Actions"] += jobs["Actions"]


def _of_another_family(world: World) -> None:
    """It starts the task of the service, and its role may start that of the job."""
    world.get(_SCHEDULE, _TASK)["TaskDefinitionArn"] = {"Fn::ImportValue": "shop-prod-ecs-TaskDefinitionArn"}
    value = {"Value": {"Ref": "BootstrapTaskDefinition"}, "Export": {"Name": "shop-prod-ecs-TaskDefinitionArn"}}
    add("ecs", "Outputs/TaskDefinitionArn", value)(world)


def _nothing_ends_it(world: World) -> None:
    for container in world.get(_SCHEDULE, _CONTAINERS):
        container["Essential"] = False


def _another_parameter(world: World) -> None:
    given = json.loads(world.get("pipeline", f"{_UPDATE}/ParameterOverrides"))
    put("pipeline", f"{_UPDATE}/ParameterOverrides", json.dumps({"ImageUri": given["Image"]}))(world)


def _seen(id: str, rule: str, damage: Damage) -> Mutant:
    return Mutant(id, rule, damage, _NO_JOB)


MUTANTS = (
    _seen("dead-letters-gone", "dead-letter-queue", drop(_SCHEDULE, f"{_TARGET}/DeadLetterConfig")),
    _seen("dead-letters-unwatched", "dead-letter-queue", drop(_JOB, _ALARM)),
    _seen(
        "dead-letters-watched-elsewhere", "dead-letter-queue", put(_JOB, _DIMENSION, "shop-dev--nightly_undelivered")
    ),
    _seen("alarm-that-tells-nobody", "dead-letter-queue", put(_JOB, f"{_ALARM}/Properties/AlarmActions", [])),
    _seen("may-not-tell-of-dead-letters", "deploy-permissions", _statement("SchedulerRole", "TellUndelivered")),
    _seen(
        "tells-another-queue",
        "permission-resource",
        _statement("SchedulerRole", "TellUndelivered", Resource="arn:aws:sqs:eu-central-1:111122223333:other"),
    ),
    _seen("may-not-start", "deploy-permissions", _statement("SchedulerRole", "RunTask")),
    _seen("starts-any-task", "wildcard-resource", _statement("SchedulerRole", "RunTask", Resource="*", Condition={})),
    _seen("starts-another-family", "permission-resource", _of_another_family),
    _seen("execution-role-not-passed", "permission-resource", _first_role_alone),
    _seen("passes-any-role", "pass-role", _statement("SchedulerRole", "PassTaskRoles", Resource="*")),
    _seen(
        "taken-on-by-events",
        "role-trust",
        put(
            _IAM,
            "Resources/SchedulerRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal/Service",
            "events.amazonaws.com",
        ),
    ),
    _seen(
        "taken-on-for-anybody",
        "trust-source",
        drop(_IAM, "Resources/SchedulerRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition"),
    ),
    _seen("in-no-subnet", "schedule-network", drop(_SCHEDULE, f"{_TASK}/NetworkConfiguration")),
    _seen("two-ways-to-run", "schedule-network", add(_SCHEDULE, f"{_TASK}/LaunchType", "FARGATE")),
    _seen("any-image", "image-parameter", drop(_SCHEDULE, f"{_IMAGE}/AllowedPattern")),
    _seen("updated-before-the-release", "schedule-order", _jobs_first),
    _seen("updated-beside-the-release", "schedule-order", _jobs_beside),
    _seen("given-another-parameter", "action-parameters", _another_parameter),
    _seen("nothing-ends-it", "essential-container", _nothing_ends_it),
)
