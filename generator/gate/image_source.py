"""A pipeline that takes an image from ECR -> the actions that do, and whose pushes start it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.gate.action import PIPELINE, Action, actions, actions_of
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import document as parsed
from generator.gate.value import is_literal, lacks, mapping, mappings, sequence, text

EVENT = "ECR Image Action"
"""https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html"""


class Start(NamedTuple):
    """A rule that starts a pipeline when something happens in ECR."""

    rule: Resource
    path: Path
    """Of the target."""
    pipeline: Resource
    images: list[Action]
    """The pipeline's actions that take an image."""


def image_sources(pipeline: Resource) -> list[Action]:
    """Its actions that take an image from ECR: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html."""
    return [action for action in actions_of(pipeline) if _is_image(action)]


def taken(system: System) -> set[str]:
    """The repositories that pipelines take images from: they are there, also where no template makes them."""
    found = {text(action.configuration, "RepositoryName") for action in actions(system) if _is_image(action)}
    return found - {""}


def starts(system: System) -> Iterator[Start]:
    """Of all rules that wait for ECR."""
    for rule in system.of("AWS::Events::Rule"):
        if EVENT not in sequence(parsed(rule.properties.get("EventPattern")), "detail-type"):
            continue
        for index, target in enumerate(mappings(rule.properties, "Targets")):
            if pipeline := system.find(PIPELINE, target.get("Arn")):
                yield Start(rule, ("Targets", index), pipeline, image_sources(pipeline))


def image_tags(rule: Resource) -> list[str] | None:
    """The tags that it waits for, as globs in which ``**`` is any text; nothing where they are not known.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    """
    detail = mapping(parsed(rule.properties.get("EventPattern")), "detail")
    if lacks(detail, "image-tag"):
        return ["**"]
    globs = [_glob(each) for each in sequence(detail, "image-tag")]
    return [each for each in globs if each] if all(globs) else None


def _glob(value: object) -> str:
    """Of one value that an event may have; nothing for what no glob says."""
    if isinstance(value, str):
        return _escaped(value) if is_literal(value) else ""
    [(operator, operand)] = value.items() if isinstance(value, Mapping) and len(value) == 1 else [("", "")]
    if not (isinstance(operand, str) and is_literal(operand)):
        return ""
    made = {"wildcard": "**".join(map(_escaped, operand.split("*"))), "prefix": f"{_escaped(operand)}**"}
    return {**made, "suffix": f"**{_escaped(operand)}"}.get(str(operator), "")


def _escaped(literal: str) -> str:
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", literal)


def _is_image(action: Action) -> bool:
    return action.category == "Source" and action.provider == "ECR"
