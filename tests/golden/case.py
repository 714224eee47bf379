"""The golden cases: a spec, and every file that it must give, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.app.build.compile import Build, compile_spec

ROOT = Path(__file__).resolve().parents[2]
_GOLDEN = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    name: str
    spec: Path
    expected: Path

    def build(self) -> Build:
        """The same one for every test of a process: who changes something in it copies that first."""
        return _build(self.spec)

    def files(self) -> dict[str, str]:
        """The expected files, by their path below the output folder."""
        return {
            path.relative_to(self.expected).as_posix(): path.read_bytes().decode()
            for path in sorted(self.expected.rglob("*"))
            if path.is_file()
        }


@cache
def _build(spec: Path) -> Build:
    return compile_spec(spec.read_text(encoding="utf-8"), spec.name)


def cases() -> Iterator[Case]:
    """The example, whose golden files are the ones that users see, and the folders beside this file."""
    yield Case("example", ROOT / "specs" / "my-microservice.yaml", ROOT / "templates_out")
    for folder in sorted(_GOLDEN.iterdir()):
        if (folder / "spec.yaml").is_file():
            yield Case(folder.name, folder / "spec.yaml", folder / "expected")


CASES = {case.name: case for case in cases()}
