"""The workflow that says under a pull request what it does to what is deployed, in one comment that follows it.

Two jobs: what is of the pull request, and canaryform with its specs, runs with a token that reads; what writes the
comment gets text alone, and runs nothing of the pull request. ``pull_request_target`` would give both the rights of
the repository: https://docs.github.com/en/actions/reference/security/secure-use
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from generator import naming
from generator.naming import github
from generator.sidefiles.github_canaryform import PYTHON, install_canaryform
from generator.sidefiles.github_repository import Repository
from generator.sidefiles.github_workflow import RUNNER, SETUP_PYTHON, UPLOAD, checkout, workflow_text

_MARKDOWN = "markdown"
_NAME = "canaryform diff"
_COMPARE = f"""\
# What GitHub checks out here is the merge; its first parent is the branch that it goes into.
if canaryform diff --markdown --fail-on never 'HEAD^1' >"$RUNNER_TEMP/diff.md" 2>"$RUNNER_TEMP/why.txt"; then
  cat "$RUNNER_TEMP/why.txt" >&2
else
  cat "$RUNNER_TEMP/why.txt" >&2
  {{
    printf '%s\\n' '{github.DIFF_MARK}' '### canaryform diff: nothing was compared' ''
    head --bytes 20000 "$RUNNER_TEMP/why.txt" | sed 's/^/    /'
  }} >"$RUNNER_TEMP/diff.md"
fi
cat "$RUNNER_TEMP/diff.md" >>"$GITHUB_STEP_SUMMARY"
# No line of the text can be this one, and so end it.
end=$(head --bytes 24 /dev/urandom | base64)
{{
  echo "{_MARKDOWN}<<$end"
  cat "$RUNNER_TEMP/diff.md"
  printf '\\n%s\\n' "$end"
}} >>"$GITHUB_OUTPUT"
"""
_REPORT = "canaryform report --since 'HEAD^1' || echo 'No page was written: the lines above say why.'"
_REPORT_DAYS = 14
_COMMENT = f"""\
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
ours='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("{github.DIFF_MARK}"))) | .id'
found=$(gh api --paginate "$comments?per_page=100" --jq "$ours")
number=${{found%%$'\\n'*}}
if [ -n "$number" ]; then
  to=(--method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$number")
else
  to=(--method POST "$comments")
fi
if ! printf '%s' "$MARKDOWN" | gh api "${{to[@]}}" --silent --field body=@- 2>"$RUNNER_TEMP/why.txt"; then
  cat "$RUNNER_TEMP/why.txt" >&2
  # Of a fork, and of Dependabot, GitHub gives a token that may only read.
  grep --quiet 'HTTP 403' "$RUNNER_TEMP/why.txt" || exit 1
  echo 'No comment: this token may only read. The summary of this run has the same text.'
fi
"""
"""``PATCH`` and ``POST`` of comments: https://docs.github.com/en/rest/issues/comments."""


def diff_workflow(repository: Repository, canaryform: str) -> str:
    """The workflow as YAML text; ``canaryform`` is where it is installed from."""
    git = repository.git
    document: dict[str, Any] = {
        "name": _NAME,
        "on": {
            "pull_request": {
                "branches": list(dict.fromkeys([git.main, git.develop])),
                "paths": [*_folders(repository), f"{naming.OUTPUT_FOLDER}/**"],
            }
        },
        "permissions": {},
        "concurrency": {"group": "canaryform-diff-${{ github.ref }}", "cancel-in-progress": True},
        "jobs": {"diff": _compare(canaryform), "comment": _comment()},
    }
    return workflow_text(document, repository.header)


def _folders(repository: Repository) -> list[str]:
    """Where specs are, and what they extend: canaryform diff looks at all of a repository."""
    folders = [f"{PurePath(spec.file).parent}/**" for spec in repository.specs]
    return list(dict.fromkeys([*folders, *(base for spec in repository.specs for base in spec.bases)]))


def _compare(canaryform: str) -> dict[str, Any]:
    return {
        "name": _NAME,
        "runs-on": RUNNER,
        "timeout-minutes": 10,
        "permissions": {"contents": "read"},
        "outputs": {_MARKDOWN: f"${{{{ steps.diff.outputs.{_MARKDOWN} }}}}"},
        "defaults": {"run": {"shell": "bash"}},
        "steps": [
            checkout(commits=2),
            {"uses": SETUP_PYTHON, "with": {"python-version": PYTHON}},
            install_canaryform(canaryform),
            {"name": "What merging this does", "id": "diff", "run": _COMPARE},
            {"name": "The system on one page", "run": _REPORT},
            {
                "uses": UPLOAD,
                "with": {
                    "name": "canaryform-report",
                    "path": f"{naming.OUTPUT_FOLDER}/*/report.html",
                    "if-no-files-found": "ignore",
                    "retention-days": _REPORT_DAYS,
                },
            },
        ],
    }


def _comment() -> dict[str, Any]:
    return {
        "name": f"{_NAME} comment",
        "needs": "diff",
        "runs-on": RUNNER,
        "timeout-minutes": 5,
        "permissions": {"pull-requests": "write"},
        # One run after the other, so that it stays one comment.
        "concurrency": {
            "group": "canaryform-diff-${{ github.event.pull_request.number }}",
            "cancel-in-progress": False,
        },
        "defaults": {"run": {"shell": "bash"}},
        "steps": [
            {
                "name": "One comment, written anew",
                "env": {
                    "GH_TOKEN": "${{ github.token }}",
                    "PULL_REQUEST": "${{ github.event.pull_request.number }}",
                    "MARKDOWN": f"${{{{ needs.diff.outputs.{_MARKDOWN} }}}}",
                },
                "run": _COMMENT,
            }
        ],
    }
