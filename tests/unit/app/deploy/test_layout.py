"""A layout is never laid over the stacks of another one, nor are those deleted as if they were ours."""

from __future__ import annotations

import pytest

from generator.app.deploy.destroy import deletion
from generator.app.deploy.layout import LayoutError, refuse_other_layouts
from generator.app.deploy.plan import plan
from generator.app.run.batch import Result
from generator.live.stack import find_stack
from generator.naming.layout import LAYOUT, mark
from tests.unit.app.deploy.cloud import BUILD, PROJECTS, SPEC, Cloud, Fake, stacks, worker

_NETWORK = "shop-prod-network"


def _cloud(description: str, status: str = "CREATE_COMPLETE") -> Cloud:
    return Cloud({_NETWORK: status, "shop-prod-base": "CREATE_COMPLETE"}, descriptions={_NETWORK: description})


@pytest.mark.parametrize("status", ["CREATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED"])
@pytest.mark.parametrize("description", ["", "my own network", f"shop-prod: network {mark(LAYOUT + 1)}"])
def test_nothing_is_made_or_deleted(description: str, status: str) -> None:
    cloud = _cloud(description, status)
    with pytest.raises(LayoutError, match=_NETWORK):
        plan(worker(cloud), [*stacks().values()])
    with pytest.raises(LayoutError, match=_NETWORK):
        deletion(Fake(cloud), Result(SPEC, BUILD), PROJECTS["prod"])
    assert cloud.calls == []


def test_a_change_set_that_waits_to_be_looked_at_is_no_stack_yet() -> None:
    cloud = _cloud("", "REVIEW_IN_PROGRESS")
    assert plan(worker(cloud), [stacks()["network"]])[0].change_set


@pytest.mark.parametrize(
    ("description", "ours", "why", "hint"),
    [
        (
            f"shop-prod: network {mark(1)}",
            2,
            "shop-prod-network has layout 1, and this canaryform lays out by 2",
            'go on with the canaryform that made it, whose manifest.json says `"layout": 1`; or add an environment',
        ),
        (
            f"shop-prod: network {mark(3)}",
            2,
            "shop-prod-network has layout 3, and this canaryform knows layouts up to 2",
            "install the canaryform that deployed it last, or a newer one",
        ),
        (
            "my own network",
            1,
            "shop-prod-network has a template that names no layout: 1 stack that canaryform did not make",
            "give the project or the environment another name; or delete what is there, if nobody needs it: "
            "aws cloudformation delete-stack --stack-name shop-prod-network",
        ),
    ],
)
def test_what_to_do_is_said(description: str, ours: int, why: str, hint: str) -> None:
    with pytest.raises(LayoutError) as raised:
        refuse_other_layouts([find_stack(Fake(_cloud(description)), _NETWORK)], ours)
    assert raised.value.why.startswith(why)
    assert raised.value.hint.startswith(hint)


def test_a_template_that_was_deployed_by_hand_says_its_layout_too() -> None:
    descriptions = {stack.name: stack.subject.data["Description"] for stack in stacks().values()}
    cloud = Cloud(dict.fromkeys(descriptions, "CREATE_COMPLETE"), descriptions=descriptions)
    refuse_other_layouts(find_stack(Fake(cloud), name) for name in descriptions)
