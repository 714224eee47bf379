"""Stacks of production that one command deletes."""

from generator.app.doctor.checks.termination_protection import CHECK
from generator.live.stack import find_stack
from tests.unit.app.doctor.context import findings, stack, the_failure


def test_it_is_on() -> None:
    assert [finding.what for finding in findings(CHECK)] == ["termination protection is on for every stack"]


def test_it_is_off_for_one() -> None:
    found = findings(CHECK, {find_stack: lambda name: stack(name, is_protected=name != "shop-prod-ecs")})
    failure = the_failure(found)
    assert failure.what == "shop-prod-ecs can be deleted by one command"
    assert failure.evidence == "DescribeStacks: EnableTerminationProtection is false"
    assert failure.mend == (
        "aws cloudformation update-termination-protection --region us-west-2 --stack-name shop-prod-ecs "
        "--enable-termination-protection"
    )


def test_an_environment_of_a_branch_needs_none_of_its_own() -> None:
    found = findings(CHECK, {find_stack: lambda name: stack(name, is_protected="-dev-" not in name)}, environment="dev")
    assert [finding.what for finding in found] == ["termination protection is on for every stack"]
