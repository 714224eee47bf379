"""Systems -> rulesets that GitHub does not take: without a name, or with words that it does not know."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import Ruleset
from generator.gate.shape import Anything, Either, Empty, Exact, Listed, Named, Record, Scalar, faults
from generator.gate.system import System
from generator.gate.value import number, texts
from generator.problems import Severity

_TEXT, _NUMBER, _ANY = Exact(str), Exact(int), Anything()
_RULES = (
    "branch_name_pattern code_scanning commit_author_email_pattern commit_message_pattern committer_email_pattern"
    " copilot_code_review creation deletion file_extension_restriction file_path_restriction max_file_path_length"
    " max_file_size merge_queue non_fast_forward pull_request required_deployments required_linear_history"
    " required_signatures required_status_checks tag_name_pattern update workflows"
)
_ACTOR = Record(
    {
        "actor_id": Either((_NUMBER, Empty())),
        "actor_type": Scalar(("DeployKey", "Integration", "OrganizationAdmin", "RepositoryRole", "Team", "User")),
        "bypass_mode": Scalar(("always", "exempt", "pull_request")),
    },
    required=("actor_type",),
)
_CHECKS = Record(
    {
        "required_status_checks": Listed(
            Record({"context": _TEXT, "integration_id": Either((_NUMBER, Empty()))}, required=("context",))
        ),
        "strict_required_status_checks_policy": _ANY,
        "do_not_enforce_on_create": _ANY,
    },
    required=("required_status_checks",),
)
_REFS = Record({"include": Listed(_TEXT), "exclude": Listed(_TEXT)})
_MOST_APPROVALS = 10
_EXPORTED = (
    "_links created_at current_user_can_bypass id node_id source source_type updated_at"
    " repository_id repository_name repository_property organization_id"
)
"""What GitHub adds where it shows or exports a ruleset, and passes over where it takes one."""
_RULESET = Record(
    {
        "name": _TEXT,
        "target": Scalar(("branch", "tag", "push", "repository")),
        "enforcement": Scalar(("active", "disabled", "evaluate")),
        "bypass_actors": Listed(_ACTOR),
        "conditions": Either((Record({"ref_name": _REFS, **dict.fromkeys(_EXPORTED.split(), _ANY)}), Empty())),
        "rules": Listed(Record({"type": Scalar(_RULES.split()), "parameters": Named()}, required=("type",))),
        **dict.fromkeys(_EXPORTED.split(), _ANY),
    },
    required=("name", "enforcement"),
)


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.RULESET):
        checks = (
            each
            for path, found in Ruleset(file).rules("required_status_checks")
            for each in faults(found, _CHECKS, path)
        )
        for fault in (*faults(file.data, _RULESET), *checks):
            severity = Severity.WARNING if fault.is_new and fault.path[-1] != "enforcement" else None
            yield Finding(file, f"{fault.message}: GitHub does not take it", fault.path, fault.hint, severity)
        yield from _values(Ruleset(file))


def _values(ruleset: Ruleset) -> Iterator[Finding]:
    """What rules ask for that GitHub refuses, or that no pull request can meet together with another rule."""
    is_linear = any(True for _ in ruleset.rules("required_linear_history"))
    for path, asked in ruleset.rules("pull_request"):
        count = number(asked, "required_approving_review_count")
        if count is not None and not 0 <= count <= _MOST_APPROVALS:
            message = f"{count} approvals are asked for, and GitHub takes 0 to {_MOST_APPROVALS}"
            yield Finding(ruleset.file, message, (*path, "required_approving_review_count"))
        if is_linear and texts(asked.get("allowed_merge_methods")) == ["merge"]:
            message = "a merge commit is the one way to merge, and required_linear_history has none: nothing is merged"
            yield Finding(ruleset.file, message, (*path, "allowed_merge_methods"), "allow squash or rebase")


RULE = Rule(
    "ruleset-shape",
    "A ruleset has a name, an enforcement and rules that GitHub knows.",
    "https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset",
    _check,
    """
 tags.json:
   name: tags
   target: tag
   enforcement: active
   conditions: {ref_name: {include: ["refs/tags/v*"], exclude: []}}
-  rules: [{type: deletions}, {type: update}]
+  rules: [{type: deletion}, {type: update}]
    """,
)
