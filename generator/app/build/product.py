"""What a build leaves to be written and reported: plain values, which a cache keeps and processes exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from generator.artifacts import AnyArtifact
from generator.problems import Problem
from generator.spec.base import Base


class Format(StrEnum):
    """How templates are written."""

    YAML = "yaml"
    JSON = "json"


class Request(NamedTuple):
    """What to compile."""

    text: str
    file: str
    template_format: Format
    bases: tuple[Base, ...] = ()
    """What it extends, the nearest first."""


class StackSummary(NamedTuple):
    """One line of the summary: a stack in deploy order."""

    name: str
    noun: str
    folder: str
    service: str
    """Whose it is; empty for what services share."""
    template_path: str
    resources: int
    depends_on: tuple[str, ...]
    needs_iam: bool
    by_administrator: bool = False
    """Whether it stands beside that order: deployed once, by hand."""
    regions: tuple[str, ...] = ()


class Source(NamedTuple):
    """What an environment's build takes from the repository."""

    service: str
    environment: str
    context: str
    dockerfile: str
    version_file: str
    test: tuple[str, ...]
    registry_login: str | None
    target: str | None
    port: int | None
    """None where nothing asks it."""
    architecture: str
    read_only: bool
    tmp: bool
    main: str
    """The branch that a run started by hand takes."""
    accepts: tuple[str, ...]
    """Warnings that the spec has a reason to live with."""


class Start(NamedTuple):
    """What starts the pipeline of one service in one environment."""

    environment: str
    service: str
    kind: str
    """``branch`` or ``tag``."""
    pattern: str
    context: str
    """The folder that its image is built from; empty for the repository's root."""


class Claims(NamedTuple):
    """What a spec asks of the repository that it is in."""

    repository: str
    environment: str
    """The one whose settings speak for the repository."""
    settings: tuple[tuple[str, str], ...]
    """Keys of ``git``, each with its value as a spec has it."""
    starts: tuple[Start, ...]


class Neighbour(NamedTuple):
    """A valid spec, and what it asks of its repository."""

    file: str
    text: str
    project: str
    claims: Claims
    bases: tuple[Base, ...] = ()


@dataclass(frozen=True)
class Product:
    """All of a build that outlives it. With ``problems`` of the spec there is nothing else."""

    file: str
    project: str = ""
    environments: tuple[str, ...] = ()
    stacks: tuple[StackSummary, ...] = ()
    artifacts: Sequence[AnyArtifact] = ()
    sources: tuple[Source, ...] = ()
    claims: Claims | None = None
    notes: tuple[str, ...] = ()
    """What a person should know, and may have meant."""
    origins: Mapping[str, Mapping[str, tuple[str, int, int]]] = field(default_factory=dict)
    """A template's path, then a logical id -> file, line and column that asked for the resource."""
    problems: tuple[Problem, ...] = ()
