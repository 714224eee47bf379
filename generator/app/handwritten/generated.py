"""Builds and the output folder -> the folders on the disk that are not just as the specs make them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import naming
from generator.app.build.product import Product
from generator.app.output.changes import plan


def edited(products: Iterable[Product]) -> tuple[str, ...]:
    """Paths of the project folders in the output folder whose files are to be judged as they are.

    A folder that ``generate`` would leave as it is has been judged with its spec.
    """
    root = Path(naming.OUTPUT_FOLDER)
    same = {
        product.project
        for product in products
        if not product.problems and product.artifacts and not plan(product.artifacts, root).changes
    }
    return tuple(str(root / name) for name in _folders(root) if name not in same)


def _folders(root: Path) -> Iterator[str]:
    if root.is_dir():
        yield from sorted(entry.name for entry in os.scandir(root) if entry.is_dir())
