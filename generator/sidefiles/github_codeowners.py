"""Who is asked to review: CODEOWNERS.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from __future__ import annotations

from generator.sidefiles.github_repository import Repository


def codeowners(repository: Repository) -> str | None:
    """The owners own everything; None when the spec names none."""
    owners = repository.git.owners
    if not owners:
        return None
    header = " ".join(repository.header.splitlines())
    return f"# {header}\n* {' '.join(owners)}\n"
