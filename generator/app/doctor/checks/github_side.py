"""GitHub -> its environments and rulesets that are not as the specs say, as ``canaryform github check`` finds them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, ok, unknown
from generator.count import counted
from generator.errors import OutsideError, SpecError

_ENVIRONMENTS = "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments"
_SHOWN = 3
"""Of the lines that differ."""


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    command = f"canaryform github check {shlex.quote(context.build.file)}"
    try:
        found = context.github()
    except SpecError as error:
        yield unknown("GitHub was not asked: a spec of the repository has problems", str(error.problems[0]), command)
        return
    except OutsideError as refusal:
        yield unknown("GitHub could not be asked", f"{refusal.what}: {refusal.why}", refusal.hint or command)
        return
    if found is None:
        yield unknown(f"GitHub was not asked, since gh is not there or not logged in: `{command}` asks it")
        return
    apply = f"canaryform github apply {shlex.quote(context.build.file)}"
    for environment in found.changed_environments:
        if environment.found is None:
            what = f"GitHub has no environment {environment.name}, and would make one that any branch deploys to"
        else:
            what = f"GitHub's environment {environment.name} is not as the specs say"
        yield failed(what, _shown(environment.diff), apply, _ENVIRONMENTS)
    for ruleset in found.changed_rulesets:
        has = "has no ruleset" if ruleset.id is None else "has another ruleset"
        yield failed(f"GitHub {has} {ruleset.name}", _shown(ruleset.diff), apply)
    for misfit in found.misfits:
        yield failed(f"AWS will refuse the deploy workflow: {misfit}", "", f"mend {found.side.named}, then generate")
    if not (found.changed_environments or found.changed_rulesets or found.misfits):
        count = f"{counted(len(found.environments), 'environment')} and {counted(len(found.rulesets), 'ruleset')}"
        hidden = any(each.hides_bypass for each in found.rulesets)
        rest = ", as far as this login may see: it is not told who may bypass them" if hidden else ""
        yield ok(f"{count} of {found.side.repository} are as the specs say{rest}")


def _shown(diff: Sequence[str]) -> str:
    """The lines that differ, without their white space."""
    changed = [f"{line[0]} {line[1:].strip()}" for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]
    more = len(changed) - _SHOWN
    return "; ".join(changed[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


CHECK = Check(
    "github-side",
    "GitHub's environments and rulesets",
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets",
    _examine,
)
