"""Problems -> a log in SARIF 2.1.0, which GitHub's code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html, and what GitHub takes of it:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.problems import Problem, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def sarif(problems: Sequence[Problem], unknown: Mapping[str, str]) -> dict[str, Any]:
    """One run. ``unknown`` says of each file that was not judged why: it becomes a notification of the run."""
    codes = sorted({problem.code for problem in problems})
    run = {
        "tool": {"driver": {"name": "canaryform", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": f"{file} was not judged: {reason}"}}
                    for file, reason in unknown.items()
                ],
            }
        ],
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    from generator.gate.catalog import RULES

    rule = next((each for each in RULES if each.id == code), None)
    if rule is None:  # cfn-lint's, or one about the file as such.
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.description},
        "helpUri": rule.source,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, index: int) -> dict[str, Any]:
    location = problem.location
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(location.file.replace(os.sep, "/"))}}
    if location.line:
        place["region"] = {"startLine": location.line, "startColumn": max(location.column, 1)}
    about = f" (in {problem.subject})" if problem.subject else ""
    hint = f". {problem.hint}" if problem.hint else ""
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.message}{about}{hint}"},
        "locations": [{"physicalLocation": place}],
    }
