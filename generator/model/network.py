"""The network: a VPC of the environment's own, or one that exists already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Network:
    """Where the load balancer and the tasks live.

    ``vpc`` is ``create``, or the id of an existing VPC whose subnets are then named.
    """

    vpc: str = "create"
    cidr: str = "10.0.0.0/16"
    zones: int = 2
    placement: str = "public"
    nat: str = "none"
    public_subnets: tuple[str, ...] = ()
    private_subnets: tuple[str, ...] = ()
    origin: Location = origin()

    @property
    def is_created(self) -> bool:
        """Whether the network stack makes the VPC."""
        return self.vpc == "create"

    @property
    def has_private_tasks(self) -> bool:
        """Whether tasks run in private subnets, without a public address."""
        if self.is_created:
            return self.placement == "private"
        return bool(self.private_subnets)

    @property
    def task_subnets(self) -> int:
        """In how many subnets tasks run."""
        return self.zones if self.is_created else len(self.private_subnets or self.public_subnets)

    @property
    def nat_gateways(self) -> int:
        """How many NAT gateways the private subnets share."""
        if not (self.is_created and self.has_private_tasks):
            return 0
        return {"none": 0, "single": 1, "per-zone": self.zones}[self.nat]
