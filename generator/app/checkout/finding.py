"""What a look at the repository finds, before it has a place in the spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.spec.node import Step


class Finding(NamedTuple):
    """Something that the build would fail on; ``path`` is what the spec says about it, inside an environment."""

    path: tuple[Step, ...]
    message: str
    hint: str = ""
