"""The container of a service: its size, how many run, and what it may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from generator.model.origin import origin
from generator.model.release import Breach
from generator.model.sidecar import Sidecar, Volume
from generator.problems import Location


@dataclass(frozen=True)
class HealthCheck:
    """What the load balancer asks a task before it sends traffic. Times are in seconds."""

    path: str = "/"
    interval: int = 15
    timeout: int = 5
    healthy: int = 2
    unhealthy: int = 3
    codes: str = "200-299"
    port: int | None = None
    """Where it asks; None: where the requests go."""
    grace: int = 60
    """Seconds after its start in which a failing task is not replaced."""
    command: tuple[str, ...] = ()
    """What ECS runs inside the container beside that, to ask it the same: a program and its arguments."""
    origin: Location = origin()

    @property
    def breach(self) -> Breach:
        """Longer than a task may take to start, and be found healthy: a starting one counts as unhealthy.

        ECS replaces a failing task after the grace period; the load balancer finds one healthy after some checks.
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
        Maxima of minutes: a start touches one minute more than it fills.
        """
        starting = ceil((self.grace + self.healthy * self.interval) / 60) + 1
        return Breach(starting + 1, starting + 2)


@dataclass(frozen=True)
class Count:
    """How many tasks run: between ``min`` and ``max``, by what has a target."""

    min: int = 2
    max: int = 2
    cpu: int | None = None
    """Target average CPU utilisation in percent."""
    memory: int | None = None
    """Target average memory utilisation in percent."""
    requests: int | None = None
    """Target requests per task and minute."""
    response_time: float | None = None
    """Target seconds, on average, until a task has answered."""
    scale_out_cooldown: int = 60
    """Seconds after tasks were added in which only still more of them are."""
    scale_in_cooldown: int = 300
    """Seconds after tasks were taken away in which no more of them are."""
    origin: Location = origin()

    @property
    def scales(self) -> bool:
        """Whether there is anything for Application Auto Scaling to do."""
        return self.max > self.min


@dataclass(frozen=True)
class Ulimit:
    """One resource limit of the operating system, in the unit of its name; -1 is none."""

    soft: int | None = None
    """Where the process is held, until it asks for more."""
    hard: int | None = None
    """The most that it may ask for. A valid spec gives both."""
    origin: Location = origin()


@dataclass(frozen=True)
class Permission:
    """One statement of the task role."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    origin: Location = origin()


@dataclass(frozen=True)
class Container:
    """One container on Fargate."""

    port: int | None = None
    """Where it is asked; None where nothing asks it. A valid spec gives one to a service, to a worker that connects."""
    image: str | None = None
    """The repository that somebody else pushes its images to; None: they are built here."""
    context: str = "service"
    dockerfile: str = "Dockerfile"
    cpu: int = 256
    memory: int = 512
    architecture: str = "x86_64"
    spot: bool = False
    on_demand: int | None = None
    """With ``spot``: how many tasks stay on demand, all others being Spot; None: one, and a quarter of the others."""
    count: Count = Count()
    health_check: HealthCheck = HealthCheck()
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    permissions: tuple[Permission, ...] = ()
    bootstrap: str | None = None
    """Image that runs until the first release, a copy of ``resources/task_definition.py``'s; ``None``: that one."""
    read_only: bool = True
    tmp: bool = False
    """Whether ``/tmp`` is an empty, writable file system in memory."""
    exec: bool = False
    entry_point: tuple[str, ...] = ()
    """In the place of the image's own; empty: that one."""
    command: tuple[str, ...] = ()
    """In the place of the image's own; empty: that one."""
    stop_timeout: int = 30
    """Seconds that a task may take to answer what it has begun, once it is told to end."""
    deregistration_delay: int = 30
    """Seconds that the load balancer waits for answers of a task that is taken out."""
    ulimits: Mapping[str, Ulimit] = field(default_factory=dict)
    ephemeral_storage: int | None = None
    """GiB of disk that a task has; None: Fargate's 20."""
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    sidecars: Mapping[str, Sidecar] = field(default_factory=dict)
    target: str | None = None
    """The sidecar that the load balancer sends requests to; None: the service's own container."""
    depends_on: Mapping[str, str] = field(default_factory=dict)
    """Sidecar -> ``start``, ``complete``, ``success`` or ``healthy``: what the service's own container waits for."""
    tracing: str | None = None
    """``otel``: a collector beside the service, which sends its traces to X-Ray."""
    connect: bool = False
    """Whether the other services of its environment reach it by its name, and it those that say the same."""
    security_groups: tuple[str, ...] | None = None
    """Of others, by their ids, beside the one that is made for the tasks; None: nothing is said of any."""
    publish: tuple[str, ...] = ()
    """Names of the environment's topics that its code publishes to."""
    log_retention: int = 30
    """Days."""
    origin: Location = origin()

    @property
    def target_port(self) -> int | None:
        """Where requests come in: at the sidecar that is their target, or at the service's own container."""
        sidecar = self.sidecars.get(self.target or "")
        return sidecar.port if sidecar else self.port

    @property
    def asked_ports(self) -> tuple[int, ...]:
        """Where the load balancer sends something: requests, and health checks if those go elsewhere."""
        return tuple(dict.fromkeys(filter(None, (self.target_port, self.health_check.port))))

    @property
    def own_ports(self) -> tuple[int, ...]:
        """Where the service's own container listens: that of health checks is its own unless a sidecar has it."""
        others = {each.port for each in self.sidecars.values()}
        mine = (self.port, self.health_check.port if self.port and self.health_check.port not in others else None)
        return tuple(dict.fromkeys(filter(None, mine)))

    @property
    def made_volume(self) -> str | None:
        """Which volume is the folder in the environment's own file system; None where none is."""
        return next((name for name, volume in self.volumes.items() if volume.is_made), None)

    @property
    def secret_sources(self) -> tuple[str, ...]:
        """Where the secrets of all containers of a task come from, each once."""
        own = (self.secrets, *(each.secrets for each in self.sidecars.values()))
        return tuple(sorted({source for secrets in own for source in secrets.values()}))

    @property
    def foreign_images(self) -> tuple[str, ...]:
        """The images of a task that no build of this service makes."""
        named = (self.bootstrap, *(each.image for each in self.sidecars.values()))
        return tuple(dict.fromkeys(filter(None, named)))
