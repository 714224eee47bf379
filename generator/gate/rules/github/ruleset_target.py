"""Systems -> rulesets that keep nothing: turned off, or for refs that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.gate.action import actions
from generator.gate.github_check import PULLS, fits
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import Ruleset, rulesets
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, text, texts
from generator.gate.workflow import events
from generator.problems import Severity

_PREFIX = {"branch": "refs/heads/", "tag": "refs/tags/"}
_ALL = frozenset({"~ALL", "~DEFAULT_BRANCH"})
_PATTERN = re.compile(r"[*?\[]")
_MOST = 8
"""Of branches in a message."""
_PATH = ("conditions", "ref_name", "include")


def _check(system: System) -> Iterator[Finding]:
    named = _branches(system)
    for ruleset in rulesets(system):
        if ruleset.enforcement in ("disabled", "evaluate"):
            message = f"is {ruleset.enforcement}: nobody is kept from what it is against"
            yield Finding(ruleset.file, message, ("enforcement",), "enforcement: active")
        for ref in ruleset.refs:
            problem, severity = _problem(ruleset, ref, named, system.branches)
            if problem:
                yield Finding(ruleset.file, problem, _PATH, severity=severity)


def _problem(ruleset: Ruleset, ref: str, named: set[str], present: frozenset[str]) -> tuple[str, Severity | None]:
    prefix = _PREFIX.get(ruleset.target, "")
    if ref in _ALL or not prefix:
        return "", None
    if not ref.startswith(prefix):
        return f"'{ref}' fits no {ruleset.target}, whose refs begin with {prefix}", Severity.ERROR
    name = ref.removeprefix(prefix)
    if ruleset.target != "branch" or any(fits([name], branch) for branch in present):
        return "", None
    # A pattern may be for branches that are still to come.
    if present and not _PATTERN.search(name):
        return f"is for {name}, a branch that the repository does not have: {_listed(present)}", None
    if named and not any(fits([name], branch) for branch in named):
        return f"is for {name}, which no workflow and no pipeline names: {_listed(named)}", None
    return "", None


def _listed(branches: Iterable[str]) -> str:
    every = sorted(branches)
    return ", ".join(every[:_MOST]) + (", …" if len(every) > _MOST else "")


def _branches(system: System) -> set[str]:
    """Those by which workflows and pipelines go."""
    found = {text(action.configuration, "BranchName") for action in actions(system) if action.category == "Source"}
    for file in system.files_of(Kind.WORKFLOW):
        for name, filters in events(file).items():
            if name in ("push", *PULLS):
                found |= set(texts(mapping(filters).get("branches")))
    return {name for name in found if is_literal(name)}


RULE = Rule(
    "ruleset-target",
    "A ruleset is active, and for branches or tags that are there.",
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository",
    _check,
    """
 tags.json:
   name: tags
   target: tag
-  enforcement: disabled
+  enforcement: active
   conditions: {ref_name: {include: ["refs/tags/v*"], exclude: []}}
   rules: [{type: deletion}, {type: update}]
    """,
    severity=Severity.WARNING,
)
