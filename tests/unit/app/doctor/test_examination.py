"""What AWS refuses is a finding; what all checks say together decides."""

from collections.abc import Iterator
from dataclasses import replace

from generator.app.doctor.check import Check, DiagnosisContext, Finding, Verdict, failed, not_yet, ok, unknown
from generator.app.doctor.examination import examine, is_answered, is_good
from generator.errors import OutsideError
from generator.live.client import AwsError
from tests.unit.app.doctor.context import ACCOUNT, context

WORDS = f"User: arn:aws:iam::{ACCOUNT}:user/me is not authorized to perform: ecs:DescribeServices on resource: *"


def _check(name: str, *found: Finding | OutsideError) -> Check:
    def find(context: DiagnosisContext) -> Iterator[Finding]:
        for each in found:
            if isinstance(each, OutsideError):
                raise each
            yield each

    return Check(name, "the service", "https://docs.aws.amazon.com/", find)


def _found(*found: Finding | OutsideError) -> list[Finding]:
    told: list[str] = []
    [examined] = examine(context(), [_check("one", *found)], told.append)
    assert told == ["one"]
    return [*examined.findings]


def test_a_missing_permission_is_named() -> None:
    refusal = AwsError("AWS refused DescribeServices", "AccessDeniedException", WORDS)
    assert _found(ok("before"), refusal) == [
        ok("before"),
        Finding(
            Verdict.UNKNOWN,
            "the service: these credentials may not ask",
            WORDS,
            f"allow ecs:DescribeServices to arn:aws:iam::{ACCOUNT}:user/me",
        ),
    ]


def test_a_missing_permission_that_aws_does_not_name() -> None:
    refusal = AwsError("AWS refused DescribeVpcs", "UnauthorizedOperation", "You are not authorized")
    [finding] = _found(refusal)
    assert finding.mend == f"allow DescribeVpcs to arn:aws:iam::{ACCOUNT}:user/me"


def test_any_other_refusal_is_shown() -> None:
    [finding] = _found(OutsideError("DescribeServices cannot be called", "no network", "check the network"))
    assert finding == replace(
        unknown(
            "the service: AWS could not be asked", "DescribeServices cannot be called: no network", "check the network"
        ),
        is_unanswered=True,
    )


def test_a_failure_without_a_source_has_that_of_its_check() -> None:
    own = failed("a", "b", "c", "https://github.com/x")
    assert [finding.source for finding in _found(failed("a", "b", "c"), own, ok("d"))] == [
        "https://docs.aws.amazon.com/",
        "https://github.com/x",
        "",
    ]


def test_only_a_failure_is_one() -> None:
    checks = [_check("a", ok("x")), _check("b", unknown("x")), _check("c", not_yet("x"))]
    good = examine(context(), checks, lambda name: None)
    assert [each.check.id for each in good] == ["a", "b", "c"]
    assert is_good(good)
    assert is_answered(good)
    lost = replace(unknown("x"), is_unanswered=True)
    assert not is_answered(examine(context(), [*checks, _check("d", lost)], lambda name: None))
    assert not is_good(examine(context(), [*checks, _check("d", ok("y"), failed("x", "", ""))], lambda name: None))
