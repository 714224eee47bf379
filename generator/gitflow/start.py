"""A repository's state and the wanted version -> the plan that begins a release or a hotfix."""

from __future__ import annotations

from collections.abc import Iterator

from semver import Version

from generator.gitflow import changelog, obstacle, version, version_file
from generator.gitflow.material import Material, base, changelogs, names
from generator.gitflow.settings import Kind, Settings
from generator.gitflow.state import Branch, State
from generator.gitflow.step import Plan, Step, Write, fault, git
from generator.problems import Problem


def start(state: State, kind: Kind, wanted: str, found: Material, date: str) -> Plan:
    """Branch, version, changelog and commit; ``wanted`` is a version or how to count on from the last one."""
    problems = list(obstacle.repository(state))
    if problems:
        return Plan("", problems=tuple(problems))
    number = _number(state, wanted, found)
    if number is None:
        mend = f"{state.settings.command('start 1.2.3', kind)}; or major, minor, patch"
        return Plan("", problems=(fault(wanted, "is not MAJOR.MINOR.PATCH as semver.org has it", "version", mend),))
    steps, more = _edit(state, kind, str(number), found, date)
    problems = [*_faults(state, kind, number, found, tuple(step.path for step in steps)), *more]
    name = state.settings.branch(kind, str(number))
    title = f"{kind} {number} of {state.settings.project}, from {state.settings.base(kind)}"
    if problems:
        return Plan(title, problems=tuple(problems))
    paths = [step.path for step in steps]
    switch: tuple[Step, ...] = (git("switch", "--no-track", "--create", name, state.settings.base(kind)),)
    commit = git(
        "commit", "--message", f"Prepare {kind} {number}", "--", *paths, hint=_rerun(state.settings, kind, number)
    )
    return Plan(
        title,
        (*(switch if state.tree.head != name else ()), *steps, git("add", "--", *paths), commit),
        next=_next(state, kind, name, is_empty=not found.entries),
    )


def _faults(state: State, kind: Kind, number: Version, found: Material, paths: tuple[str, ...]) -> Iterator[Problem]:
    settings, tree = state.settings, state.tree
    name, origin = settings.branch(kind, str(number)), base(state, kind)
    branch = next((each for each in state.open(kind) if each.name == name), Branch(name))
    goes_on = tree.head == name and branch.local == origin.local and not branch.remote
    if goes_on and set(tree.changed) <= set(paths) and not tree.operation and not tree.unmerged:
        yield from obstacle.author(tree, is_signed=settings.signed_commits)
    else:
        yield from obstacle.tree(tree, settings.develop, is_signed=settings.signed_commits)
        if tree.head not in {origin.name, None} and not branch.tip:
            message = f"is checked out, and a {kind} begins from {origin.name}"
            yield fault(tree.head or "", message, "wrong-branch", f"git switch {origin.name}")
    yield from obstacle.names(state)
    yield from obstacle.here(origin, state)
    yield from obstacle.somewhere(state.develop if kind is Kind.HOTFIX else state.main, state)
    if kind is Kind.RELEASE and not found.is_level:
        main, develop = settings.main, settings.develop
        mend = f"merge the pull request from {main} into {develop}; or git merge --no-ff {main} && git push"
        yield fault(develop, f"lacks what {main} has, which the release would undo", "not-merged-back", mend)
    yield from _version_faults(state, number)
    if branch.tip and not goes_on:
        where = "here" if branch.local else f"at {state.remote}"
        mend = f"{state.settings.command('finish', kind)}, or to begin anew: git branch --delete --force {name}"
        yield fault(name, f"is a branch {where} already", "branch-exists", mend)
    for other in state.open(kind):
        if other.name != name:
            mend = f"git switch {other.name} && {state.settings.command('finish', kind)}"
            yield fault(other.name, f"is open, and there is one {kind} at a time", "open", mend)


def _version_faults(state: State, number: Version) -> Iterator[Problem]:
    name, last = state.settings.tag(str(number)), state.last
    if state.tag(name):
        yield fault(name, "is a tag already", "tag-exists", "choose a greater version")
    elif last and number <= last.version:
        message = f"is not greater than {last.version}, the last version, by the order of semver.org"
        words = ", ".join(f"{word} is {version.following(word, last.version)}" for word in version.WORDS)
        yield fault(str(number), message, "version-order", f"choose a greater version: {words}")


def _edit(state: State, kind: Kind, number: str, found: Material, date: str) -> tuple[list[Write], list[Problem]]:
    """The files with the new version in them."""
    settings, steps, problems = state.settings, list[Write](), list[Problem]()
    for name in names(settings):
        path = settings.in_context(name)
        text = found.files.get(path)
        if text is None:
            if name == settings.version_file:
                message = f"is not in {settings.base(kind)}, and the spec's build.version_file names it"
                mend = f"git add {path} && git commit, or version_file: none in the spec"
                problems.append(fault(path, message, "version-file", mend))
            continue
        try:
            old, new = version_file.read(name, text), version_file.write(name, text, number)
        except (ValueError, RecursionError) as refusal:
            problems.append(fault(path, f"cannot be given a version: {refusal}", "version-file", f"mend {path}"))
            continue
        if new != text:
            steps.append(Write(path, new, f"version {old} -> {number}"))
    path = next((each for each in changelogs(settings) if each in found.files), changelogs(settings)[0])
    text = found.files.get(path, "")
    drafted = changelog.draft(text, number, date, found.entries)
    if drafted != text:
        steps.append(Write(path, drafted, f"section {number} - {date}"))
    problems += [
        fault(link, "is a symbolic link, or behind one, and is not written through it", "link", f"put a file at {link}")
        for link in found.links
        if link in {settings.in_context(settings.version_file), *(step.path for step in steps)}
    ]
    problems += [
        fault(step.path, "is there, and git does not know it", "untracked", f"git add {step.path} && git commit")
        for step in steps
        if step.path in found.untracked and found.untracked[step.path] != step.text
    ]
    return steps, problems


def _number(state: State, wanted: str, found: Material) -> Version | None:
    if wanted not in version.WORDS:
        return version.parse(wanted)
    return version.following(wanted, state.last.version if state.last else _written(state.settings, found))


def _written(settings: Settings, found: Material) -> Version | None:
    """The version in the version file, which is all that there is before the first tag."""
    try:
        text = found.files.get(settings.in_context(settings.version_file))
        return version.parse(version_file.read(settings.version_file, text)) if text else None
    except (ValueError, RecursionError):
        return None


def _next(state: State, kind: Kind, name: str, *, is_empty: bool) -> tuple[str, ...]:
    todo = "commit the fix on this branch" if kind is Kind.HOTFIX else "test it, and commit the last corrections here"
    say = (f"say in {changelog.NAME} what changed: no commit since the last version does",) if is_empty else ()
    return (
        todo,
        *say,
        f"to show it to others: git push --set-upstream {state.remote} {name}",
        state.settings.command("finish", kind),
    )


def _rerun(settings: Settings, kind: Kind, number: Version) -> str:
    return f"mend what git complains about and run it again: {settings.command(f'start {number}', kind)}"
