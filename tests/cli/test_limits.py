"""Specs that are as long or as odd as the limits allow -> refused, in time that grows with their length and no faster.

Each is so long that work which grows with its square takes longer than a test waits (``tests.patience``).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import SPEC, canaryform, surroundings

BASE = SPEC.format(project="shop")
ENVIRONMENTS = "".join(f"  e{number}: {{trigger: {{branch: b{number}}}}}\n" for number in range(40))


@pytest.mark.parametrize(
    "lines",
    [
        f"notifications: {{email: ['a@{'.' * 500_000} x']}}\n",
        f"git: {{owners: ['a@{'.' * 500_000} x']}}\n",
        f"git: {{main: '{'a/' * 250_000} '}}\n",
        f"notifications: {{email: [{','.join(f'[{number}]' for number in range(9_000))}]}}\n",
        ENVIRONMENTS + "".join(f"keyword{number}: 1\n" for number in range(9_000)),
    ],
    ids=["e-mail", "owner", "branch", "lists", "unknown keys"],
)
def test_what_is_long_is_refused_at_its_line(tmp_path: Path, lines: str) -> None:
    (tmp_path / "x.yaml").write_text(BASE + lines)
    result = canaryform(tmp_path, "validate", "x.yaml")
    assert result.returncode == 1
    assert result.stderr == ""
    line = len((BASE + lines).splitlines()) if "keyword" not in lines else len((BASE + ENVIRONMENTS).splitlines()) + 1
    assert f"x.yaml:{line}:" in result.stdout


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    result = canaryform(tmp_path, "validate", "x.yaml")
    assert (result.returncode, result.stdout) == (3, "")
    assert "it is not a regular file" in result.stderr


@pytest.mark.parametrize("command", ["validate", "generate"])
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path, command: str) -> None:
    name = os.fsdecode(b"x\xff.yaml")
    try:
        (tmp_path / name).write_text(BASE)
    except OSError:
        pytest.skip("this file system knows no such names")
    result = canaryform(tmp_path, command, name)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr == (
        "error: cannot read x\\udcff.yaml: its name is not UTF-8, and templates name their spec\n  hint: rename it\n"
    )


@pytest.mark.parametrize("text", ["${", "${A", "${A}"])
def test_a_template_of_substitutions_is_refused(tmp_path: Path, text: str) -> None:
    template = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Sub '"
    (tmp_path / "x.yaml").write_text(f"{template}{text * 50_000}'\n")
    result = canaryform(tmp_path, "lint", "x.yaml")
    assert result.returncode == 1
    assert "x.yaml:5:" in result.stdout
    assert "has more than 5,000 `${`" in result.stdout


_COLLECTIONS = {
    "list": ("\n", "[a, b, c, d, e, f, g, h, i, j]"),
    "parameter": ("Parameters: {P: {Type: CommaDelimitedList, Default: 'a,b,c,d,e,f,g,h,i,j'}}\n", "!Ref P"),
    "mapping": ("Mappings: {M: {A: {B: [a, b, c, d, e, f, g, h, i, j]}}}\n", "!FindInMap [M, A, B]"),
}


def _nested(depth: int, kind: str) -> str:
    """A template of ten to the power of ``depth`` topics; every loop is on a line of its own, the first on line 4."""
    before, collection = _COLLECTIONS[kind]
    lines = [f"Transform: AWS::LanguageExtensions\n{before}Resources:\n"]
    for level in range(depth):
        lines += [f"{' ' * (level + 1)}Fn::ForEach::L{level}: [I{level}, {collection}, {{\n"]
    name = "".join(f"${{I{level}}}" for level in range(depth))
    return "".join([*lines, f'{" " * (depth + 1)}"T{name}": {{Type: AWS::SNS::Topic}}', "}]" * depth, "\n"])


@pytest.mark.parametrize("kind", _COLLECTIONS)
@pytest.mark.parametrize("depth", [4, 8])
def test_loops_in_loops_are_refused_at_the_one_that_is_too_many(tmp_path: Path, depth: int, kind: str) -> None:
    (tmp_path / "x.yaml").write_text(_nested(depth, kind))
    result = canaryform(tmp_path, "lint", "x.yaml")
    assert (result.returncode, result.stderr) == (1, "")
    # The first three make 10, 100 and 1,000 copies.
    assert "x.yaml:7:" in result.stdout
    assert "with this loop there are more than 2,000 copies" in result.stdout


def test_loops_that_make_few_are_judged(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(_nested(2, "parameter"))
    result = canaryform(tmp_path, "lint", "x.yaml")
    assert "with this loop" not in result.stdout + result.stderr
    assert "error" not in result.stdout


def test_a_loop_of_a_large_body_is_refused(tmp_path: Path) -> None:
    texts = ", ".join(["a"] * 300)
    text = f"Resources:\n  Fn::ForEach::A: [I, [{texts}], {{'T${{I}}': {{Metadata: [{', '.join(['1'] * 700)}]}}}}]\n"
    (tmp_path / "x.yaml").write_text(f"Transform: AWS::LanguageExtensions\n{text}")
    result = canaryform(tmp_path, "lint", "x.yaml")
    assert (result.returncode, result.stderr) == (1, "")
    assert "x.yaml:3:" in result.stdout
    assert "or 200,000 values in all of them" in result.stdout


@pytest.mark.parametrize("command", ["generate", "lint", "status", "init", "doctor"])
def test_a_working_folder_that_was_deleted(tmp_path: Path, command: str) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m generator "$1"'
    result = subprocess.run(
        ["sh", "-c", script, sys.executable, command],
        cwd=tmp_path, env=surroundings(), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (3, "")
    assert "the working folder was deleted" in result.stderr
    assert "Traceback" not in result.stderr
