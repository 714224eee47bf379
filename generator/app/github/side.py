"""The specs of one repository -> what they say about GitHub: its environments, rulesets, and files for ``.github/``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from generator.app.build.bases import read_bases
from generator.app.build.compile import Build, compile_spec
from generator.app.build.discover import discover, once
from generator.app.build.github_files import installed_files
from generator.app.build.product import Claims, Format
from generator.app.build.read import read
from generator.app.checkout import repository_root
from generator.app.github.record import read_record
from generator.app.run.batch import Result, batch
from generator.artifacts import Artifact
from generator.errors import SpecError
from generator.model.git import Git
from generator.naming import github
from generator.problems import Problem
from generator.sidefiles.github_repository import Repository, RepositorySpec
from generator.sidefiles.github_ruleset import rulesets
from generator.spec.loader import locate_shared


@dataclass(frozen=True)
class GitHubSide:
    """What GitHub is to have. With ``problems`` there is nothing else but the specs' texts."""

    texts: Mapping[str, str]
    """Of each spec file."""
    extended: Mapping[str, str] = field(default_factory=dict)
    """Of each file that a spec extends."""
    repository: str = ""
    """As owner/name."""
    git: Git = field(default_factory=Git)
    named_as: tuple[tuple[str, Git], ...] = ()
    """How each spec names the repository to AWS: as owner/name, and by the ids of its ``git``."""
    root: Path = Path()
    """The working copy that the specs are in."""
    environments: tuple[str, ...] = ()
    """The names of GitHub's environments, one for each of a spec's."""
    rulesets: tuple[dict[str, Any], ...] = ()
    files: tuple[Artifact, ...] = ()
    """Their paths are relative to ``.github/``."""
    problems: tuple[Problem, ...] = ()

    @property
    def specs(self) -> tuple[str, ...]:
        """Where the specs are, from the repository's root."""
        return tuple(_from_root(file, self.root) for file in self.texts)

    @property
    def named(self) -> str:
        """The spec files, to be shown."""
        return ", ".join(self.texts)


def github_side(named: Sequence[str], template_format: Format = Format.YAML) -> GitHubSide:
    """What the ``named`` specs say, with all others of their repository that lie in ``specs/`` or are installed.

    A spec in ``specs/`` that is for another repository is left out, unless it is named.
    Raises OutsideError when a spec cannot be read; every other complaint is in ``problems``.
    """
    root = repository_root(Path(named[0]))
    files = once([*named, *_others(root)])
    compiled = batch(files, partial(map, partial(_compiled, template_format=template_format)))
    found = _of_one_repository(compiled, len(once(named)))
    results = sorted(found, key=lambda each: _from_root(each.build.file, root))
    texts = {result.build.file: result.text for result in results}
    problems = tuple(problem for result in results for problem in result.build.problems)
    extended = {base.file: base.text for result in results for base in result.bases}
    if problems:
        return GitHubSide(texts, extended, problems=problems)
    repository = Repository(tuple(_about(result.build, root) for result in results))
    bodies = rulesets(repository)
    return GitHubSide(
        texts,
        extended,
        repository=repository.specs[0].lead.repository,
        git=repository.git,
        named_as=tuple((spec.lead.repository, spec.git) for spec in repository.specs),
        root=root,
        environments=tuple(_environments(repository)),
        rulesets=tuple(bodies[noun] for noun in github.RULESETS),
        files=tuple(sorted(installed_files(repository))),
    )


def _others(root: Path) -> list[str]:
    """The specs of a working copy that nobody has to name, as paths from here."""
    installed = (spec for spec in read_record(root / github.INSTALLED_FOLDER).specs if (root / spec).is_file())
    return [os.path.relpath(root / spec) for spec in (*discover(root), *installed)]


def _compiled(file: str, template_format: Format) -> Result:
    text = ""
    try:
        text = read(file)
        bases = read_bases(text, file)
    except SpecError as error:
        return Result(text, Build(file, problems=error.problems))
    return Result(text, compile_spec(text, file, template_format, bases), bases=bases)


def _of_one_repository(results: Sequence[Result], named: int) -> Iterator[Result]:
    """Those for the first one's repository; one that is ``named``, and is for another, gets a problem."""
    first = results[0].build
    for number, result in enumerate(results):
        build = result.build
        if not (first.claims and build.claims) or _is_one(first.claims, build.claims):
            yield result
        elif number < named:
            where = locate_shared(result.text, build.file, build.claims.environment, "repository", bases=result.bases)
            message = f"is {build.claims.repository}, and {first.file} is for {first.claims.repository}"
            problem = Problem(where, message, "repository-twice", "name the specs of one repository")
            yield replace(result, build=replace(build, problems=(problem,)))


def _is_one(claims: Claims, others: Claims) -> bool:
    return claims.repository.lower() == others.repository.lower()


def _about(build: Build, root: Path) -> RepositorySpec:
    assert build.about, build.file
    return build.about._replace(file=_from_root(build.file, root))


def _environments(repository: Repository) -> Iterator[str]:
    for spec in repository.specs:
        for project in spec.projects:
            yield github.environment(project.name, project.environment.name)


def _from_root(file: str, root: Path) -> str:
    return PurePath(os.path.relpath(file, root)).as_posix()
