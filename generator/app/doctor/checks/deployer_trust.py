"""The role that GitHub's workflow takes on -> whether it trusts the repository by the names that the spec gives it.

A repository that names itself by its ids too is refused by a role that knows its name alone:
https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator import naming
from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.role import find_trust
from generator.policies.github_trust import GITHUB, environment_subjects


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    project = context.project
    role = context.fill(project.names.deployer)
    trust = context.ask(find_trust, role)
    if trust is None:
        yield not_yet(f"there is no role {role}, which GitHub's workflow takes on to deploy")
        return
    wanted, there = {*environment_subjects(project)}, {*_subjects(trust)}
    if wanted != there:
        yield failed(
            f"{role} trusts other subjects than the spec names, and refuses GitHub's workflow or lets in too much",
            f"GetRole: {', '.join(sorted(there)) or 'no subject'}; the spec: {', '.join(sorted(wanted))}",
            f"let an administrator deploy the stack {naming.shared_stack(project.name, 'deployer')} again, by the "
            f"commands in {naming.OUTPUT_FOLDER}/{project.name}/github/README.md",
        )
    elif len(wanted) == 1:
        yield ok(f"{role} trusts {project.repository} by its name; `canaryform github check` asks GitHub for its ids")
    else:
        yield ok(f"{role} trusts {project.repository} by its name and by its ids")


def _subjects(trust: Mapping[str, Any]) -> Iterator[str]:
    """What the tokens may say of themselves, in whichever operator; a wildcard shows as what it is."""
    statements = trust.get("Statement", ())
    for statement in [statements] if isinstance(statements, Mapping) else statements:
        for condition in statement.get("Condition", {}).values():
            values = condition.get(f"{GITHUB}:sub", ())
            yield from [values] if isinstance(values, str) else values


CHECK = Check(
    "deployer-trust",
    "the role that GitHub's workflow takes on",
    "https://docs.github.com/en/actions/reference/openid-connect-reference#immutable-subject-claims",
    _examine,
)
