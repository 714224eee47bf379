"""A problem -> a line that GitHub Actions shows at the file in a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
"""

from __future__ import annotations

from generator.problems import Problem, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
# Escapes as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def annotation(problem: Problem) -> str:
    """The workflow command of a problem."""
    location = problem.location
    properties = {"file": location.file}
    if location.line:
        properties |= {"line": str(location.line), "col": str(max(location.column, 1))}
    properties["title"] = problem.code
    told = ",".join(f"{key}={_escaped(value, _IN_PROPERTY)}" for key, value in properties.items())
    hint = f"\n{problem.hint}" if problem.hint else ""
    return f"::{_COMMANDS[problem.severity]} {told}::{_escaped(f'{problem.message}{hint}', _IN_MESSAGE)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text)
