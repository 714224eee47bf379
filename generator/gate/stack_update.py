"""A pipeline's CloudFormation action -> the template that it puts into an account, and what it gives its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generator.gate.action import Action, actions
from generator.gate.subject import Subject
from generator.gate.system import Resource, System, Task
from generator.gate.value import at, document, is_literal, mapping, sequence, text

_MODES = ("CREATE_UPDATE", "CHANGE_SET_REPLACE", "REPLACE_ON_FAILURE")
"""Those that read a template: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html."""


class StackUpdate(NamedTuple):
    """One action that updates the stack of a template."""

    action: Action
    template: Subject
    given: Mapping[str, Any]
    """Parameter -> value, as ``ParameterOverrides`` says it."""


def stack_updates(system: System) -> Iterator[StackUpdate]:
    """Those of which it is known what template they put into an account."""
    for action in actions(system):
        template = template_of(system, action) if action.provider == "CloudFormation" else None
        if template:
            written = action.configuration.get("ParameterOverrides")
            yield StackUpdate(action, template, mapping(document(written)))


def template_of(system: System, action: Action) -> Subject | None:
    """The one that the action means, ``ARTIFACT::PATH``; nothing where several have that path's end.

    Where none has, as a build may call its files what it likes, that of the stack which the action names.
    """
    _, _, path = text(action.configuration, "TemplatePath").partition("::")
    if text(action.configuration, "ActionMode") not in _MODES or not is_literal(path):
        return None
    wanted = PurePosixPath(path).parts
    ends = [each for each in system.templates if PurePosixPath(each.path).parts[-len(wanted) :] == wanted]
    folder = PurePosixPath(action.pipeline.template.path).parent
    near = [each for each in ends if PurePosixPath(each.path).parent == folder]
    stack = text(action.configuration, "StackName")
    found = near or ends or [each for each in system.templates if each.stack == stack]
    return found[0] if len(found) == 1 else None


def given_image(system: System, task: Task, index: int) -> str:
    """The image that a pipeline gives a container of a template, ``#{Build.IMAGE_URI}``; nothing where none does."""
    return next((image for _, image in _given(system, task, index)), "")


def giving(system: System, task: Task, index: int) -> Resource | None:
    """The pipeline that gives it."""
    return next((update.action.pipeline for update, _ in _given(system, task, index)), None)


def _given(system: System, task: Task, index: int) -> Iterator[tuple[StackUpdate, str]]:
    if not isinstance(task.place, Resource):
        return
    listed = at(task.place.body, "Properties", "ContainerDefinitions")
    branches = sequence(listed, "Fn::If")
    # What holds is the first branch, as for every other rule.
    containers = sequence(branches[1] if len(branches) > 1 else listed)
    parameter = text(containers[index], "Image", "Ref") if index < len(containers) else ""
    stack = task.place.template.stack
    for update in stack_updates(system) if parameter else ():
        if update.template.stack == stack and (image := text(update.given, parameter)):
            yield update, image


def is_released(system: System, task: Task) -> bool:
    """Whether a pipeline gives any container of a template's task definition its image."""
    containers = sequence(task.properties, "ContainerDefinitions")
    return any(given_image(system, task, index) for index in range(len(containers)))
