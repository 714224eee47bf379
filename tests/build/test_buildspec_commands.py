"""The spec's own part in the build: the file with the version, and the commands that test."""

from __future__ import annotations

import pytest

from tests.build.conftest import Make
from tests.build.support.codebuild import UPLOAD
from tests.build.support.expected import BUILT, DIGEST, IMAGE, TAG

_NOT_TESTED = [TAG, DIGEST, *IMAGE, DIGEST]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("package.json", '{"version": "1.2.3"}'),
        ("pyproject.toml", '[project]\nname = "shop"\nversion = "1.2.3"\n'),
        ("pyproject.toml", '[tool.poetry]\nversion = "1.2.3"\n'),
        ("VERSION", "1.2.3"),
        ("VERSION", "1.2.3\r\n"),
    ],
)
@pytest.mark.parametrize("tag", ["v1.2.3", "v1.2.4"])
def test_the_version_file_says_the_version(make: Make, file: str, text: str, tag: str) -> None:
    pipeline = make({"build": {"version_file": file}})
    (pipeline.context / file).write_text(text, encoding="utf-8", newline="")
    run = pipeline.start(tag)
    if tag == "v1.2.3":
        assert run.build.succeeded, run.build.log
        assert run.names == [TAG, *BUILT]
    else:
        assert run.names == [TAG, DIGEST]
        assert f"The tag is v1.2.4, but service/{file} says 1.2.3" in run.build.log
        assert run.build.artifact is None


@pytest.mark.parametrize(
    ("file", "text"),
    [
        *(("package.json", text) for text in ("{", "", "{}", '{"version": null}', '{"version": 1.2}', "[]")),
        *(("pyproject.toml", text) for text in ("[project", "", '[project]\ndynamic = ["version"]\n')),
        *(("VERSION", text) for text in ("", "\n", "v1.2.3\n", "1.2.3\n1.2.3\n")),
        *((file, None) for file in ("package.json", "pyproject.toml", "VERSION")),
    ],
)
def test_a_version_file_without_a_version(make: Make, file: str, text: str | None) -> None:
    pipeline = make({"build": {"version_file": file}})
    (pipeline.context / file).unlink(missing_ok=True)
    if text is not None:
        (pipeline.context / file).write_text(text, encoding="utf-8")
    run = pipeline.start("v1.2.3")
    assert run.build.failed_phases == ["build", UPLOAD]
    assert run.names == [TAG, DIGEST]


def test_no_version_file_is_no_check(make: Make) -> None:
    pipeline = make({"build": {"version_file": "none"}})
    (pipeline.context / "package.json").unlink()
    assert pipeline.start("v7.0.0").names == [TAG, *BUILT]


def _run(make: Make, *commands: str) -> tuple[list[tuple[str, ...]], bool, str]:
    """What the commands called, whether the build succeeded, and the log."""
    pipeline = make({"build": {"test": list(commands)}})
    pipeline.package("1.2.3")
    run = pipeline.start("v1.2.3")
    called = [call.words[1:] for call in run.calls if call.words[0] == "npm"]
    rest = [name for name in run.names if not name.startswith("npm")]
    assert rest == (_NOT_TESTED if run.build.succeeded else [TAG, DIGEST]), run.build.log
    return called, run.build.succeeded, run.build.log


def test_no_commands(make: Make) -> None:
    assert _run(make)[:2] == ([], True)


@pytest.mark.parametrize(
    ("command", "calls"),
    [
        ("npm test # all of them", [("test",)]),
        ('npm test -- --grep "it\'s" \'a "b" $HOME\'', [("test", "--", "--grep", "it's", 'a "b" $HOME')]),
        ("npm ci\nnpm test\n", [("ci",), ("test",)]),
        ("npm run \\\n  lint\n\n# then\n\tnpm test", [("run", "lint"), ("test",)]),
        ("npm run 'two\nlines'", [("run", "two\nlines")]),
        ("for each in a b; do\n  npm run $each\ndone", [("run", "a"), ("run", "b")]),
        ("python3 -c '\nimport sys\nif len(sys.argv) > 1:\n  sys.exit(1)\n'\nnpm test", [("test",)]),
        ("npm run \"$(cat <<'EOF'\nhere\nEOF\n)\"", [("run", "here")]),
        ('cat > note.txt <<EOF\nhere\nEOF\nnpm run "$(cat note.txt)"', [("run", "here")]),
        ("npm ci && { npm test || npm run blame; }", [("ci",), ("test",)]),
        ("npm test \\", [("test",)]),
        ("(cd src && npm test)", [("test",)]),
        ("cat && npm test", [("test",)]),
        ("npm run 'käse 🧀'", [("run", "käse 🧀")]),
    ],
)
def test_a_command_is_run_as_it_is_written(make: Make, command: str, calls: list[tuple[str, ...]]) -> None:
    called, succeeded, log = _run(make, command)
    assert called == calls, log
    assert succeeded


@pytest.mark.parametrize("command", ["npm ci\nfalse\nnpm test", "npm ci; exit 3", "npm ci; (", "npm ci\nset -u; $x$y"])
def test_a_command_that_fails_is_the_last(make: Make, command: str) -> None:
    called, succeeded, _ = _run(make, command, "npm run deploy")
    assert not succeeded
    assert called in ([("ci",)], []), "no call after the one that failed"


def test_each_command_begins_in_the_context(make: Make) -> None:
    pipeline = make({"build": {"test": ["cd src && npm ci", "npm test"]}})
    pipeline.package("1.2.3")
    run = pipeline.start("v1.2.3")
    assert run.build.succeeded
    assert (run.call("npm ci").folder, run.call("npm test").folder) == ("service/src", "service")
    assert run.call("docker build").folder == "."
