"""What a valid spec is compiled to: the same bytes in every process, from the cache, and in a draft.

A compile is what takes the time here, so one of each spec that is drawn serves all that is asked of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.app.build.compile import compile_spec
from generator.app.build.product import Format, Request
from generator.app.cache.record import product_of, product_record
from generator.app.judge import gate
from generator.app.workers.job import draft, product
from tests.cli.command import REPOSITORY, surroundings
from tests.patience import read_until
from tests.property.examples import examples
from tests.strategies.spec import texts

_COMPILER = """
import json, sys
from generator.app.build.compile import compile_spec
from generator.app.build.product import Format
for line in sys.stdin:
    text, form = json.loads(line)
    build = compile_spec(text, "spec.yaml", Format(form))
    print(json.dumps([[each.path, each.text] for each in build.artifacts]), flush=True)
"""
_HASH_SEEDS = ("1", "2")
"""What the order of a set depends on: https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED"""


class _Compiler:
    """A process that compiles specs, with a hash seed of its own."""

    def __init__(self, seed: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COMPILER],
            cwd=REPOSITORY, env=surroundings(PYTHONHASHSEED=seed), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, text: str, template_format: Format) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps([text, template_format.value])}\n".encode())
        self._process.stdin.flush()

    def answer(self) -> list[list[str]]:
        assert self._process.stdout
        line = read_until(self._process.stdout.fileno(), lambda text: text.endswith("\n"))
        found: list[list[str]] = json.loads(line)
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module")
def compilers() -> Iterator[list[_Compiler]]:
    with ExitStack() as stack:
        started = [_Compiler(seed) for seed in _HASH_SEEDS]
        for compiler in started:
            stack.callback(compiler.end)
        yield started


@settings(max_examples=examples(6, 100))
@given(texts(), st.sampled_from(Format))
def test_a_valid_spec_has_one_product(compilers: list[_Compiler], text: str, template_format: Format) -> None:
    for compiler in compilers:
        compiler.ask(text, template_format)
    answers = [compiler.answer() for compiler in compilers]
    build = compile_spec(text, "spec.yaml", template_format)
    assert build.problems == ()

    # From the cache.
    made = product(build)
    assert product_of(json.loads(json.dumps(product_record(made)))) == made
    files = [[artifact.path, artifact.text] for artifact in build.artifacts]
    assert [[artifact.path, artifact.data.decode()] for artifact in made.artifacts] == files

    # In a draft: what our rules find, and every template.
    drafted = draft(Request(text, "spec.yaml", template_format))
    assert drafted.problems == gate.own_problems(build)
    assert [(each.text, each.regions, each.origins) for each in drafted.subjects] == [
        (each.text, each.regions, each.origins) for each in build.subjects
    ]

    # In other processes, which order sets otherwise.
    assert files
    assert answers == [files] * len(_HASH_SEEDS)
