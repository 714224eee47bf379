"""Whether statements allow a call, as IAM decides it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from generator.iam.call import Call
from generator.iam.document import Condition, Statement

_ARN_PARTS = 6


def allowed(statements: Iterable[Statement], call: Call) -> bool:
    """Some statement allows the call, and none denies it."""
    about = [statement for statement in statements if covers(statement, call)]
    return any(statement.allows for statement in about) and all(statement.allows for statement in about)


def covers(statement: Statement, call: Call) -> bool:
    """Whether a statement is about a call: its action, its resource, and what its conditions ask for."""
    return (
        _one_of(statement.actions, re.IGNORECASE).fullmatch(call.action) is not None
        and _one_of(statement.resources).fullmatch(call.resource) is not None
        and all(holds(test, call.context) for test in statement.conditions)
    )


def holds(test: Condition, context: Mapping[str, str]) -> bool:
    """Whether the request's context passes a test; a key that it does not bring along passes ``...IfExists`` alone.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    if_exists = test.operator.endswith("IfExists")
    operator = _OPERATORS.get(test.operator.removesuffix("IfExists"))
    if operator is None:
        raise ValueError(f"this evaluator does not know {test.operator}")
    # Keys do not tell capital letters from small ones.
    values = [value for key, value in context.items() if key.lower() == test.key.lower()]
    if if_exists and not values:
        return True
    return any(operator(pattern, value) for pattern in test.values for value in values)


def fits(pattern: str, text: str) -> bool:
    """Whether a pattern of IAM, with ``*`` and ``?``, matches; a wildcard in ``text`` is matched by one only."""
    return _one_of((pattern,)).fullmatch(text) is not None


@cache
def _one_of(patterns: tuple[str, ...], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """One expression for all of them, which is much faster than one after the other."""
    return re.compile("|".join(map(_expression, patterns)) if patterns else "(?!)", re.DOTALL | flags)


def _expression(pattern: str) -> str:
    wildcards = {"*": ".*", "?": "."}
    return "".join(wildcards.get(letter) or re.escape(letter) for letter in pattern)


def _arn_fits(pattern: str, text: str) -> bool:
    """Part by part: a wildcard reaches over no colon but in the last part, which may hold some."""
    patterns, texts = _arn(pattern), _arn(text)
    return len(patterns) == len(texts) and all(map(fits, patterns, texts))


def _arn(text: str) -> list[str]:
    # The colons of ${AWS::Region} divide nothing.
    hidden = text.replace("${AWS::", "${AWS\0\0")
    return [part.replace("\0", ":") for part in hidden.split(":", _ARN_PARTS - 1)]


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda pattern, text: pattern == text,
    "StringLike": fits,
    "ArnEquals": _arn_fits,
    "ArnLike": _arn_fits,
    "Bool": lambda pattern, text: pattern.lower() == text.lower(),
}
