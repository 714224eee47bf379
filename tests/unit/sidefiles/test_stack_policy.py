"""Stack policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.cfn.protection import Protection
from generator.sidefiles.stack_policy import stack_policy

EVERYTHING = {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}


def _denied(*logical_ids: str, actions: list[str]) -> dict[str, Any]:
    resources = [f"LogicalResourceId/{logical_id}" for logical_id in logical_ids]
    return {"Effect": "Deny", "Action": actions, "Principal": "*", "Resource": resources}


LOCKED, KEPT = Protection.LOCKED, Protection.NEVER_REPLACED


@pytest.mark.parametrize(
    ("protections", "denials"),
    [
        ({"Service": LOCKED}, [_denied("Service", actions=["Update:*"])]),
        ({"Blue": KEPT}, [_denied("Blue", actions=["Update:Replace", "Update:Delete"])]),
        (
            {"Blue": KEPT, "Rule": LOCKED, "Green": KEPT, "TestRule": LOCKED},
            [
                _denied("Rule", "TestRule", actions=["Update:*"]),
                _denied("Blue", "Green", actions=["Update:Replace", "Update:Delete"]),
            ],
        ),
    ],
)
def test_everything_may_be_updated_but_what_is_protected(
    protections: dict[str, Protection], denials: list[dict[str, Any]]
) -> None:
    text = stack_policy(protections)
    assert text.endswith("}\n")
    assert json.loads(text) == {"Statement": [EVERYTHING, *denials]}
