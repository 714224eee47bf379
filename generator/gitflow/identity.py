"""The repository at GitHub, and how its workflows name it to AWS -> what of the spec does not fit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.errors import OutsideError
from generator.gitflow.gh_api import GhApi
from generator.model.git import Git

IMMUTABLE_SINCE = "2026-07-15"
"""Repositories made from this day on name themselves by their ids too; older ones once renamed, moved or asked to.

https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
"""


class Identity(NamedTuple):
    """A repository as GitHub knows it."""

    name: str
    """As owner/name, in GitHub's own letters."""
    owner_id: int
    repository_id: int
    has_ids: bool | None
    """Whether its workflows name it by its ids, too; None when GitHub does not say."""
    is_custom: bool = False
    """Whether its owner has chosen other claims for the subject than GitHub's own."""

    @property
    def keys(self) -> str:
        """What the spec is to say, in one line."""
        return f"git: {{owner_id: {self.owner_id}, repository_id: {self.repository_id}}}"


def identity(api: GhApi, repository: str) -> Identity:
    """Ask GitHub; OutsideError when it knows no such repository, or does not tell."""
    found = api.get(f"repos/{repository}")
    try:
        name, owner, number = str(found["full_name"]), int(found["owner"]["id"]), int(found["id"])
        made = str(found.get("created_at") or "")
    except (AttributeError, KeyError, TypeError, ValueError) as refusal:
        raise OutsideError(f"cannot read what GitHub says of {repository}", f"it lacks {refusal}") from refusal
    subject = _subject(api, name)
    has_ids = subject.get("use_immutable_subject")
    if not isinstance(has_ids, bool):
        has_ids = True if made[:10] >= IMMUTABLE_SINCE else None
    return Identity(name, owner, number, has_ids, is_custom=subject.get("use_default") is False)


def _subject(api: GhApi, repository: str) -> Mapping[str, Any]:
    """How the repository's workflows name it; empty for a login that may not see that.

    https://docs.github.com/en/rest/actions/oidc#get-the-customization-template-for-an-oidc-subject-claim-for-a-repository
    """
    try:
        found = api.get(f"repos/{repository}/actions/oidc/customization/sub")
    except OutsideError:
        return {}
    return found if isinstance(found, Mapping) else {}


def misfits(found: Identity, repository: str, git: Git) -> Iterator[str]:
    """What keeps AWS from knowing the repository's workflows again, as lines for a person."""
    if found.name != repository:
        yield f"the spec says repository: {repository}, and GitHub {found.name}: AWS compares it letter by letter"
    if found.is_custom:
        yield (
            f"{found.name} chooses the claims of its OIDC subject itself, and the deployer's role knows GitHub's own: "
            f"gh api --method PUT repos/{found.name}/actions/oidc/customization/sub -F use_default=true"
        )
    for key, said, real in (
        ("owner_id", git.owner_id, found.owner_id),
        ("repository_id", git.repository_id, found.repository_id),
    ):
        if said is not None and said != real:
            yield f"the spec says git.{key}: {said}, and GitHub {real}"
    if git.repository_id is None and found.has_ids:
        yield f"{found.name} names itself to AWS by its ids, which the spec lacks: {found.keys}"
