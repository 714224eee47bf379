"""A release's tag -> the commit that the pipeline has to take for it, and who said so.

A run that is started by hand takes the head of the branch that its Source action names, unless it is told a commit:
then the old image would run with the environment, the secrets and the size of today.
https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.app.checkout import repository_root
from generator.app.run.target import Target
from generator.errors import OutsideError, SpecError
from generator.gitflow.gh import Gh
from generator.gitflow.gh_api import GhApi
from generator.gitflow.git import Git
from generator.gitflow.step import fault
from generator.live.image import find_image
from generator.live.pipeline import tagged_commit
from generator.naming import image_tag

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True)
class Commit:
    """What a tag names."""

    id: str
    """The whole hash."""
    source: str
    """Who said so."""


@dataclass(frozen=True)
class Source:
    """Somebody who may know the commit of a tag."""

    name: str
    find: Callable[[str], str]
    """Tag -> commit; empty when the source does not know it. Raises OutsideError when it cannot be asked."""
    lacks: str
    """What is said of a source that does not know it."""


def commit_of(release: str, sources: Iterable[Source]) -> Commit:
    """The commit of the tag ``release``, from the first source that knows it.

    Raises SpecError, with what each of them answered, when none does.
    """
    answers = []
    for source in sources:
        try:
            found = source.find(release)
        except OutsideError as refusal:
            answers.append(f"{source.name} could not be asked: {refusal.why}")
            continue
        if _HASH.fullmatch(found):
            return Commit(found, source.name)
        answers.append(f"{source.name} {source.lacks}")
    message = f"is a tag whose commit could not be found: {'; '.join(answers)}"
    mend = (
        f"run this in a clone, after `git fetch origin tag {release}`, or log in with `gh auth login`. "
        "--despite-alarms needs no commit: it deploys the task definition that this release had"
    )
    raise SpecError([fault(release, message, "no-commit", mend)])


def sources(target: Target) -> tuple[Source, ...]:
    """The pipeline's own history, which takes no checkout; then the clone around the spec; then GitHub."""
    aws, service = target.aws, target.service
    root = repository_root(Path(target.result.build.file))
    git, gh = Git(root, os.environ), GhApi(Gh(root, os.environ, service.project.repository))
    return (
        Source(
            f"the history of the pipeline {service.names.pipeline}",
            lambda tag: tagged_commit(aws, service.names.pipeline, tag),
            "has no run of it",
        ),
        Source("git", lambda tag: in_clone(git, service.project.repository, tag), "has no such tag here"),
        Source("GitHub", lambda tag: at_github(gh, service.project.repository, tag), "names no commit"),
    )


def pushed_image(target: Target, release: str) -> Commit:
    """The image that somebody else pushed as a release; the pipeline has none without it, and was asked for that."""
    found = find_image(target.aws, target.service.image_repository, tag=image_tag(release))
    if found is None:
        raise OutsideError(f"cannot release {release}", "its image is gone", "choose another release")
    return Commit(found.digest, "ECR")


def in_clone(git: Git, repository: str, tag: str) -> str:
    """The commit that a clone has for the tag; empty when it lacks the tag.

    Raises OutsideError when the folder is no clone of ``repository``, since another's tags may have the same names.
    """
    urls = git.find("config", "--get-regexp", r"^remote\..*\.url$") or ""
    is_clone = any(
        re.search(rf"[/:]{re.escape(repository)}(\.git)?/?$", line, re.IGNORECASE) for line in urls.splitlines()
    )
    if not is_clone:
        raise OutsideError("cannot ask git", f"{git.folder} is no clone of {repository}")
    return git.find("rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}") or ""


def at_github(gh: GhApi, repository: str, tag: str) -> str:
    """The commit that GitHub has for the tag.

    https://docs.github.com/en/rest/commits/commits#get-a-commit
    """
    found = gh.get(f"repos/{repository}/commits/tags/{quote(tag, safe='')}")
    return str(found.get("sha", "")) if isinstance(found, dict) else ""
