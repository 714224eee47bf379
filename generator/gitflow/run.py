"""Steps -> done, one after the other, up to the first that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.errors import OutsideError, SpecError
from generator.gitflow import obstacle
from generator.gitflow.gh import Gh
from generator.gitflow.git import Answer, Git
from generator.gitflow.settings import Settings
from generator.gitflow.step import Command, Step, Write, fault
from generator.whole_file import replace_file

_RESTRICTED = "creations being restricted"
"""What GitHub says of a tag that a ruleset lets others make.

https://github.com/googleapis/gapic-generator-ruby/issues/1290
"""
_RELEASERS_HINT = (
    "you may not make tags: git.releasers in the spec says who may. Let one of them run: {finish}; "
    "or change git.releasers, and let an administrator run: canaryform github apply"
)
_AGAIN = "mend what it says and run the same command again: it goes on from here"


def run(
    steps: Sequence[Step], repository: Git, gh: Gh, tell: Callable[[Step], None], settings: Settings
) -> tuple[str, ...]:
    """Do all steps, each told first; what GitHub answered.

    Raises SpecError when a merge stops at a conflict, which stays for the person to resolve, and OutsideError when
    git, gh or the disk refuses.
    """
    told = []
    for step in steps:
        tell(step)
        if isinstance(step, Write):
            _write(repository.folder, step)
        elif step.arguments[0] == "git":
            _git(step, repository, settings)
        else:
            answer = gh.run(step.arguments[1:])
            told.append(_checked(step, answer or Answer(127, "", "gh is not installed"), settings).out.strip())
    return tuple(filter(None, told))


def _git(step: Command, repository: Git, settings: Settings) -> None:
    answer = repository.run(step.arguments[1:])
    if answer.code and step.arguments[1] == "merge":
        names = repository.ask("diff", "--name-only", "--diff-filter=U", "-z").split("\0")
        if files := tuple(filter(None, names)):
            mend = f"edit each, git add each, then: {settings.command('continue')}; or {settings.command('abort')}"
            head = repository.find("symbolic-ref", "--short", "HEAD") or "HEAD"
            message = f"conflicts with {step.arguments[-1]} in {obstacle.listed(files)}"
            raise SpecError([fault(head, message, "conflict", mend)])
    _checked(step, answer, settings)


def _checked(step: Command, answer: Answer, settings: Settings) -> Answer:
    if answer.code:
        what = " ".join(step.arguments[:2])
        is_restricted = _RESTRICTED in answer.err
        hint = _RELEASERS_HINT.format(finish=settings.command("finish")) if is_restricted else step.hint
        raise OutsideError(f"{what} failed", answer.why, hint or _AGAIN)
    return answer


def _write(folder: Path, step: Write) -> None:
    """Through no link, which could lead out of the repository."""
    path = folder / step.path
    if any(place.is_symlink() for place in (path, *path.parents) if place.is_relative_to(folder) and place != folder):
        raise OutsideError(f"cannot write {step.path}", "it is a symbolic link, or behind one", _AGAIN)
    replace_file(path, step.text, f"cannot write {step.path}", _AGAIN)
