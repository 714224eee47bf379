"""Step 5: the rules and the service leave their stacks untouched, and join those that the spec has them in.

An update in place would give the rules the weights of a new system, and so move the traffic to where no task may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.app.migrate.move import Move
from generator.app.migrate.parameter import released
from generator.app.migrate.step import Step
from generator.app.migrate.template import alone, are_retained, joined, of_type, retained, without
from generator.errors import OutsideError
from generator.live.service import service_arn
from generator.naming import logical

_ROUTES, _OLD, _NEW = "routes", "ecs", "service"
_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
_STAYS = ("AWS::ECS::Service", "AWS::ECS::TaskDefinition")
"""What leaves the stack ``ecs`` and goes on: the service, and the revision that it may run still."""


def _is_done(move: Move) -> bool:
    return logical.SERVICE in move.has(_NEW) and move.is_as_wanted(_ROUTES) and move.is_as_wanted(_OLD)


def _what(move: Move) -> str:
    names = move.service.names
    return (
        f"the rules leave {names.stack(_ROUTES)} and join it again, the service leaves {names.stack(_OLD)} and joins "
        f"{names.stack(_NEW)}: each is retained and imported, and none is changed. Until step 6 nothing scales"
    )


def _do(move: Move) -> None:
    _rules(move)
    _service(move)


def _rules(move: Move) -> None:
    wanted = move.stacks[_ROUTES].subject.data
    if move.is_as_wanted(_ROUTES):
        move.lock(_ROUTES)
        return
    ids = of_type(wanted, _RULE)
    live = move.template(_ROUTES)
    move.unlock(_ROUTES)
    if any(live["Resources"].get(name) == _unlike(wanted, name) for name in ids):
        # An earlier run ended when they had joined it again.
        move.update(_ROUTES, wanted)
    elif there := [name for name in ids if name in live["Resources"]]:
        _retain(move, _ROUTES, there)
        move.update(_ROUTES, without(live, there))
        _join_rules(move, ids)
    else:
        _join_rules(move, ids)
    move.lock(_ROUTES)


def _join_rules(move: Move, ids: Sequence[str]) -> None:
    wanted = move.stacks[_ROUTES].subject.data
    found = move.routes
    arns = {logical.PRODUCTION_RULE: found.production.arn}
    if found.test:
        arns[logical.TEST_RULE] = found.test.arn
    imports = [_import(_RULE, name, RuleArn=arns[name]) for name in ids]
    move.adopt(_ROUTES, joined(move.template(_ROUTES), wanted, ids), imports)
    move.update(_ROUTES, wanted)


def _unlike(wanted: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What a rule that has joined its stack looks like there, until that is as wanted."""
    found: Mapping[str, Any] = joined({"Resources": {}}, wanted, [name])["Resources"][name]
    return found


def _service(move: Move) -> None:
    live = move.template(_OLD)
    stays = of_type(live, *_STAYS)
    if stays:
        move.unlock(_OLD)
        _retain(move, _OLD, stays)
        move.update(_OLD, move.stacks[_OLD].subject.data)
        move.lock(_OLD)
    if logical.SERVICE in move.has(_NEW):
        return
    wanted = move.stacks[_NEW].subject.data
    cluster, name = move.service.project.names.cluster, move.service.names.ecs_service
    service = _import(
        "AWS::ECS::Service", logical.SERVICE, ServiceArn=service_arn(move.aws, cluster, name), Cluster=cluster
    )
    first = alone(wanted, logical.SERVICE, TaskDefinition=move.live.running_task_definition)
    move.adopt(_NEW, first, [service], released(move))
    move.protect(_NEW)


def _retain(move: Move, noun: str, ids: Sequence[str]) -> None:
    """See to it that resources stay when they leave a stack. Raises OutsideError where CloudFormation did not do it."""
    move.update(noun, retained(move.template(noun), ids))
    if not are_retained(move.template(noun), ids):
        why = f"{move.service.names.stack(noun)} would delete {', '.join(ids)} when they leave it"
        raise OutsideError("cannot hand over", why, "nothing was removed; run the same command again")


def _import(kind: str, name: str, **identifier: str) -> Mapping[str, Any]:
    return {"ResourceType": kind, "LogicalResourceId": name, "ResourceIdentifier": identifier}


HAND_OVER = Step("hand over", _what, _is_done, _do)
