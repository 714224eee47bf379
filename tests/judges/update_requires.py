"""AWS's pages of resource types -> what an update of each property requires: ``make documented``.

FOLDER is a clone of https://github.com/awsdocs/aws-cloudformation-user-guide, whose last pages are those of December
2023. The table holds the properties of the types that our templates have, and of all others those that interrupt.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.golden.case import CASES

TABLE = Path(__file__).parents[1] / "unit" / "difference" / "documented.txt"
_COMMIT = "19dc52cd3f2007d6d268b65b739ffb5ebf8c1e76"
"""The last one with the pages."""
_TITLE = re.compile(r"# (AWS::\w+::\w+)<a")
_PROPERTY = re.compile(r"^`(\w+)`\s+<a name=\"cfn-[^\"]*\"></a>(.*?)(?=^`\w+`\s+<a name=\"cfn|^## |\Z)", re.M | re.S)
_REQUIRES = re.compile(r"\*Update requires\*:\s*\[?([A-Za-z ]+)")
_CLASSES = {"No interruption": "updated", "Replacement": "replaced", "Some interruptions": "interrupted"}


def main() -> None:
    """Write the table."""
    [folder] = sys.argv[1:]
    types = ours()
    rows = (row for page in _pages(folder) for row in _rows(page) if row[0] in types or row[2] == "interrupted")
    TABLE.write_text("".join(f"{' '.join(row)}\n" for row in sorted(set(rows))), encoding="utf-8")


def ours() -> frozenset[str]:
    """The types of resources in our golden templates."""
    texts = (file.read_text("utf-8") for case in CASES.values() for file in case.expected.rglob("*.yaml"))
    return frozenset(kind for text in texts for kind in re.findall(r"^    Type: \W?(AWS::\w+::\w+)\W?$", text, re.M))


def _rows(page: str) -> Iterator[tuple[str, str, str]]:
    title = _TITLE.match(page.replace("\\", ""))
    for name, said in _PROPERTY.findall(page) if title else ():
        requires = _REQUIRES.search(said)
        if title and requires and requires[1].strip() in _CLASSES:
            yield title[1], name, _CLASSES[requires[1].strip()]


def _pages(folder: str) -> Iterator[str]:
    git = ["git", "-C", folder]
    listed = subprocess.run(
        [*git, "ls-tree", "--name-only", _COMMIT, "doc_source/"], capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.split() if re.search(r"/aws-(resource|properties)-", name)]
    wanted = "".join(f"{_COMMIT}:{name}\n" for name in names).encode()
    answer = subprocess.run([*git, "cat-file", "--batch"], input=wanted, capture_output=True, check=True).stdout
    start = 0
    for _ in names:
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split()[2])
        yield answer[end + 1 : end + 1 + size].decode()
        start = end + size + 2


if __name__ == "__main__":
    main()
