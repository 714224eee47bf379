"""A spec -> what it asks of the repository that it is in, which other specs of that repository may contradict."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.build.product import Claims, Start
from generator.model.git import Git
from generator.model.project import Spec
from generator.sidefiles.github_repository import lead

_ONE_FOR_ALL = ("main", "develop", "releasers", "approvals", "signed_commits", "linear_history")
"""Keys of ``git`` of which a repository has one value, said or not."""
_WHERE_SAID = ("canaryform", "owner_id", "repository_id")
"""Those that a spec may leave out where another one says them."""


def claims(spec: Spec) -> Claims:
    """Its branch rules, as the environment has them that speaks for the repository, and what starts its pipelines."""
    speaker = lead(spec.projects)
    return Claims(
        repository=speaker.repository,
        environment=speaker.environment.name,
        settings=tuple(_settings(speaker.git)),
        starts=tuple(_starts(spec)),
    )


def _settings(git: Git) -> Iterator[tuple[str, str]]:
    for key in (*_ONE_FOR_ALL, *_WHERE_SAID):
        value = getattr(git, key)
        if value is not None:
            yield key, _shown(value)


def _shown(value: object) -> str:
    """A value as a spec has it; the order of a list says nothing here."""
    if isinstance(value, tuple):
        return f"[{', '.join(sorted(value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _starts(spec: Spec) -> Iterator[Start]:
    for service in (each for each in spec.services if each.takes_commits):
        trigger = service.trigger
        yield Start(
            environment=service.environment.name,
            service=service.name,
            kind="branch" if trigger.branch else "tag",
            pattern=trigger.branch or trigger.tag or "",
            context=service.context,
        )
