"""A file, a folder or a revision that a person names -> a side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.app.cache.result_cache import ResultCache
from generator.app.diff.made import make
from generator.app.diff.revision import is_revision, listing, texts
from generator.app.diff.written import ONLY, Parsed, written
from generator.app.handwritten.document import read_text
from generator.app.handwritten.folder import files
from generator.app.handwritten.given import Sort, given
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.side import Side, StackTemplate
from generator.errors import OutsideError, SpecError
from generator.gitflow.git import Git
from generator.naming import OUTPUT_FOLDER


class Reader:
    """Reads both sides; what is in both, once."""

    def __init__(self, git: Git, memory: ResultCache, region: str) -> None:
        self._git, self._memory, self._region = git, memory, region
        self._parsed = Parsed(memory)

    def named(self, name: str) -> Side:
        """A file, a folder, or a revision."""
        if not os.path.lexists(name):
            if is_revision(self._git, name):
                return self._revision(name)
            why = "there is no such file or folder, and git knows no such commit"
            raise OutsideError(f"cannot compare {name}", why)
        return self._folder(name) if os.path.isdir(name) else self._file(name)

    def _revision(self, name: str) -> Side:
        found = listing(self._git, name)
        files, specs = texts(self._git, found.files), texts(self._git, found.specs)
        return written(name, files, self._parsed, f"{name}:{OUTPUT_FOLDER}/", self._region, specs)

    def _specs(self, name: str, specs: Sequence[str]) -> Side:
        return make(specs, self._memory).side(name, self._parsed)

    def _file(self, name: str) -> Side:
        [found] = files([name])
        file = given(found, 0, self._region or DEFAULT_REGION)
        if file.problems:
            raise SpecError(file.problems)
        if file.sort is Sort.SPEC:
            return self._specs(name, [name])
        side = written(name, {name: file.text}, self._parsed, region=self._region)
        if not side.stacks:
            raise OutsideError(f"cannot compare {name}", "it is neither a CloudFormation template nor a spec")
        [stack] = side.stacks.values()
        single = StackTemplate(ONLY, Path(name).stem, stack.subject._replace(stack=ONLY))
        return Side(name, {ONLY: single})

    def _folder(self, name: str) -> Side:
        found: dict[str, str] = {}
        for file in files([name]):
            try:
                found[os.path.relpath(file.path, name)] = read_text(file.path)
            except SpecError:
                continue  # Neither YAML nor JSON, since it is no text.
        side = written(name, found, self._parsed, f"{name.rstrip('/')}/", self._region)
        specs = [] if side.stacks else [path for file in files([name]) if _is_spec(path := file.path)]
        if specs:
            return self._specs(name, specs)
        if not side.stacks:
            raise OutsideError(f"cannot compare {name}", "there is no CloudFormation template in it")
        return side


def _is_spec(path: str) -> bool:
    [found] = files([path])
    return given(found, 0, DEFAULT_REGION).sort is Sort.SPEC
