"""Every generated policy allows what its principal does and nothing else: any one thing less or more is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import judge
from generator.app.judge.principals import MINIMAL, SUFFICIENT, TRUST, problems
from generator.iam.call import Call
from generator.iam.document import Condition, Statement
from generator.iam.proof import excess, lacking, loose_trust
from generator.naming import ACCOUNT
from tests.golden.case import CASES
from tests.iam.role import Role, every_role, roles, with_one, without_one


@every_role
def test_a_policy_allows_every_call_and_nothing_else(role: Role) -> None:
    assert [*lacking(role.may, role.principal.calls)] == []
    assert [*excess(role.may, role.principal.calls)] == []


@every_role
def test_without_any_one_action_or_resource_a_call_fails(role: Role) -> None:
    for what, less in without_one(role.may):
        assert [*lacking(less, role.principal.calls)], what


@every_role
def test_any_one_action_or_resource_more_is_found(role: Role) -> None:
    for what, more in with_one(role.may):
        assert [*excess(more, role.principal.calls)], what


@every_role
def test_a_condition_less_is_found(role: Role) -> None:
    for number, statement in enumerate(role.may):
        for test in statement.conditions:
            rest = tuple(other for other in statement.conditions if other != test)
            loose = [*role.may]
            loose[number] = replace(statement, conditions=rest)
            assert any(
                f"a condition on {test.key} is missing" in found for found in excess(loose, role.principal.calls)
            )


@every_role
def test_a_value_more_in_a_condition_is_found(role: Role) -> None:
    for number, statement in enumerate(role.may):
        for test in statement.conditions:
            wider = replace(test, values=(*test.values, "ec2.amazonaws.com"))
            loose = [*role.may]
            loose[number] = replace(
                statement, conditions=tuple(wider if each is test else each for each in statement.conditions)
            )
            assert any("ec2.amazonaws.com" in found for found in excess(loose, role.principal.calls))


@every_role
def test_only_the_service_takes_a_role_on_and_only_for_us(role: Role) -> None:
    assert [*loose_trust(role.trust, role.principal, ACCOUNT)] == []
    keys = {test.key for statement in role.trust for test in statement.conditions}
    assert ("aws:SourceAccount" in keys) == role.principal.says_for_whom
    assert ("aws:SourceArn" in keys) == (role.principal.source_arn is not None)


@every_role
def test_a_looser_trust_is_found(role: Role) -> None:
    [statement] = role.trust
    for test in statement.conditions:
        rest = tuple(other for other in statement.conditions if other != test)
        found = [*loose_trust([replace(statement, conditions=rest)], role.principal, ACCOUNT)]
        assert found == [f"{role.principal.service} is not asked for {test.key}"]
    wider = replace(statement, principals=(*statement.principals, "ec2.amazonaws.com"))
    assert [*loose_trust([wider], role.principal, ACCOUNT)] == ["ec2.amazonaws.com has no business with it"]
    assert f"{role.principal.service} cannot take it on" in loose_trust([], role.principal, ACCOUNT)


def test_the_sizes_of_the_proof() -> None:
    pairs = sum(len(s.actions) * len(s.resources) for role in roles() for s in role.may)
    calls = sum(len(role.principal.calls) for role in roles())
    assert len(roles()) >= 5 * len(CASES)
    assert pairs > 700
    assert calls > 800


def test_every_call_says_why_and_by_which_page() -> None:
    for role in roles():
        for call in role.principal.calls:
            assert call.principal == role.principal.name
            assert call.why
            assert call.source.startswith(("https://docs.aws.amazon.com/", "https://github.com/aws/aws-cdk/")), call


@pytest.mark.parametrize("case", CASES)
def test_no_statement_is_for_nobody(case: str) -> None:
    """A role whose calls are emptied is told of every statement."""
    for role in roles():
        if role.case == case and role.may:
            told = {found.split(": ")[0] for found in excess(role.may, ())}
            assert told == {statement.sid for statement in role.may}


CALL = Call("p", "s3:GetObject", "arn:aws:s3:::bucket/*", "reads", "https://docs.aws.amazon.com/")
STATEMENT = Statement("Read", True, ("s3:GetObject",), ("arn:aws:s3:::bucket/*",))


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ([], []),
        (
            [replace(STATEMENT, sid="Twice")],
            [
                "Read: s3:GetObject on arn:aws:s3:::bucket/*: allowed elsewhere already",
                "Twice: s3:GetObject on arn:aws:s3:::bucket/*: allowed elsewhere already",
            ],
        ),
        (
            [Statement("Other", True, ("s3:PutObject",), ("arn:aws:s3:::bucket/*",))],
            ["Other: s3:PutObject on arn:aws:s3:::bucket/*: nothing that this principal does needs it"],
        ),
        ([Statement("No", False, ("s3:PutObject",), ("*",))], []),
    ],
)
def test_what_is_too_much_is_said(more: list[Statement], found: list[str]) -> None:
    assert [*excess([STATEMENT, *more], [CALL])] == found


def test_a_wildcard_that_is_wider_than_the_call_is_too_much() -> None:
    wide = replace(STATEMENT, resources=("arn:aws:s3:::*",))
    assert [*excess([wide], [CALL])] == ["Read: s3:GetObject on arn:aws:s3:::*: only arn:aws:s3:::bucket/* is needed"]


def test_what_a_deny_takes_back_is_lacking() -> None:
    deny = Statement("No", False, ("s3:*",), ("*",), (Condition("Bool", "aws:SecureTransport", ("false",)),))
    plain = CALL._replace(context={"aws:SecureTransport": "false"})
    assert [*lacking([STATEMENT, deny], [CALL, plain])] == [plain]


def test_a_spec_s_own_words_are_needed_even_twice() -> None:
    asked = CALL._replace(as_asked=True)
    assert [*excess([STATEMENT, replace(STATEMENT, sid="Twice")], [asked])] == []


def test_the_gate_refuses_a_build_whose_policy_is_wrong() -> None:
    case = CASES["minimal"]
    build = compile_spec(case.spec.read_text(encoding="utf-8"), case.spec.name)
    [subject] = [each for each in build.subjects if each.path.endswith("/iam.yaml")]
    role = subject.data["Resources"]["CodebuildRole"]["Properties"]
    role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"] = ["logs:CreateLogStream", "logs:CreateLogGroup"]
    role["AssumeRolePolicyDocument"]["Statement"][0]["Condition"] = {}
    assert {problem.code for problem in problems(build)} == {SUFFICIENT, MINIMAL, TRUST}
    assert {SUFFICIENT, MINIMAL, TRUST} <= {problem.code for problem in judge(build)}
