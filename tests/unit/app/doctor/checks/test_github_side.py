"""What GitHub has in the place of what the specs say, as doctor tells it; and that nobody could ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.app.doctor.check import Finding, Verdict
from generator.app.doctor.checks.github_side import CHECK
from generator.app.github.standing import Standing
from generator.errors import OutsideError, SpecError
from generator.problems import Location, Problem
from tests.unit.app.doctor.context import at_github, context


def _found(github: Callable[[], Standing | None]) -> list[Finding]:
    return [*CHECK.examine(context(github=github))]


def _refusing(error: Exception) -> Callable[[], Standing | None]:
    def github() -> Standing | None:
        raise error

    return github


def test_all_is_well_in_one_line() -> None:
    [finding] = _found(at_github)
    assert (finding.verdict, finding.what) == (
        Verdict.OK,
        "1 environment and 1 ruleset of acme/shop are as the specs say",
    )


def test_what_a_login_may_not_see_is_said() -> None:
    standing = at_github()
    hidden = replace(standing, rulesets=tuple(replace(each, hides_bypass=True) for each in standing.rulesets))
    [finding] = _found(lambda: hidden)
    assert finding.verdict is Verdict.OK
    assert finding.what.endswith("it is not told who may bypass them")


def test_each_difference_is_a_failure_with_the_command_that_mends_it() -> None:
    standing = at_github()
    [environment], [ruleset] = standing.environments, standing.rulesets
    diff = (
        "--- a",
        "+++ b",
        "@@ -1 +1 @@",
        " {",
        '-  "enforcement": "disabled",',
        '+  "enforcement": "active",',
        *["+  x"] * 4,
    )
    changed = replace(
        standing,
        environments=(replace(environment, found=None), replace(environment, policies=())),
        rulesets=(replace(ruleset, id=None, diff=("+  x",)), replace(ruleset, diff=diff)),
        misfits=("the spec says git.owner_id: 1, and GitHub 2",),
    )
    found = _found(lambda: changed)
    assert {finding.verdict for finding in found} == {Verdict.FAILED}
    assert [finding.what for finding in found] == [
        "GitHub has no environment shop-prod, and would make one that any branch deploys to",
        "GitHub's environment shop-prod is not as the specs say",
        "GitHub has no ruleset shop: tags",
        "GitHub has another ruleset shop: tags",
        "AWS will refuse the deploy workflow: the spec says git.owner_id: 1, and GitHub 2",
    ]
    assert found[3].evidence == '- "enforcement": "disabled",; + "enforcement": "active",; + x; and 3 more'
    assert [finding.mend for finding in found] == [
        *["canaryform github apply specs/shop.yaml"] * 4, "mend specs/shop.yaml, then generate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("github", "words"),
    [
        (lambda: None, "`canaryform github check specs/shop.yaml` asks it"),
        (_refusing(OutsideError("cannot read", "HTTP 502", "later")), "GitHub could not be asked"),
        (_refusing(SpecError([Problem(Location("b.yaml", 1, 1), "is empty", "yaml")])), "a spec of the repository"),
    ],
)
def test_where_nobody_could_ask_it_is_not_known(github: Callable[[], Standing | None], words: str) -> None:
    [finding] = _found(github)
    assert finding.verdict is Verdict.UNKNOWN
    assert words in finding.what
    assert not finding.is_unanswered
