"""The rules of a service's listeners -> where its users go, and an alarm bell for when that changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from generator.app.engine.front import front, rule_to
from generator.errors import OutsideError
from generator.live.ask import AskNow
from generator.live.client import Aws
from generator.live.traffic import (
    HEALTHY,
    LiveListener,
    LiveRule,
    rules,
    target_groups,
    targets,
)
from generator.model.service import Service

_AGAIN = "nothing more was done; look at the rules, and run the same command again once the traffic is right"


@dataclass(frozen=True)
class Routes:
    """The rules that send requests to a service, and its two target groups."""

    production: LiveRule
    test: LiveRule | None
    groups: tuple[str, ...]
    """The ARNs of both target groups."""

    @property
    def every(self) -> tuple[LiveRule, ...]:
        """Both rules; one without a test port."""
        return (self.production, *([self.test] if self.test else []))

    @property
    def live(self) -> str:
        """The ARN of the target group that has all of the production traffic; empty where none has."""
        return next((group for group in self.groups if self.production.percents.get(group) == 100.0), "")

    @property
    def idle(self) -> str:
        """The ARN of the other one."""
        return next(group for group in self.groups if group != self.live)


def routes(aws: Aws, service: Service) -> Routes | None:
    """None where the load balancer, the target groups or the production rule are not there."""
    found = front(service.project, AskNow(aws))
    groups = tuple(sorted(each.arn for each in target_groups(aws, service.names.target_groups)))
    if found is None or not groups:
        return None
    production, test = (_rule(aws, listener, groups) for listener in (found.production, found.test))
    return Routes(production, test, groups) if production else None


def _rule(aws: Aws, listener: LiveListener | None, groups: Collection[str]) -> LiveRule | None:
    return rule_to(rules(aws, listener.arn), groups) if listener else None


def healthy(aws: Aws, group: str) -> int:
    """How many targets of a target group can answer."""
    return sum(target.state == HEALTHY for target in targets(aws, group))


@dataclass
class Watch:
    """Knows where the traffic was, and says so when it is not there any more."""

    aws: Aws
    service: Service
    expected: Mapping[str, float] = field(default_factory=dict)
    """Percent of the production traffic by target group; empty while a release may shift it."""

    def begin(self) -> None:
        """From here on the traffic stays where it is."""
        self.expected = _shares(self._routes())

    def let_go(self) -> None:
        """From here on a release shifts it, but never to where nothing answers."""
        self.expected = {}

    def __call__(self) -> None:
        """Look. Raises OutsideError when the traffic has moved, or goes where nothing can answer."""
        found = self._routes()
        shares = _shares(found)
        if self.expected and shares != self.expected:
            message = f"the production rule sends {_words(shares)}, and it was {_words(self.expected)}"
            raise OutsideError("the traffic has moved", message, _AGAIN)
        for group, percent in shares.items():
            if not healthy(self.aws, group):
                message = f"the production rule sends {percent:g} % to {_name(group)}, where no task is healthy"
                raise OutsideError("users get errors", message, _AGAIN)

    def _routes(self) -> Routes:
        found = routes(self.aws, self.service)
        if found is None:
            what = f"the production rule of {self.service.names.base} is not there"
            raise OutsideError("users get errors", what, _AGAIN)
        return found


def _shares(found: Routes) -> dict[str, float]:
    return {group: percent for group, percent in found.production.percents.items() if percent}


def _words(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{percent:g} % to {_name(group)}" for group, percent in shares.items()) or "nothing"


def _name(group: str) -> str:
    return group.split("/")[1] if "/" in group else group
