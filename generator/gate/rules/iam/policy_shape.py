"""Systems -> IAM policies in files that IAM does not take: statements without an effect, misspelt keys, wrong types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.fault import Fault
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.shape import Either, Listed, Named, Record, Scalar, faults
from generator.gate.subject import Path
from generator.gate.system import System

_TEXT = Scalar()
_TEXTS = Either((_TEXT, Listed(_TEXT)))
_WHO = Either((Scalar(("*",)), Record(dict.fromkeys(("AWS", "CanonicalUser", "Federated", "Service"), _TEXTS))))
_STATEMENT = Record(
    {
        "Sid": _TEXT,
        "Effect": Scalar(("Allow", "Deny")),
        **dict.fromkeys(("Action", "NotAction", "Resource", "NotResource"), _TEXTS),
        **dict.fromkeys(("Principal", "NotPrincipal"), _WHO),
        "Condition": Named(Named(_TEXTS)),
    },
    required=("Effect",),
    choices=(("Action", "NotAction"),),
)
_POLICY = Record(
    {
        "Version": Scalar(("2012-10-17", "2008-10-17")),
        "Id": _TEXT,
        "Statement": Either((Listed(_STATEMENT, is_filled=True), _STATEMENT)),
    },
    required=("Statement",),
)
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. cfn-lint judges the policies of
templates."""
_ABOUT = ("Resource", "NotResource")
_KEYS = _STATEMENT.keys.keys()


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.POLICY):
        for fault in (*faults(file.data, _POLICY), *_of_resources(file.data)):
            yield Finding(file, f"{fault.message}: IAM refuses the policy", fault.path, fault.hint)


def _of_resources(data: Any) -> Iterator[Fault]:
    """A statement says either who or what it is about; with a principal, the policy is a trust or a resource's."""
    for path, statement in _statements(data):
        present = [key for key in _ABOUT if key in statement]
        if len(present) > 1:
            yield Fault((*path, _ABOUT[1]), f"a statement has both {' and '.join(present)}, and may have one of them")
        # A misspelt key is told as such.
        if not present and not {"Principal", "NotPrincipal"} & statement.keys() and statement.keys() <= _KEYS:
            yield Fault(path, "a statement says neither a resource nor a principal")


def _statements(data: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    found = data.get("Statement") if isinstance(data, Mapping) else None
    if isinstance(found, Mapping):
        yield ("Statement",), found
    for index, statement in enumerate(found if isinstance(found, list) else ()):
        if isinstance(statement, Mapping):
            yield ("Statement", index), statement


RULE = Rule(
    "policy-shape",
    "A policy is made of statements with an effect, actions, and the resources or the principals that it is about.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    _check,
    """
 policy.json:
   Version: "2012-10-17"
   Statement:
-    - {Efect: Allow, Action: "ecr:GetAuthorizationToken", Resource: "*"}
+    - {Effect: Allow, Action: "ecr:GetAuthorizationToken", Resource: "*"}
    """,
)
