"""A node tree and the schema -> complaints; most often there are none, and nothing is loaded to find them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.problems import Problem
from generator.spec.node import Mapping, plain
from generator.spec.obey import obeys


def problems(root: Mapping, part: dict[str, Any]) -> Iterator[Problem]:
    """Everything in which the document ``root`` breaks a part of the schema."""
    document = plain(root)
    if obeys(document, part):
        return
    # Imported here: few runs have something to say, and it takes as long to load as a spec takes to compile.
    from generator.spec import complaint, validator

    for error in validator.errors(document, part):
        yield from complaint.told(error, root)
