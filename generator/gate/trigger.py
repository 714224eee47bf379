"""A pipeline -> the push filters of its triggers, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.subject import Path
from generator.gate.system import Resource
from generator.gate.value import mappings


def pushes(pipeline: Resource) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Those of all of its triggers.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
    """
    for number, trigger in enumerate(mappings(pipeline.properties, "Triggers")):
        for index, push in enumerate(mappings(trigger, "GitConfiguration", "Push")):
            yield ("Triggers", number, "GitConfiguration", "Push", index), push
