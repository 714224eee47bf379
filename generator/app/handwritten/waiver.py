"""Specs, and the manifests of what was generated from them -> the rules that the specs ask to be broken."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from generator.app.build.bases import read_bases
from generator.app.build.compile import compile_spec
from generator.app.build.discover import FOLDER as SPECS
from generator.app.handwritten.document import read_text
from generator.app.handwritten.given import Given, Sort
from generator.app.judge import gate
from generator.errors import OutsideError, SpecError
from generator.spec.base import Base


def texts_of_specs(all_given: Iterable[Given]) -> dict[str, str]:
    """The texts, by file, of the specs that the manifests among the files name, where those specs are there.

    A manifest gives the spec's name; it is looked for among the files, beside the output folder, and in the working
    folder.
    """
    every = tuple(all_given)
    found: dict[str, str] = {}
    for manifest in every:
        if manifest.sort is Sort.MANIFEST:
            name = PurePath(str(manifest.data["spec"])).name
            found |= {each.path: each.text for each in every if _is_spec(each, name)} or _on_disk(manifest, name)
    return found


def _is_spec(given: Given, name: str) -> bool:
    return given.sort is Sort.SPEC and PurePath(given.path).name == name


def _on_disk(manifest: Given, name: str) -> dict[str, str]:
    output = Path(os.path.abspath(manifest.path)).parent.parent
    for path in (output.parent / SPECS / name, Path(SPECS) / name):
        try:
            return {str(path): read_text(str(path))}
        except (OutsideError, SpecError):
            continue
    return {}


def _bases(text: str, file: str) -> tuple[Base, ...]:
    """What a spec extends; nothing where that is not there: then the spec asks for nothing either."""
    try:
        return read_bases(text, file)
    except SpecError:
        return ()


def waived(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Project -> the rules that its spec asks in so many words to be broken; ``texts`` of specs are by file."""
    builds = [compile_spec(text, file, bases=_bases(text, file)) for file, text in texts.items()]
    return {build.project: gate.waived(build) for build in builds}
