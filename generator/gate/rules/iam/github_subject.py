"""Systems -> roles that GitHub's workflows may take on from a repository or an environment that they are not for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.policy import Statement, covers, trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, mappings, text, texts
from generator.naming import DEPLOYER_TAG, github

_GITHUB = "token.actions.githubusercontent.com"
_CALL = "sts:AssumeRoleWithWebIdentity"
_CUSTOM = re.compile(r"(?!repo:)[a-z_]+:")
"""A subject that begins with another claim: a repository's owner may choose which claims make up its subjects."""
_REPOSITORY = re.compile(r"repo:[^/:*?]+/[^/:*?]+:[^:].*", re.DOTALL)
"""One repository by its name, or by name and ids: https://docs.github.com/en/actions/reference/openid-connect-reference."""


def _check(system: System) -> Iterator[Finding]:
    for statement in trusts(system):
        if statement.allows and _is_of_github(statement):
            yield from _findings(statement)


def _is_of_github(statement: Statement) -> bool:
    if not any(covers(action, _CALL) for action in statement.actions):
        return False
    provider = mapping(statement.data, "Principal").get("Federated")
    is_named = any(each.endswith(f"oidc-provider/{_GITHUB}") for each in texts(provider))
    return is_named or any(key.startswith(f"{_GITHUB}:") for key in statement.condition_keys)


def _findings(statement: Statement) -> Iterator[Finding]:
    subjects = [*_subjects(statement)]
    if not subjects:
        message = f"any repository at GitHub may take on this role: no condition says {_GITHUB}:sub"
        yield Finding(statement.owner, message, statement.path)
    environment = _deployed(statement)
    for operator, subject in subjects:
        path = (*statement.path, "Condition", operator)
        is_exact = operator.lower() == "stringequals"
        if not is_literal(subject):
            continue
        if is_exact and re.search(r"[*?]", subject):
            yield Finding(statement.owner, f"StringEquals takes '{subject}' by the letter, star and all", path)
        elif not (_REPOSITORY.fullmatch(subject) or _CUSTOM.match(subject)):
            message = f"'{subject}' names no single repository, and whoever owns one that fits may take on this role"
            yield Finding(statement.owner, message, path)
        elif environment and not (is_exact and subject.endswith(f":environment:{environment}")):
            message = f"deploys {environment}, but '{subject}' is another subject than that of its jobs"
            yield Finding(statement.owner, message, path, f"it ends with :environment:{environment}, in StringEquals")


def _subjects(statement: Statement) -> Iterator[tuple[str, str]]:
    """Each subject that is let in, with the operator that compares it; those that keep others out are not."""
    for operator, keys in mapping(statement.data, "Condition").items():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            if str(key).lower() == f"{_GITHUB}:sub" and "not" not in str(operator).lower():
                yield from ((str(operator), value) for value in texts(values))


def _deployed(statement: Statement) -> str:
    """GitHub's environment for what the role deploys by its tags; nothing for a role of another kind."""
    tags = {str(tag.get("Key")): text(tag, "Value") for tag in mappings(statement.owner.properties, "Tags")}
    environment, project = tags.get(DEPLOYER_TAG, ""), tags.get("Project", "")
    return github.environment(project, environment) if environment and project else environment


RULE = Rule(
    "github-subject",
    "A role that GitHub's workflows take on is for one repository, and a deployer for the jobs of its environment.",
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal:
               Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
             Action: sts:AssumeRoleWithWebIdentity
             Condition:
-              StringLike: {"token.actions.githubusercontent.com:sub": "repo:acme/*"}
+              StringEquals: {"token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod"}
    """,
)
