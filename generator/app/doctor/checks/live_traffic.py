"""The production rule -> whether the traffic goes where healthy tasks of the service are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.app.engine.front import Front, front, own_rule, words_of_production
from generator.live.service import LiveService
from generator.live.traffic import (
    HEALTHY,
    LiveListener,
    LiveRule,
    LiveTargetGroup,
    Target,
    rules,
    target_groups,
    targets,
)

_RESET = "https://github.com/aws/aws-cdk/issues/36649"


@dataclass(frozen=True)
class _Route:
    """The rule that users' requests meet, and what is behind it."""

    rule: LiveRule
    groups: Mapping[str, LiveTargetGroup]
    """By their ARNs."""
    service: LiveService | None


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    found = front(context.project, context.ask)
    if found is None:
        yield not_yet(f"there is no load balancer {names.environment.load_balancer}")
        return
    called = words_of_production(context.project)
    if found.production is None:
        evidence = f"DescribeListeners: {', '.join(str(each.port) for each in _by_port(found)) or 'none'}"
        yield failed(f"{found.balancer.name} lacks {called}", evidence, context.deploy)
        return
    groups = context.ask(target_groups, names.target_groups)
    by_arn = {group.arn: group for group in groups}
    rule = own_rule(context.service, context.ask(rules, found.production.arn), by_arn)
    if rule is None and not by_arn:
        yield not_yet("there are no target groups")
    elif rule is None:
        whose = "" if context.service.is_alone else f" to {context.service.name}"
        what = f"no rule of {called} forwards requests{whose}"
        yield failed(what, f"DescribeRules: no forward action{whose}", context.deploy)
    else:
        yield from _judged(context, _Route(rule, by_arn, context.live_service()))


def _by_port(found: Front) -> list[LiveListener]:
    return sorted(found.listeners, key=lambda each: each.port)


def _judged(context: DiagnosisContext, route: _Route) -> Iterator[Finding]:
    live = {arn: percent for arn, percent in route.rule.percents.items() if percent}
    words = ", ".join(f"{_name(route, arn)} {percent:g} %" for arn, percent in live.items())
    evidence = f"DescribeRules: {words or 'no weight at all'}"
    strange = [arn for arn in live if arn not in route.groups]
    if strange or not live:
        what = "the production rule sends requests to other target groups than this environment's"
        yield failed(
            what if strange else "the production rule sends requests nowhere", evidence, context.deploy, _RESET
        )
        return
    if route.service is None:
        yield not_yet(f"the traffic goes to {words}, where no service is yet")
        return
    found = [finding for arn in live if (finding := _behind(context, route, arn, evidence))]
    yield from found
    if not found:
        yield ok(f"the traffic goes to healthy tasks: {words}")


def _behind(context: DiagnosisContext, route: _Route, arn: str, evidence: str) -> Finding | None:
    """What is wrong with the tasks behind a target group that gets requests."""
    assert route.service is not None
    name, group = _name(route, arn), route.groups[arn]
    serving = [each for each in route.service.task_sets if any(way.target_group == arn for way in each.routes)]
    if route.service.task_sets and not serving and not context.releases.running():
        primary = route.service.primary or route.service.task_sets[0]
        where = ", ".join(_name(route, way.target_group) for way in primary.routes)
        right = next((way.target_group for way in primary.routes), "")
        mend = context.aws(
            "elbv2 modify-rule", f"--rule-arn {route.rule.arn}", f"--actions Type=forward,TargetGroupArn={right}"
        )
        what = f"the traffic goes to {name}, and the tasks are in {where}: an update put it on the wrong colour"
        return failed(what, evidence, mend, _RESET)
    found = context.ask(targets, group.arn)
    if any(target.state == HEALTHY for target in found):
        return None
    mend = context.log(context.service.names.log_group)
    return failed(f"no task behind {name} is healthy", f"DescribeTargetHealth: {_states(found)}", mend)


def _states(found: tuple[Target, ...]) -> str:
    words = [f"{each.id}:{each.port} {each.state}{f' ({each.reason})' * bool(each.reason)}" for each in found]
    return ", ".join(words) or "no targets"


def _name(route: _Route, arn: str) -> str:
    return route.groups[arn].name if arn in route.groups else arn


CHECK = Check(
    "live-traffic",
    "where the traffic goes",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    _examine,
    is_of_traffic=True,
)
