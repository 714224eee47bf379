"""What a file holds, and for which project, environment and service -> its path below the output folder."""

from __future__ import annotations

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"


def template_path(project: str, folder: str, noun: str, suffix: str, service: str = "") -> str:
    """Where a template is written; ``folder`` is ``shared`` or an environment's name.

    ``service`` is whose it is, the main one's name included; empty for what services share.
    """
    return "/".join([project, folder, *([service] if service else []), f"{noun}.{suffix}"])


def stack_policy_path(project: str, folder: str, noun: str, service: str = "") -> str:
    """Where the stack policy that belongs to a template is written."""
    return template_path(project, folder, noun, "stack-policy.json", service)


def manifest_path(project: str) -> str:
    """The list of all that was generated for a project."""
    return f"{project}/{MANIFEST}"


def checksums_path(project: str) -> str:
    """The checksums of all that was generated for a project, and of its spec."""
    return f"{project}/{CHECKSUMS}"
