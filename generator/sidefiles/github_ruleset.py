"""The rules on branches and tags, as the bodies of GitHub's rulesets API.

Nobody may bypass them, administrators included: there are no bypass actors. Who may make tags of releases is a ruleset
apart, since an actor that may bypass a ruleset may bypass each of its rules.
https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from generator.naming import github
from generator.sidefiles.github_check import ACTIONS
from generator.sidefiles.github_repository import Repository

_ROLES = {"maintain": ("RepositoryRole", 2), "write": ("RepositoryRole", 4), "admin": ("RepositoryRole", 5)}
"""GitHub's numbers for roles in a repository, which its own pages do not say.

https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository_ruleset#bypass_actors
https://github.com/github/rest-api-description/issues/4406
"""
_ACTOR_TYPES = {"team": "Team", "app": "Integration", "user": "User"}


def rulesets(repository: Repository) -> dict[str, dict[str, Any]]:
    """The body of each ruleset, by its noun in ``naming.github.RULESETS``."""
    git = repository.git
    tags = [f"refs/tags/{prefix}*" for prefix in repository.tag_prefixes]
    bodies = {
        "main": _body("branch", [f"refs/heads/{git.main}"], _main_rules(repository)),
        "develop": _body("branch", [f"refs/heads/{git.develop}"], _develop_rules(repository)),
        # A tag of a release is made once: whoever could move it could release something else under its name.
        "tags": _body("tag", tags, _plain("deletion", "update")),
        "releasers": _body("tag", tags, _plain("creation"), [_actor(releaser) for releaser in git.releasers]),
    }
    return {noun: {"name": github.ruleset(noun), **body} for noun, body in bodies.items()}


def ruleset_text(body: dict[str, Any]) -> str:
    """A ruleset as JSON text."""
    return json.dumps(body, indent=2) + "\n"


def _actor(releaser: str) -> dict[str, Any]:
    """Somebody who may make tags, as GitHub has it; deploy keys have no number of their own.

    Users may be named since May 2026:
    https://github.blog/changelog/2026-05-07-repository-rulesets-user-bypass-and-branch-renaming/
    """
    kind, _, number = releaser.partition(":")
    if kind == "deploy-keys":
        return {"actor_type": "DeployKey", "bypass_mode": "always"}
    actor_type, actor = _ROLES.get(kind) or (_ACTOR_TYPES[kind], int(number))
    return {"actor_id": actor, "actor_type": actor_type, "bypass_mode": "always"}


def _body(
    target: str, refs: Sequence[str], rules: Iterator[dict[str, Any]], bypass_actors: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {
        "target": target,
        "enforcement": "active",
        "bypass_actors": list(bypass_actors),
        "conditions": {"ref_name": {"include": list(refs), "exclude": []}},
        "rules": list(rules),
    }


def _main_rules(repository: Repository) -> Iterator[dict[str, Any]]:
    git = repository.git
    yield from _plain("deletion", "non_fast_forward")
    yield _pull_request(
        repository,
        methods=_without_unsigned(repository, ["squash", "rebase"] if git.linear_history else ["merge"]),
        dismisses_stale=True,
        # Owners are asked, but who wants no review at all wants none of theirs.
        needs_owner=bool(repository.has_owners and git.approvals),
    )
    yield _status_checks(strict=True)
    if git.linear_history:
        yield from _plain("required_linear_history")
    if git.signed_commits:
        yield from _plain("required_signatures")


def _develop_rules(repository: Repository) -> Iterator[dict[str, Any]]:
    """Never a linear history: a release that is merged back is a merge commit.

    Commits are signed here already, since main would refuse a release with one that is not.
    """
    yield from _plain("deletion", "non_fast_forward")
    methods = _without_unsigned(repository, ["merge", "squash", "rebase"])
    yield _pull_request(repository, methods=methods, dismisses_stale=False, needs_owner=False)
    yield _status_checks(strict=False)
    if repository.git.signed_commits:
        yield from _plain("required_signatures")


def _plain(*types: str) -> Iterator[dict[str, Any]]:
    return ({"type": rule} for rule in types)


def _without_unsigned(repository: Repository, methods: list[str]) -> list[str]:
    """GitHub rebases without signing, and so would refuse its own commits.

    https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-rebase-and-merge
    """
    return [method for method in methods if not (repository.git.signed_commits and method == "rebase")]


def _pull_request(
    repository: Repository, *, methods: list[str], dismisses_stale: bool, needs_owner: bool
) -> dict[str, Any]:
    """``methods`` for main is merge alone, where it may be: the tag then holds the very commits of develop."""
    return {
        "type": "pull_request",
        "parameters": {
            "required_approving_review_count": repository.git.approvals,
            "dismiss_stale_reviews_on_push": dismisses_stale,
            "require_code_owner_review": needs_owner,
            "require_last_push_approval": False,
            "required_review_thread_resolution": True,
            "allowed_merge_methods": methods,
        },
    }


def _status_checks(*, strict: bool) -> dict[str, Any]:
    return {
        "type": "required_status_checks",
        "parameters": {
            # develop moves on while a release is under way, and "Update branch" on the pull request that brings
            # main back would put what is unreleased into main.
            "strict_required_status_checks_policy": strict,
            # The branch itself can be made before its first check has run.
            "do_not_enforce_on_create": True,
            "required_status_checks": [{"context": github.REQUIRED_CHECK, "integration_id": ACTIONS}],
        },
    }
