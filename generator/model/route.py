"""Which requests a service gets, and when the load balancer asks whether a request is one of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location

LAST_PRIORITY = 50_000
"""Where the range ends: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html."""
ANY_PATH = "/*"
NOWHERE = "192.0.2.0/32"
"""Where no request comes from: an address of documents, which no network has (https://www.rfc-editor.org/rfc/rfc5737).

A condition takes any range, by its page; and scripts that others run park rules without addresses at this very one.
Of 127.0.0.1 nobody says that a load balancer takes it.
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SourceIpConditionConfig.html

No condition of a load balancer is never met, and a target group of no rule has no health checks.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""


@dataclass(frozen=True)
class Route:
    """Requests for one of the hosts, if there are any, and one of the paths, if there are any.

    The defaults are the main service's: it gets what no other service does.
    """

    priority: int = LAST_PRIORITY
    """The lowest number is asked first."""
    host: tuple[str, ...] = ()
    """Patterns: ``*`` is any text and ``?`` any character."""
    path: tuple[str, ...] = ()
    """Patterns: ``*`` is any text, ``/`` included."""
    closed: bool = False
    """Whether it gets no request at all: other services alone reach it, by its name."""
    origin: Location = origin()
