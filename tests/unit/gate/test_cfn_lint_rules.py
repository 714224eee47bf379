"""Which of cfn-lint's rules are asked, and that those which are not had nothing to say."""

from __future__ import annotations

from typing import Any

import pytest
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.runner import Runner

from generator.cfn.handlers import handlers
from generator.gate.cfn_lint import all_rules, is_foreign, matches, rules_for
from tests.unit.gate.judged import subject

OURS = {"Resources": {name: {"Type": name} for name in handlers()}}


def test_a_rule_is_left_out_only_where_it_could_say_nothing() -> None:
    left = {name: rule for name, rule in all_rules().items() if name not in rules_for(OURS)}
    assert left
    for rule in left.values():
        assert rule.keywords
        assert not {keyword.split("/")[1] for keyword in rule.keywords} & handlers().keys()
    assert {rule.severity for rule in all_rules().values()} == {"error", "warning"}


@pytest.mark.parametrize("name", ["E1001", "E1101", "E3002", "E3003", "E3012", "W3037", "E3701"])
def test_rules_for_whole_templates_and_for_the_types_in_it_are_kept(name: str) -> None:
    assert name in rules_for(OURS)


@pytest.mark.parametrize(
    "template",
    [
        OURS | {"Transform": "AWS::Serverless-2016-10-31"},
        {"Resources": {"Fn::ForEach::Topics": ["x", ["a"], {}]}},
        {"Resources": {"Topic": {}}},
        {"Resources": []},
        {},
        None,
    ],
)
def test_where_it_is_unclear_what_there_is_every_rule_is_asked(template: Any) -> None:
    assert rules_for(template) is all_rules()


@pytest.mark.parametrize(
    ("types", "foreign"),
    [(["AWS::SNS::Topic"], True), ([], True), (["AWS::DynamoDB::Table"], False), (["AWS::DynamoDB::Tab"], True)],
)
def test_a_rule_is_foreign_to_templates_without_its_types(types: list[str], foreign: bool) -> None:
    rule = all_rules()["E3638"]
    assert rule.keywords == ["Resources/AWS::DynamoDB::Table/Properties"]
    assert is_foreign(rule, types) is foreign


@pytest.mark.parametrize(
    "resources",
    [
        {"Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST", "TableName": 1}}},
        {"Topic": {"Type": ["AWS::SNS::Topic"]}},
        {"Topic": "AWS::SNS::Topic"},
        {"Topic": {"Properties": {}}},
    ],
)
def test_a_template_of_somebody_s_gets_every_rule(resources: dict[str, Any]) -> None:
    text = subject(resources).text
    template, _ = decode_str(text)
    configuration = ConfigMixIn(**ManualArgs(regions=["us-west-2"]))
    every = {match.rule.id for match in Runner(configuration).validate_template(template)}
    assert {match.code for match in matches(text, ("us-west-2",))} == {code for code in every if code[0] != "I"}
