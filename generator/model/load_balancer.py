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
class ExistingLoadBalancer:
    """An Application Load Balancer of another owner: the service's rules go on listeners that are there."""

    listener: str
    """ARN of the listener that users reach: ``arn:…:listener/app/NAME/ID/LISTENER``."""
    security_group: str
    """Id of the load balancer's security group."""
    test_listener: str | None = None
    """ARN of the listener for replacement tasks; ``None`` when there is none."""
    origin: Location = origin()

    @property
    def name(self) -> str:
        """The load balancer's own name."""
        return self.listener.split("/")[2]

    @property
    def full_name(self) -> str:
        """The load balancer as CloudWatch's metrics call it: ``app/NAME/ID``."""
        return full_name(self.listener)

    @property
    def listeners(self) -> tuple[str, ...]:
        """The ARNs of one or both."""
        return tuple(filter(None, (self.listener, self.test_listener)))


def full_name(listener: str) -> str:
    """The load balancer that a listener, given by its ARN, is of: ``app/NAME/ID``.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    """
    return "/".join(listener.split("/")[1:4])


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
    existing: ExistingLoadBalancer | None = None
    """One that is there already; all else that is said here is of one that is made."""
    origin: Location = origin()

    @property
    def has_test_listener(self) -> bool:
        """Whether the replacement tasks can be tried before they get traffic."""
        return bool(self.existing.test_listener if self.existing else self.test_port)

    @property
    def is_logged(self) -> bool:
        """Whether its access logs go to a bucket that is made for them."""
        return self.access_logs and self.existing is None

    @property
    def production_port(self) -> int:
        """The port that users reach, of one that is made."""
        return 443 if self.certificate else 80

    @property
    def is_internal(self) -> bool:
        """Whether nothing but the VPC, and what is joined to it, reaches it."""
        return self.scheme == "internal"

    @property
    def protocol(self) -> str:
        """``HTTPS`` or ``HTTP``, as the load balancer spells it: of one that is made."""
        return "HTTPS" if self.certificate else "HTTP"
