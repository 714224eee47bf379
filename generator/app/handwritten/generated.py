"""Specs and what was generated from them -> what differs on the disk, and what the specs waive of the rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path, PurePath

from generator import naming
from generator.app.discover import FOLDER as SPECS
from generator.app.handwritten.document import read_text
from generator.app.handwritten.given import Given, Sort
from generator.app.plan import plan
from generator.app.product import Product
from generator.errors import OutsideError, SpecError


def edited(products: Iterable[Product], root: Path = Path(naming.OUTPUT_FOLDER)) -> tuple[str, ...]:
    """Paths of the project folders below ``root`` whose files are to be judged as they are.

    A folder that ``generate`` would leave as it is has been judged with its spec.
    """
    same = {
        product.project
        for product in products
        if not product.problems and product.artifacts and not plan(product.artifacts, root).changes
    }
    return tuple(str(root / name) for name in _folders(root) if name not in same)


def _folders(root: Path) -> Iterator[str]:
    if root.is_dir():
        yield from sorted(entry.name for entry in os.scandir(root) if entry.is_dir())


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
    output = Path(manifest.path).absolute().parent.parent
    for path in (output.parent / SPECS / name, Path(SPECS) / name):
        try:
            return {str(path): read_text(str(path))}
        except (OutsideError, SpecError):
            continue
    return {}


def waived(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Project -> the rules that its spec asks in so many words to be broken; ``texts`` of specs are by file."""
    from generator.app.compile import compile_spec
    from generator.app.gate import systems

    builds = [compile_spec(text, file) for file, text in texts.items()]
    return {build.project: frozenset(chain(*(system.waived for system in systems(build)))) for build in builds}
