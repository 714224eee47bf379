"""The environments of a spec -> what a person should know, and may have meant: what ``accept`` does not name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from generator.model.project import Project

_FEW_PAUSES = 2
"""A canary has so many."""
_CPU_OF_A_PROXY = 256


def notes(projects: Sequence[Project]) -> Iterator[str]:
    """Each once."""
    plain = [
        project.environment.name
        for project in projects
        if project.makes_load_balancer  # Of one that exists, nobody here knows what its listener speaks.
        and not project.load_balancer.certificate
        and "plain-http" not in project.accept
    ]
    if plain:
        speak, their = ("speaks", "its") if len(plain) == 1 else ("speak", "their")
        yield (
            f"{', '.join(plain)} {speak} plain HTTP: anyone on the way can read and change {their} traffic. "
            "Give load_balancer.certificate the ARN of an ACM certificate. [plain-http]"
        )
    unnamed = [each for each in projects if each.git.repository_id is None and "repository-ids" not in each.accept]
    for repository in dict.fromkeys(each.repository for each in unnamed):
        # https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
        yield (
            f"if {repository} was made, renamed or moved since July 2026, AWS refuses its deploy workflow: GitHub then "
            "names it by its ids. Give git.owner_id and git.repository_id what "
            f"`gh api repos/{repository} --jq .owner.id,.id` prints. [repository-ids]"
        )
    yield from _shells(projects)
    yield from _pauses(projects)
    yield from _proxies(projects)
    yield from _limits(projects)
    apart = [project for project in projects if "nested-context" not in project.accept]
    yield from dict.fromkeys(note for project in apart for note in _nested(project))


def accepted(projects: Sequence[Project]) -> Iterator[str]:
    """The warnings that are taken as read, each with its reason and the environments that it holds in."""
    where: dict[tuple[str, str], list[str]] = {}
    for project in projects:
        for name, reason in project.accept.items():
            where.setdefault((name, reason), []).append(project.environment.name)
    for (name, reason), environments in where.items():
        yield f"{name} is accepted in {', '.join(environments)}: {reason}"


def patched(projects: Sequence[Project]) -> Iterator[str]:
    """The patches of templates, each with what it is for, and with the reason why it may touch what is protected."""
    where: dict[tuple[str, str], list[str]] = {}
    for project in projects:
        for name, patch in project.patches.items():
            stack = f"{patch.stack} of {patch.service}" if patch.service else patch.stack
            why = f"{patch.why}; i-know: {patch.i_know}" if patch.i_know else patch.why
            where.setdefault((f"the patch {name} changes the stack {stack}", why), []).append(project.environment.name)
    for (what, why), environments in where.items():
        yield f"{what} in {', '.join(environments)}: {why}"


def _shells(projects: Sequence[Project]) -> Iterator[str]:
    """Production that can be looked into, which somebody has to have wanted."""
    found = [
        f"{service.name} in {project.environment.name} (line {service.container.origin.line})"
        for project in projects
        if project.environment.is_production and "shell-in-production" not in project.accept
        for service in project.services
        if service.container.exec
    ]
    if found:
        yield (
            f"service.exec lets whoever may call ecs:ExecuteCommand read the secrets and act as the service: "
            f"{', '.join(found)}. [shell-in-production]"
        )


def _pauses(projects: Sequence[Project]) -> Iterator[str]:
    """Releases that ask a person again and again."""
    for project in projects:
        for service in project.services:
            release = service.release
            if release.pauses > _FEW_PAUSES and "many-pauses" not in project.accept:
                yield (
                    f"a release of {service.name} to {project.environment.name} asks a person {release.pauses} times "
                    f"(line {release.origin.line}): pause: step waits before each of its steps. [many-pauses]"
                )


def _proxies(projects: Sequence[Project]) -> Iterator[str]:
    """Tasks that are no larger than what AWS has one add for the proxy of Service Connect.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
    """
    found = [
        f"{service.name} in {project.environment.name} (line {service.container.origin.line})"
        for project in projects
        if "connect-size" not in project.accept
        for service in project.services
        if service.container.connect and service.container.cpu <= _CPU_OF_A_PROXY
    ]
    if found:
        yield (
            f"service.connect puts a proxy into each task, for which AWS adds {_CPU_OF_A_PROXY} CPU units and 64 MiB, "
            f"and the tasks have no more than that: {', '.join(found)}. Give service.cpu 512. [connect-size]"
        )


def _limits(projects: Sequence[Project]) -> Iterator[str]:
    """Limits of which AWS says no more than that Fargate has the operating system's, all but one.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
    """
    found = [
        f"{name} of {workload.name} in {project.environment.name} (line {limit.origin.line})"
        for project in projects
        if "ulimits" not in project.accept
        for workload in (*project.services, *project.jobs)
        for name, limit in workload.container.ulimits.items()
        if name != "nofile"
    ]
    if found:
        yield (
            "of service.ulimits, AWS says that Fargate changes nofile and has the operating system's values for the "
            f"others: {', '.join(found)}. Look inside a task whether they took effect: `ulimit -a`. [ulimits]"
        )


def _nested(project: Project) -> Iterator[str]:
    """A push that changes the inner one starts both pipelines."""
    for outer, inner in permutations((each for each in project.services if each.is_built), 2):
        if not outer.context or inner.context.startswith(f"{outer.context}/"):
            lines = ", ".join(f"line {each.container.origin.line}" for each in (outer, inner))
            yield (
                f"the context of {inner.name}, {inner.container.context}, is inside that of {outer.name} ({lines}): a "
                f"push to a branch that changes {inner.name} builds {outer.name} too. [nested-context]"
            )
