"""What runs beside the service's own container in each of its tasks: containers, and file systems of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.origin import origin
from generator.problems import Location

COLLECTOR = "aws-otel-collector"
"""The container that ``tracing`` adds."""
COLLECTOR_PORTS = (4317, 4318)
"""Where it takes traces by OTLP, as gRPC and by HTTP."""


@dataclass(frozen=True)
class Sidecar:
    """A container beside the service's own, which shares its network: each port is taken once in a task."""

    image: str | None = None
    """With its registry, and a tag or a digest. A valid spec gives it."""
    port: int | None = None
    command: tuple[str, ...] = ()
    """In the place of the image's own; empty: that one."""
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    essential: bool = True
    """Whether the task ends with it."""
    depends_on: Mapping[str, str] = field(default_factory=dict)
    """Container of the task -> ``start``, ``complete``, ``success`` or ``healthy``: what it waits for."""
    health_check: tuple[str, ...] = ()
    """A program of the image and its arguments, which ECS runs inside it; empty: none."""
    volumes: Mapping[str, str] = field(default_factory=dict)
    """Volume of the service -> the path that it is at."""
    read_only: bool = True
    origin: Location = origin()


@dataclass(frozen=True)
class Volume:
    """A file system of a task: empty when the task starts, or one of EFS."""

    path: str | None = None
    """Where the service's own container has it; None: nowhere."""
    efs: str | bool | None = None
    """The id of a file system of EFS; True: the environment's, which is made; None: an empty one, that goes with the
    task."""
    access_point: str | None = None
    """The access point that one with an id is entered by: which folder, and as whom."""
    read_only: bool = False
    origin: Location = origin()

    @property
    def is_made(self) -> bool:
        """Whether it is the service's folder of the file system that the environment has of its own."""
        return self.efs is True
