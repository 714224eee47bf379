"""What holds for any two sides: nothing changes from a side to itself, and what one way makes, the other removes."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.difference.consequence import Consequence
from generator.difference.effect import Impact
from generator.difference.side import Side
from tests.property.examples import examples
from tests.strategies.spec import specs
from tests.unit.difference.sides import between, side, spec_side

_PROPERTIES = {
    "AWS::S3::Bucket": ("BucketName",),
    "AWS::EC2::Subnet": ("VpcId", "CidrBlock", "MapPublicIpOnLaunch"),
    "AWS::EC2::VPC": ("CidrBlock", "EnableDnsSupport"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": ("Name", "Port", "VpcId"),
    "Custom::Thing": ("A",),
}
_IDS = ["A", "B", "C", "D"]


def _values() -> st.SearchStrategy[Any]:
    ids = st.sampled_from(_IDS)
    calls = st.one_of(
        st.builds(lambda name: {"Ref": name}, ids),
        st.builds(lambda name: {"Fn::Sub": f"${{{name}}}-x"}, ids),
        st.builds(lambda name: {"Fn::ImportValue": f"e-{name}"}, ids),
        st.builds(lambda one, other: {"Fn::If": ["C", one, other]}, ids, ids),
    )
    return st.one_of(st.sampled_from(["x", "y", 1, True, None]), calls, st.lists(calls, max_size=2))


@st.composite
def _templates(draw: st.DrawFn, exports: list[str]) -> dict[str, Any]:
    resources = {}
    for logical_id in draw(st.lists(st.sampled_from(_IDS), unique=True)):
        kind = draw(st.sampled_from(sorted(_PROPERTIES)))
        names = draw(st.lists(st.sampled_from(_PROPERTIES[kind]), unique=True))
        resources[logical_id] = {"Type": kind, "Properties": {name: draw(_values()) for name in names}}
    outputs = {
        f"O{name}": {"Value": draw(_values()), "Export": {"Name": f"e-{name}"}}
        for name in draw(st.lists(st.sampled_from(exports), unique=True))
    }
    return {"Resources": resources, "Outputs": outputs}


def _sides() -> st.SearchStrategy[Side]:
    # An account takes the name of an export once.
    return st.builds(lambda one, other: side(one=one, other=other), _templates(["A", "B"]), _templates(["C", "D"]))


def _subjects(found: Impact, *fates: Consequence) -> set[tuple[str, str]]:
    return {
        (each.stack, each.subject) for each in found.effects if each.consequence in fates and " " not in each.subject
    }


@settings(max_examples=examples(12, 40), deadline=None)
@given(_sides(), _sides())
def test_any_two_sides_can_be_compared_both_ways(one: Side, other: Side) -> None:
    there, back = between(one, other), between(other, one)
    assert _subjects(there, Consequence.CREATED) == other.resources.keys() - one.resources.keys()
    # What one way creates, the other way takes away, whatever else follows from that.
    taken = {(each.stack, each.subject) for each in back.effects}
    assert _subjects(there, Consequence.CREATED) <= taken
    assert bool(there.effects) == bool(back.effects)
    assert between(one, one).effects == between(other, other).effects == ()


@settings(max_examples=examples(8, 20), deadline=None)
@given(_sides(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_stacks_says_nothing(one: Side, random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = [(key, shuffled(item)) for key, item in value.items()]
            random.shuffle(items)
            return dict(items)
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    stacks = {key: shuffled(stack.subject.data) for key, stack in reversed([*one.stacks.items()])}
    assert between(one, side(**stacks)).effects == ()


@settings(max_examples=examples(8, 20), deadline=None)
@given(_sides())
def test_a_new_resource_replaces_no_other(one: Side) -> None:
    data = {key: stack.subject.data for key, stack in one.stacks.items()}
    data["one"] = {**data["one"], "Resources": {**data["one"]["Resources"], "New": {"Type": "AWS::SNS::Topic"}}}
    [effect] = between(one, side(**data)).effects
    assert (effect.subject, effect.consequence) == ("New", Consequence.CREATED)


@settings(max_examples=3, deadline=None)
@given(specs())
def test_a_spec_and_itself_in_another_order_are_one(spec: dict[str, Any]) -> None:
    before, after = spec_side(spec), spec_side(dict(reversed(spec.items())))
    assert yaml.safe_dump(spec)
    assert between(before, before).effects == ()
    # The order of environments is that of the stacks, which says nothing of any one.
    assert between(before, after).effects == ()
