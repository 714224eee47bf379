"""The load balancer: how the service is reached."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Domain:
    """A name in a Route 53 hosted zone that points to the load balancer."""

    name: str
    zone: str
    origin: Location = origin()


@dataclass(frozen=True)
class LoadBalancer:
    """An Application Load Balancer, which faces the internet unless it is ``internal``."""

    certificate: str | None = None
    """ARN of an ACM certificate; without one the service speaks plain HTTP."""
    domain: Domain | None = None
    allow: tuple[str, ...] = ("0.0.0.0/0",)
    test_port: int | None = 9001
    """Port of the listener for replacement tasks; ``None`` when there is none."""
    test_allow: tuple[str, ...] = ()
    """IPv4 ranges that may reach the test port; none of them: private addresses alone."""
    access_logs: bool = True
    deletion_protection: bool = True
    scheme: str = "internet-facing"
    """Or ``internal``: then it has private addresses alone, in the subnets of the tasks."""
    waf: str | None = None
    """ARN of a web ACL of AWS WAF that judges what comes in; None: nothing does."""
    origin: Location = origin()

    @property
    def production_port(self) -> int:
        """The port that users reach."""
        return 443 if self.certificate else 80

    @property
    def is_internal(self) -> bool:
        """Whether nothing but the VPC, and what is joined to it, reaches it."""
        return self.scheme == "internal"

    @property
    def protocol(self) -> str:
        """``HTTPS`` or ``HTTP``, as the load balancer spells it."""
        return "HTTPS" if self.certificate else "HTTP"
