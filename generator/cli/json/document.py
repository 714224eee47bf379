"""Problems, builds and changes -> plain data for ``--json``; these names are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.problems import Problem

if TYPE_CHECKING:
    from generator.app.build.product import Product
    from generator.app.output.differences import Difference
    from generator.app.output.write import Changes


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem; ``line`` 0 is the file as a whole."""
    location = problem.location
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "path": location.path,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "subject": problem.subject,
    }


def build_document(build: Product) -> dict[str, Any]:
    """One spec and its stacks, in the order in which they deploy."""
    stacks = [
        {
            "name": stack.name,
            "folder": stack.folder,
            "noun": stack.noun,
            "template": stack.template_path,
            "resources": stack.resources,
            "depends_on": list(stack.depends_on),
            "needs_iam": stack.needs_iam,
            "by_administrator": stack.by_administrator,
        }
        for stack in build.stacks
    ]
    return {
        "file": build.file,
        "project": build.project,
        "environments": list(build.environments),
        "stacks": stacks,
        "notes": list(build.notes),
    }


def changes_document(changes: Changes) -> dict[str, list[str]]:
    """What a run did to the output folder."""
    return {
        "written": list(changes.written),
        "unchanged": list(changes.unchanged),
        "removed": list(changes.removed),
        "kept": list(changes.kept),
    }


def difference_document(difference: Difference) -> dict[str, Any]:
    """A file that is not as the spec says."""
    return {"path": difference.path, "kind": str(difference.kind), "diff": list(difference.diff)}
