"""Templates -> what cfn-lint says of them, with the provider schemas of the installed wheel.

Left to itself cfn-lint takes newer schemas from a cache in the home folder, and its configuration from the
home and the working folder; then two machines would judge the same template differently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.rules import CloudFormationLintRule, Rules
from cfnlint.runner import run_template_by_data
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.gate.match import Match, problem
from generator.gate.subject import Subject
from generator.problems import Problem, Severity

_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}
"""Its warnings count, since an IAM action that does not exist is one (W3037)."""
_REF_FORMAT = "E1041"
_NO_MULTIPLE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) is not a multiple of (?P<of>[0-9]+(?:\.[0-9]+)?)$")
_DISPATCHER = "E1101"
"""The rule that calls the rules which are for the values at a keyword, such as a property of one resource type."""


def lint(subjects: Iterable[Subject]) -> Iterator[Problem]:
    """What is wrong with each template, in each of the regions that it is for."""
    for subject in subjects:
        for match in matches(subject.text, subject.regions):
            yield problem(subject, match)


def matches(text: str, regions: tuple[str, ...]) -> tuple[Match, ...]:
    """What is wrong with a template wherever it is from."""
    template, unreadable = decode_str(text)
    found = unreadable or run_template_by_data(template, _configuration(regions), rules_for(template))
    return tuple(_match(each) for each in found if each.rule.severity in _SEVERITIES and not _is_wrong(each))


def load() -> None:
    """Load all that judging takes and that no template changes, such as before processes are forked."""
    all_rules()


def described(name: str) -> tuple[str, str] | None:
    """What a rule of cfn-lint's is about, and its page; None where it has no such rule."""
    rule = all_rules().get(name)
    return (rule.description, rule.source_url) if rule else None


@cache
def _configuration(regions: tuple[str, ...]) -> ConfigMixIn:
    _pin_schemas()
    with as_file(files("generator.gate") / "cfnlintrc.yaml") as configuration:
        return ConfigMixIn(**ManualArgs(regions=list(regions), config_file=str(configuration)))


@cache
def all_rules() -> Rules:
    """Every rule whose findings count, loaded once; loading them costs as much as judging a template."""
    rules = Rules()
    for folder in _configuration(("us-east-1",)).append_rules:
        rules.update(Rules.create_from_directory(folder))
    called = {name for rule in rules.values() for name in rule.parent_rules}
    # One that only informs would run, and what it finds be dropped; one that calls others is kept for theirs.
    return Rules(
        {
            name: rule
            for name, rule in rules.items()
            if rule.severity in _SEVERITIES or rule.child_rules or name in called
        }
    )


def rules_for(template: Any) -> Rules:
    """The rules that can say anything of a template.

    cfn-lint tries every rule at every value, so those that cannot apply cost a sixth of its time.
    """
    resources = template.get("Resources") if isinstance(template, dict) and "Transform" not in template else None
    bodies = [*resources.values()] if isinstance(resources, dict) else [None]
    types = [body.get("Type") if isinstance(body, dict) else None for body in bodies]
    if not all(isinstance(name, str) for name in types):
        return all_rules()
    return _rules_for_types(frozenset(map(str, types)))


@cache
def _rules_for_types(types: frozenset[str]) -> Rules:
    rules = {name: rule for name, rule in all_rules().items() if not is_foreign(rule, types)}
    # The dispatcher keeps every rule that it ever met, also in other collections; a new one has met none.
    rules[_DISPATCHER] = type(rules[_DISPATCHER])()
    return Rules(rules)


def is_foreign(rule: Any, types: Collection[str]) -> bool:
    """Whether a rule of cfn-lint's is called for nothing but properties of resources of other ``types``.

    Its keywords say so, and its only caller is the dispatcher, which goes by them:
    https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/rules/jsonschema/CfnLint.py. A rule that
    another one calls, or that looks at whole templates, is kept.
    """
    keywords = getattr(rule, "keywords", ())
    if not keywords or rule.parent_rules != [_DISPATCHER] or rule.child_rules:
        return False
    if type(rule).match is not CloudFormationLintRule.match or rule.resource_property_types:
        return False
    named = [keyword.split("/")[1] if keyword.startswith("Resources/AWS::") else "*" for keyword in keywords]
    return not any("*" in name or name in types for name in named)


def _is_wrong(match: Any) -> bool:
    """Whether cfn-lint asks for an ARN where ECS takes a role's name as well, which is what a ``Ref`` to it gives.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    """
    steps = {str(step) for step in getattr(match, "path", None) or []}
    if match.rule.id == _REF_FORMAT:
        return bool(steps & {"ExecutionRoleArn", "TaskRoleArn"})
    return _divides(match.message)


def _divides(message: str) -> bool:
    """Whether a number that is said to be no multiple is one: binary fractions know no tenth, so 13.2 is none of 0.1.

    https://docs.python.org/3/tutorial/floatingpoint.html
    """
    said = _NO_MULTIPLE.match(message)
    return said is not None and Decimal(said["number"]) % Decimal(said["of"]) == 0


@cache
def _pin_schemas() -> None:
    """Starts the schema manager anew, with the wheel's own folders named."""
    schemas = Path(cfnlint.__file__).parent / "data" / "schemas"
    PROVIDER_SCHEMA_MANAGER.__init__(schemas / "providers", schemas / "resources")


def _match(match: Any) -> Match:
    path = list(getattr(match, "path", None) or [])
    return Match(
        code=match.rule.id,
        severity=_SEVERITIES[match.rule.severity],
        message=match.message,
        logical_id=str(path[1]) if len(path) > 1 and path[0] == "Resources" else "",
        line=max(match.linenumber, 1),
        column=max(match.columnnumber, 1),
    )
