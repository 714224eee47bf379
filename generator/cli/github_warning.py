"""What GitHub has beside the spec -> warnings: what AWS would refuse, and what nobody could merge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.cli.terminal.output import Output
from generator.count import counted
from generator.naming.github import CHECKS_WORKFLOW, INSTALLED_FOLDER

if TYPE_CHECKING:
    from generator.app.github.side import GitHubSide
    from generator.gitflow.gh_api import GhApi


def warn_of_misfits(output: Output, side: GitHubSide, misfits: Sequence[str]) -> None:
    """Say what keeps the deploy workflow from its role."""
    from generator.cli.text.summary import warning

    for misfit in misfits:
        output.note(warning(f"AWS will refuse the deploy workflow: {misfit}. Mend {side.named}, then generate"))


def warn_of_too_few_people(output: Output, api: GhApi, side: GitHubSide) -> None:
    """Say when the rules make a repository that nobody can merge into: nobody approves a pull request of their own.

    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/approving-a-pull-request-with-required-reviews
    """
    from generator.cli.text.summary import warning
    from generator.gitflow.reviewers import writers

    needed, there = side.git.approvals, writers(api, side.repository) if side.git.approvals else None
    if there is not None and there <= needed:
        people = f"{there} {'person' if there == 1 else 'people'}"
        others = f"{counted(needed, 'other')} to approve it"
        what = f"{people} can write to {side.repository}, and a pull request needs {others}"
        output.note(warning(f"{what}: nobody could merge. Say git: {{approvals: {max(there - 1, 0)}}} in {side.named}"))


def warn_of_missing_workflow(output: Output, side: GitHubSide) -> None:
    """Say what would leave every pull request waiting."""
    from generator.cli.text.summary import warning

    if not (side.root / INSTALLED_FOLDER / CHECKS_WORKFLOW).is_file():
        what = (
            f"{INSTALLED_FOLDER}/{CHECKS_WORKFLOW} is not there, and pull requests would wait for its checks for ever"
        )
        output.note(warning(f"{what}: run `canaryform github install` and commit it first"))
