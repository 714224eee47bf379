"""Mutants of the pipeline as a program: what starts it, what it waits for, what it hands on and refers to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.mutants.mutant import Damage, Mutant, add, put, reword
from tests.mutants.world import NotApplicableError, World

_PIPELINE = "Resources/Pipeline/Properties"
_STAGES = f"{_PIPELINE}/Stages"
_TAGS = f"{_PIPELINE}/Triggers/0/GitConfiguration/Push/0/Tags"
_DEPLOY = f"{_STAGES}/Deploy/Actions/0"
_PROJECT = "Resources/BuildProject/Properties"
_NO_APPROVAL = "nobody approves"
_NO_TAG = "a branch starts it"


def _approve_last(world: World) -> None:
    stages = world.get("pipeline", _STAGES)
    [index] = [n for n, stage in enumerate(stages) if stage["Name"] == "Approval"] or [-1]
    if index < 0:
        raise NotApplicableError(_NO_APPROVAL)
    stages.append(stages.pop(index))


def _from_source(key: str) -> Damage:
    def damage(world: World) -> None:
        deploy = world.get("pipeline", _DEPLOY)
        if key not in deploy["Configuration"]:
            raise NotApplicableError(key)
        deploy["Configuration"][key] = "SourceOutput"
        deploy["InputArtifacts"].append({"Name": "SourceOutput"})

    return damage


def _undeclared(world: World) -> None:
    action = world.get("pipeline", f"{_STAGES}/1/Actions/0/Configuration")
    variables = json.loads(action["EnvironmentVariables"])
    variables[0]["value"] = "#{variables.NOBODY}"
    action["EnvironmentVariables"] = json.dumps(variables)


def _two_stages_of_a_name(world: World) -> None:
    stages = world.get("pipeline", _STAGES)
    stages[1]["Name"] = stages[0]["Name"]


def _admits(damage: Callable[[list[Any]], None]) -> Damage:
    """A pipeline whose stage that admits is elsewhere, or gone."""

    def on_stages(world: World) -> None:
        stages = world.get("pipeline", _STAGES)
        if not any(stage["Name"] == "Admit" for stage in stages):
            raise NotApplicableError(_NO_TAG)
        damage(stages)

    return on_stages


def _after_the_build(stages: list[Any]) -> None:
    stages[1], stages[2] = stages[2], stages[1]


def _beside_the_build(stages: list[Any]) -> None:
    stages[2]["Actions"] += stages.pop(1)["Actions"]


def _by_the_commit(world: World) -> None:
    stages = world.get("pipeline", _STAGES)
    if not any(stage["Name"] == "Admit" for stage in stages):
        raise NotApplicableError(_NO_TAG)
    stages[1]["Actions"][0]["InputArtifacts"] = [{"Name": "SourceOutput"}]
    world.get("pipeline", "Resources/AdmissionProject/Properties/Source")["BuildSpec"] = "admit.yml"


MUTANTS = (
    Mutant("nothing-admits", "tag-admission", _admits(lambda stages: stages.pop(1)), absent=_NO_TAG),
    Mutant("admits-after-the-build", "tag-admission", _admits(_after_the_build), absent=_NO_TAG),
    Mutant("admits-beside-the-build", "tag-admission", _admits(_beside_the_build), absent=_NO_TAG),
    Mutant("admits-by-the-commit", "tag-admission", _by_the_commit, absent=_NO_TAG),
    Mutant("no-version-is-so-long", "tag-pattern", put("pipeline", f"{_TAGS}/Includes/0", "v[0-9][0-9][0-9]")),
    Mutant("capital-v", "tag-pattern", put("pipeline", f"{_TAGS}/Includes/0", "V*")),
    Mutant("any-tag", "tag-pattern", put("pipeline", f"{_TAGS}/Includes/0", "*")),
    Mutant("all-excluded", "tag-pattern", add("pipeline", f"{_TAGS}/Excludes", ["**"])),
    Mutant("approval-after-the-release", "approval-order", _approve_last, absent=_NO_APPROVAL),
    Mutant("release-with-a-time-limit", "action-timeout", add("pipeline", f"{_DEPLOY}/TimeoutInMinutes", 10)),
    Mutant("variable-of-nobody", "pipeline-variables", _undeclared),
    Mutant(
        "github-of-aws", "action-provider", put("pipeline", f"{_STAGES}/0/Actions/0/ActionTypeId/Provider", "GitHub")
    ),
    Mutant("source-of-its-own", "project-source", put("pipeline", f"{_PROJECT}/Source/Type", "GITHUB")),
    Mutant(
        "image-of-the-source", "released-files", _from_source("Image1ArtifactName"), absent="ECS releases by itself"
    ),
    Mutant(
        "task-definition-of-the-source",
        "released-files",
        _from_source("TaskDefinitionTemplateArtifact"),
        absent="ECS releases by itself",
    ),
    Mutant("stage-twice", "pipeline-stages", _two_stages_of_a_name),
    Mutant(
        "build-asks-for-another-pipeline",
        "build-names",
        reword("buildspec.yml", '--pipeline-name "$PIPELINE"', "--pipeline-name other"),
    ),
)
