"""Specs -> their files, written without any gate, as other generators do; several are compiled by processes."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.app.build.compile import Build, compile_spec
from generator.app.build.read import read
from generator.app.output.write import write
from generator.app.workers import garbage
from generator.artifacts import Artifact


def _artifacts(file: str) -> tuple[Artifact, ...]:
    build: Build = compile_spec(read(file), file)
    assert not build.problems, build.problems
    return build.artifacts


def main(files: list[str]) -> None:
    """Compile and write all."""
    garbage.seldom()
    _write(files)
    garbage.left_behind()


def _write(files: list[str]) -> None:
    if len(files) == 1:
        write(_artifacts(files[0]), Path("templates_out"))
        return
    # Imported here: one spec needs no processes, and does not load what makes them.
    from generator.app.workers.pool import Pool, cores, ready

    artifacts: list[Artifact] = []
    with Pool(_artifacts) as pool:
        while files or pool.busy:
            while files and pool.busy < cores():
                pool.start(files.pop())
            for _, line in ready([pool]):
                artifacts += pool.collect(line)[1]
    write(artifacts, Path("templates_out"))


if __name__ == "__main__":
    main(sys.argv[1:])
