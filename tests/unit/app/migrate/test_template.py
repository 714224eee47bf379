"""The templates between what a stack has and what it is to have."""

from __future__ import annotations

from generator.app.migrate.template import (
    Template,
    alone,
    are_retained,
    joined,
    kept_beside,
    of_type,
    retained,
    without,
)

_LIVE: Template = {
    "Description": "d",
    "Resources": {
        "Service": {"Type": "AWS::ECS::Service", "Properties": {"A": 1}},
        "Log": {"Type": "AWS::Logs::LogGroup"},
    },
    "Outputs": {"Old": {"Value": 1}},
}
_WANTED: Template = {
    "Description": "w",
    "Parameters": {"Image": {"Type": "String"}},
    "Resources": {
        "Service": {"Type": "AWS::ECS::Service", "DependsOn": "Log", "Properties": {"A": 2, "B": 3}},
        "Role": {"Type": "AWS::IAM::Role"},
    },
    "Outputs": {"New": {"Value": 1}},
}


def test_what_leaves_is_retained_first_and_only_that() -> None:
    between = retained(_LIVE, ["Service"])
    assert are_retained(between, ["Service"])
    assert not are_retained(between, ["Log"])
    assert not are_retained(_LIVE, ["Service"])
    assert {*between["Resources"]} - {*_LIVE["Resources"]}, "a change of a policy alone may be no update"
    assert without(between, ["Service"]) == {**_LIVE, "Resources": {"Log": _LIVE["Resources"]["Log"]}}


def test_what_joins_a_stack_changes_nothing_else_of_it() -> None:
    made = joined(without(_LIVE, ["Service"]), _WANTED, ["Service"])
    assert made["Outputs"] == _LIVE["Outputs"]
    assert made["Resources"]["Log"] == _LIVE["Resources"]["Log"]
    assert made["Resources"]["Service"] == {**_WANTED["Resources"]["Service"], "DeletionPolicy": "Retain"}


def test_a_stack_begins_with_one_resource_as_it_is() -> None:
    made = alone(_WANTED, "Service", A=7)
    assert made["Resources"] == {
        "Service": {"Type": "AWS::ECS::Service", "DeletionPolicy": "Retain", "Properties": {"A": 7, "B": 3}}
    }
    assert made["Parameters"] == _WANTED["Parameters"]
    assert "Outputs" not in made, "an import brings none"


def test_what_the_stack_has_beside_is_kept_for_those_that_import_it() -> None:
    made = kept_beside(_WANTED, _LIVE)
    assert {*made["Resources"]} == {"Service", "Log", "Role"}
    assert made["Resources"]["Service"] == _WANTED["Resources"]["Service"]
    assert {*made["Outputs"]} == {"Old", "New"}
    assert of_type(made, "AWS::IAM::Role") == ("Role",)
