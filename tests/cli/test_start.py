"""What each command loads: nothing that takes time before it is needed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import REPOSITORY, put_spec, surroundings

HEAVY = frozenset({
    "attrs", "awacs", "botocore", "cfnlint", "concurrent", "jsonpatch", "jsonschema", "multiprocessing", "networkx",
    "referencing", "rich", "semver", "sympy", "tomllib", "troposphere", "yaml",
})  # fmt: skip
_SCRIPT = """
import sys
from generator.cli.main import main
try:
    main()
except SystemExit as end:
    code = end.code
with open("loaded.txt", "w") as file:
    print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=file)
"""


def _loaded(folder: Path, *arguments: str, **environment: str) -> tuple[str, set[str]]:
    """The command's exit code, and which packages it has loaded."""
    subprocess.run(
        [sys.executable, "-c", _SCRIPT, *arguments],
        cwd=folder, env=surroundings(**environment), capture_output=True, check=True,
    )  # fmt: skip
    code, *names = (folder / "loaded.txt").read_text().split()
    return code, set(names)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], "0"),
        (["--version"], "0"),
        ([], "2"),
        (["bogus"], "2"),
        (["generate", "--help"], "0"),
        (["generate", "--bogus"], "2"),
        (["lint", "--help"], "0"),
        (["generate"], "2"),
        (["completion", "bash"], "0"),
        (["cache"], "0"),
        (["cache", "clear"], "0"),
    ],
)
def test_what_works_on_no_spec_loads_nothing_heavy(tmp_path: Path, arguments: list[str], code: str) -> None:
    found, names = _loaded(tmp_path, *arguments, CANARYFORM_CACHE_DIR=str(tmp_path / "cache"))
    assert (found, names & HEAVY) == (code, set())


def test_a_completion_loads_nothing_heavy(tmp_path: Path) -> None:
    shell = {"_CANARYFORM_COMPLETE": "bash_complete", "COMP_WORDS": "canaryform gen", "COMP_CWORD": "1"}
    _, names = _loaded(tmp_path, **shell)
    assert names & HEAVY == set()


def test_an_unchanged_spec_loads_nothing_heavy(tmp_path: Path) -> None:
    put_spec(tmp_path)
    cache = {"CANARYFORM_CACHE_DIR": str(tmp_path / "cache")}
    code, names = _loaded(tmp_path, "generate", **cache)
    assert (code, names >= {"cfnlint", "multiprocessing"}) == ("0", True), "or what follows would prove nothing"
    for arguments in (["generate"], ["generate", "--json"], ["generate", "--check"], ["lint"]):
        code, names = _loaded(tmp_path, *arguments, **cache)
        assert (code, names & HEAVY) == ("0", set()), arguments


def test_a_comment_changes_no_template_and_needs_no_linter(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    cache = {"CANARYFORM_CACHE_DIR": str(tmp_path / "cache")}
    _loaded(tmp_path, "generate", **cache)
    spec.write_text(spec.read_text() + "# a comment\n")
    code, names = _loaded(tmp_path, "generate", **cache)
    assert (code, "cfnlint" in names) == ("0", False)
    spec.write_text(spec.read_text().replace("port: 3000", "port: 3001"))
    code, names = _loaded(tmp_path, "generate", **cache)
    assert (code, "cfnlint" in names) == ("0", True)


def test_a_spec_without_mistakes_needs_no_jsonschema(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    code, names = _loaded(tmp_path, "validate")
    assert (code, names & HEAVY) == ("0", {"yaml"})
    spec.write_text(spec.read_text().replace("port: 3000", "prot: 3000"))
    code, names = _loaded(tmp_path, "validate")
    assert (code, "jsonschema" in names) == ("1", True)


def test_ctrl_c_while_the_command_is_loaded_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    for arguments in (["-m", "generator"], ["-c", "from generator.__main__ import main; main()"]):
        environment = surroundings(PYTHONPATH=f"{tmp_path}:{REPOSITORY}")
        result = subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert (result.returncode, result.stdout, result.stderr) == (-signal.SIGINT, b"", b"")
