"""The build: what runs before and around ``docker build``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Build:
    """How CodeBuild tests and builds the image."""

    test: tuple[str, ...] = ("npm ci", "npm test")
    version_file: str = "package.json"
    """The file, in the build context, whose version must equal the tag; ``none`` checks nothing."""
    compute: str = "small"
    cache: bool = True
    args: Mapping[str, str] = field(default_factory=dict)
    """The Dockerfile's ``ARG``s, beside ``VERSION``."""
    target: str | None = None
    """The stage of the Dockerfile that is the image; None: its last."""
    registry_login: str | None = None
    """Secrets Manager secret with ``username`` and ``password`` of Docker Hub, by name or ARN."""
    origin: Location = origin()
