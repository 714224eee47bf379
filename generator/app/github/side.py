"""One spec file -> what it says about GitHub: the repository, its rulesets, and the files for ``.github/``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.app.build.compile import compile_spec
from generator.app.build.product import Format
from generator.app.build.read import read
from generator.app.checkout import repository_root
from generator.artifacts import Artifact
from generator.errors import SpecError
from generator.model.git import Git
from generator.naming import github
from generator.problems import Problem
from generator.sidefiles.github_repository import lead


@dataclass(frozen=True)
class GitHubSide:
    """What GitHub is to have. With ``problems`` there is nothing else but the spec's text."""

    file: str
    text: str
    repository: str = ""
    """As owner/name."""
    git: Git = field(default_factory=Git)
    root: Path = Path()
    """The working copy that the spec is in."""
    environments: tuple[str, ...] = ()
    """The names of GitHub's environments, one for each of the spec's."""
    rulesets: tuple[dict[str, Any], ...] = ()
    files: tuple[Artifact, ...] = ()
    """Their paths are relative to ``.github/``."""
    problems: tuple[Problem, ...] = ()


def github_side(file: str, template_format: Format = Format.YAML) -> GitHubSide:
    """Raises OutsideError when the spec cannot be read; every other complaint is in ``problems``."""
    try:
        text = read(file)
    except SpecError as error:
        return GitHubSide(file, "", problems=error.problems)
    build = compile_spec(text, file, template_format)
    if build.problems:
        return GitHubSide(file, text, problems=build.problems)
    project = lead(build.projects)
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    paths = github.installed_paths(build.project)
    return GitHubSide(
        file,
        text,
        repository=project.repository,
        git=project.git,
        environments=tuple(github.environment(each.environment.name) for each in build.projects),
        root=repository_root(Path(file)),
        rulesets=tuple(json.loads(texts[github.ruleset_path(build.project, noun)]) for noun in github.RULESETS),
        files=tuple(Artifact(place, texts[path]) for path, place in sorted(paths.items()) if path in texts),
    )
