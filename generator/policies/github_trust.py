"""A project -> who may take on an environment's deployer: GitHub's workflows of its repository, in that environment."""

from __future__ import annotations

from typing import Any

from awacs import sts
from awacs.aws import Allow, Condition, PolicyDocument, Principal, Statement, StringEquals

from generator.model.project import Project
from generator.naming import github
from generator.policies.trust import policy

GITHUB = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


def trust(project: Project, provider: Any) -> PolicyDocument:
    """GitHub's workflows in the project's repository, in a job for this GitHub environment and no other.

    https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
    """
    jobs = environment_subjects(project)
    return policy(
        [
            Statement(
                Effect=Allow,
                Principal=Principal("Federated", provider),
                Action=[sts.AssumeRoleWithWebIdentity],
                Condition=Condition(
                    StringEquals({f"{GITHUB}:aud": AUDIENCE, f"{GITHUB}:sub": jobs if jobs[1:] else jobs[0]})
                ),
            )
        ]
    )


def environment_subjects(project: Project) -> list[str]:
    """How GitHub's tokens name a job of the repository that deploys the environment."""
    environment = github.environment(project.name, project.environment.name)
    return [f"{subject}:environment:{environment}" for subject in repository_subjects(project)]


def repository_subjects(project: Project) -> tuple[str, ...]:
    """How GitHub's tokens begin to name the repository: by its name, and where the spec has them, by its ids too.

    Which of the two is sent depends on when the repository was made, renamed or moved, and on its settings.
    https://docs.github.com/en/actions/reference/openid-connect-reference#immutable-subject-claims
    """
    by_name = f"repo:{project.repository}"
    git = project.git
    if git.owner_id is None or git.repository_id is None:
        return (by_name,)
    owner, _, name = project.repository.partition("/")
    return by_name, f"repo:{owner}@{git.owner_id}/{name}@{git.repository_id}"
