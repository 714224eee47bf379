"""The repository at GitHub -> how many people there can approve a pull request."""

from __future__ import annotations

from generator.errors import OutsideError
from generator.gitflow.gh_api import GhApi


def writers(api: GhApi, repository: str) -> int | None:
    """How many can push, and so approve; None for a login that may not see who they are.

    https://docs.github.com/en/rest/collaborators/collaborators#list-repository-collaborators
    """
    try:
        return len(api.pages(f"repos/{repository}/collaborators?permission=push&per_page=100"))
    except OutsideError:
        return None
