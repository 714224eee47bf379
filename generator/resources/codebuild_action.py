"""A CodeBuild project of the service -> the pipeline's action that runs it, and the variables that it gives it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from troposphere import Ref
from troposphere.codepipeline import Actions, InputArtifacts, OutputArtifacts

from generator.model.service import Service
from generator.naming import logical
from generator.resources.action_type import action_type
from generator.resources.admission import COMMIT
from generator.resources.image_push import SOURCE_DIGEST
from generator.resources.release_tag import BEFORE_VARIABLE, RELEASE_VARIABLE
from generator.resources.source_action import MAIN_OUTPUT, SOURCE_NAMESPACE, SOURCE_OUTPUT

BUILD_OUTPUT = "BuildOutput"
BUILD_NAMESPACE = "Build"
_COMMIT_ID = f"#{{{SOURCE_NAMESPACE}.CommitId}}"

_RUN = {
    "PIPELINE_EXECUTION_ID": "#{codepipeline.PipelineExecutionId}",
    RELEASE_VARIABLE: f"#{{variables.{RELEASE_VARIABLE}}}",
}
"""What exists in every run.

The build asks for the tag by the run's id, instead of being given ``#{SourceVariables.TagName}``: a run that no tag
started has no such variable, and an action that names a variable that does not exist fails before it starts.
https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
"""


def admit_action() -> Actions:
    """The commit is the one that the build takes, by whatever the run was started."""
    return _action("Admit", logical.ADMISSION_PROJECT, MAIN_OUTPUT, {COMMIT: _COMMIT_ID})


_TOLD = {
    "Find": {SOURCE_DIGEST: f"#{{{SOURCE_NAMESPACE}.ImageDigest}}"},
    "Promote": {COMMIT: _COMMIT_ID},
}
"""Stage that builds nothing -> which image it is told to look for."""


def build_action(service: Service, *, leaves_files: bool, exports: bool) -> Actions:
    """What it hands over are files, or the variables that its buildspec exports, or both."""
    name = "Find" if service.is_pushed else "Promote" if service.is_promoted else "Build"
    files = {"OutputArtifacts": [OutputArtifacts(Name=BUILD_OUTPUT)]} if leaves_files else {}
    exported = {"Namespace": BUILD_NAMESPACE} if exports else {}
    return _action(name, logical.BUILD_PROJECT, SOURCE_OUTPUT, _TOLD.get(name, {}), **files, **exported)


def before_action() -> Actions:
    """Every CodeBuild action has an artifact; this one looks into none, but at the commit that it is of."""
    given = {BEFORE_VARIABLE: f"#{{variables.{BEFORE_VARIABLE}}}"}
    return _action("Before", logical.BEFORE_PROJECT, SOURCE_OUTPUT, given)


def _action(name: str, project: str, artifact: str, given: Mapping[str, str], **left: Any) -> Actions:
    """``given`` are environment variables beside those of every run; ``left`` says what the project leaves."""
    variables = [{"name": key, "value": value, "type": "PLAINTEXT"} for key, value in {**_RUN, **given}.items()]
    return Actions(
        Name=name,
        ActionTypeId=action_type("Build", "CodeBuild"),
        Configuration={"ProjectName": Ref(project), "EnvironmentVariables": json.dumps(variables)},
        InputArtifacts=[InputArtifacts(Name=artifact)],
        **left,
        RunOrder=1,
    )
