"""GitHub environments as the spec wants them, compared with those that GitHub has, and put in place.

An environment that a workflow names and that is not there is made by GitHub with no protection at all, so that any
branch could deploy: https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import OutsideError
from generator.gitflow.gh_api import GhApi

_CHOSEN = {"protected_branches": False, "custom_branch_policies": True}
"""Only branches and tags that its own list names: https://docs.github.com/en/rest/deployments/environments."""


@dataclass(frozen=True)
class EnvironmentComparison:
    """One environment: the branch that it is to take deployments from, what GitHub has, and how the two differ."""

    name: str
    branch: str
    found: Mapping[str, Any] | None
    """As GitHub lists it; None when it does not have it."""
    policies: tuple[Mapping[str, Any], ...]
    """The branches and tags that GitHub lets deploy to it, with their ids."""

    @property
    def diff(self) -> tuple[str, ...]:
        """The difference, as lines for a person; empty when there is none."""
        names = f"environment {self.name} (at GitHub)", f"environment {self.name} (from the spec)"
        new = {"deployment_branch_policy": _CHOSEN, "branch_policies": [_wanted(self.branch)]}
        old: list[str] = []
        if self.found is not None:
            policy, there = self.found.get("deployment_branch_policy"), sorted(map(_shown, self.policies), key=str)
            old = _lines({"deployment_branch_policy": policy and {key: policy.get(key) for key in _CHOSEN},
                          "branch_policies": there})  # fmt: skip
        return tuple(difflib.unified_diff(old, _lines(new), *names, lineterm=""))


def compare_environments(
    api: GhApi, repository: str, names: Sequence[str], branch: str
) -> tuple[EnvironmentComparison, ...]:
    """Look up every environment by its name; those of other names stay as they are."""
    listed = api.pages(f"{_path(repository)}?per_page=100", "environments")
    try:
        found = {str(each["name"]): each for each in listed}
    except (TypeError, KeyError) as refusal:
        raise OutsideError("cannot read GitHub's environments", f"an entry has no name: {refusal}") from refusal
    return tuple(
        EnvironmentComparison(name, branch, found.get(name), _policies(api, repository, found.get(name)))
        for name in names
    )


def put_environment(api: GhApi, repository: str, comparison: EnvironmentComparison) -> None:
    """Make the environment, or let the one that is there take deployments from its branch only.

    Between the first call and the second no branch may deploy to it.
    """
    path = f"{_path(repository)}/{comparison.name}"
    if comparison.found is None or comparison.found.get("deployment_branch_policy") != _CHOSEN:
        api.send("PUT", path, {**_kept(comparison.found or {}), "deployment_branch_policy": _CHOSEN})
    # Asked again: GitHub remembers those of a time before every branch, or every protected one, could deploy.
    policies = _listed(api, repository, comparison.name)
    wanted = _wanted(comparison.branch)
    if wanted not in map(_shown, policies):
        api.send("POST", f"{path}/deployment-branch-policies", wanted)
    for policy in policies:
        if _shown(policy) != wanted:
            api.delete(f"{path}/deployment-branch-policies/{policy['id']}")


def _policies(api: GhApi, repository: str, found: Mapping[str, Any] | None) -> tuple[Mapping[str, Any], ...]:
    if found is None or not (found.get("deployment_branch_policy") or {}).get("custom_branch_policies"):
        return ()
    return _listed(api, repository, str(found["name"]))


def _listed(api: GhApi, repository: str, name: str) -> tuple[Mapping[str, Any], ...]:
    path = f"{_path(repository)}/{name}/deployment-branch-policies?per_page=100"
    return tuple(api.pages(path, "branch_policies"))


def _kept(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a person has set: an update that leaves it out would take it away."""
    kept: dict[str, Any] = {}
    for rule in found.get("protection_rules") or ():
        if rule.get("type") == "wait_timer":
            kept["wait_timer"] = rule["wait_timer"]
        if rule.get("type") == "required_reviewers":
            kept["prevent_self_review"] = bool(rule.get("prevent_self_review"))
            kept["reviewers"] = [
                {"type": each["type"], "id": each["reviewer"]["id"]} for each in rule.get("reviewers", ())
            ]
    return kept


def _wanted(branch: str) -> dict[str, str]:
    return {"name": branch, "type": "branch"}


def _shown(policy: Mapping[str, Any]) -> dict[str, str]:
    """Without its id; what has no type is a branch."""
    return {"name": str(policy.get("name")), "type": str(policy.get("type") or "branch")}


def _lines(value: Any) -> list[str]:
    return json.dumps(value, indent=2).split("\n")


def _path(repository: str) -> str:
    return f"repos/{repository}/environments"
