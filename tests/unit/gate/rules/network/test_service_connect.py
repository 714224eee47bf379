"""Services that only ask others by their names: one of them has to have a name there."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.network.service_connect import RULE
from generator.gate.system import System
from tests.unit.gate.judged import subject

_NAMED = [{"PortName": "api", "ClientAliases": [{"Port": 8080}]}]


def _service(namespace: Any, **more: Any) -> dict[str, Any]:
    connect = {"Enabled": True, "Namespace": namespace, **more}
    return {"Type": "AWS::ECS::Service", "Properties": {"ServiceConnectConfiguration": connect}}


@pytest.mark.parametrize(
    ("asking", "wrong"),
    [
        (_service("shop"), 0),
        (_service("shop-dev"), 1),
        (_service("shop-dev", Services=_NAMED), 0),
        (_service("shop-dev", Services={"Ref": "Elsewhere"}), 0),
        (_service({"Ref": "Elsewhere"}), 0),
        (_service("shop-dev", Enabled=False), 0),
    ],
)
def test_who_asks_has_somebody_to_ask(asking: dict[str, Any], wrong: int) -> None:
    resources = {"Api": _service("shop", Services=_NAMED), "Mailer": asking}
    assert len(list(RULE.problems(System((subject(resources),))))) == wrong
    assert list(RULE.problems(System((subject(resources),), is_whole=False))) == []
