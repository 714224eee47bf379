"""The comment under pull requests: who may write it, and its two scripts, run as GitHub's runner runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import put_spec
from tests.diff.workplace import SPEC, Workplace
from tests.github.case import files, workflow
from tests.github.comments import BOT, Comments
from tests.golden.case import CASES

_MARK = "<!-- canaryform diff -->"
_CASE = "maximal"
_HOSTILE = {
    "A": "</details></td> <!-- @octocat #1 GH-1",
    "B": "`x` $(touch pwned) 'q' \"d\" | ${{ 1 }}",
    "C": "https://github.com/acme/shop/issues/1 [a](b)",
    "D": "EOF\n::error::x\n@octocat",
}


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A repository whose checkout is what GitHub makes for a pull request: the merge of two parents."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    found = Workplace(folder)
    found.write("specs/shop.yaml", SPEC)
    found.generate()
    found.commit()
    return found


@pytest.fixture
def comments(tmp_path: Path) -> Comments:
    return Comments(tmp_path)


def _merge(place: Workplace, spec: str) -> None:
    place.git("checkout", "--quiet", "-b", "change")
    place.write("specs/shop.yaml", spec)
    place.commit()
    place.git("checkout", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--message=merge", "change")


def _step(job: str, name: str = "") -> dict[str, Any]:
    """The named one; without a name the one whose answer other jobs read, or the last."""
    steps = workflow(_CASE, "canaryform-diff")["jobs"][job]["steps"]
    found = next((step for step in steps if (step.get("name") == name if name else "id" in step)), steps[-1])
    assert isinstance(found, dict)
    return found


def _run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    temporary = folder.parent / "runner"
    temporary.mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder), "RUNNER_TEMP": str(temporary), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _compare(place: Workplace) -> tuple[str, str]:
    """The job's output ``markdown``, and the run's summary."""
    out, summary = place.folder.parent / "out", place.folder.parent / "summary"
    for file in (out, summary):
        file.write_text("")
    done = _run(_step("diff")["run"], place.folder, GITHUB_OUTPUT=str(out), GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    # https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
    name, _, rest = out.read_text().partition("<<")
    end, _, text = rest.partition("\n")
    value, found, after = text.partition(f"\n{end}\n")
    assert (name, bool(found), after) == ("markdown", True, "")
    return value, summary.read_text()


def _rows(markdown: str) -> list[str]:
    return [line for line in markdown.splitlines() if line.startswith("| ")]


def _comment(comments: Comments, markdown: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{comments.folder}:/usr/bin:/bin",
        "PULL_REQUEST": "7",
        "GITHUB_REPOSITORY": "acme/shop",
        "MARKDOWN": markdown,
    }
    return _run(_step("comment")["run"], comments.folder, **environment)


@pytest.mark.parametrize("case", CASES)
def test_it_is_there_where_the_spec_says_how_to_install_canaryform(case: str) -> None:
    is_said = CASES[case].build().projects[-1].git.canaryform is not None
    assert ("workflows/canaryform-diff.yml" in files(case)) is is_said


def test_no_code_of_the_pull_request_may_write() -> None:
    document = workflow(_CASE, "canaryform-diff")
    assert set(document["on"]) == {"pull_request"}
    assert document["on"]["pull_request"]["paths"] == ["specs/**", "templates_out/**"]
    assert document["permissions"] == {}
    compare, comment = document["jobs"]["diff"], document["jobs"]["comment"]
    assert compare["permissions"] == {"contents": "read"}
    assert "GH_TOKEN" not in str(compare)
    assert comment["permissions"] == {"pull-requests": "write"}
    assert comment["needs"] == "diff"
    assert [set(step) & {"uses", "run"} for step in comment["steps"]] == [{"run"}]
    assert "canaryform " not in comment["steps"][0]["run"].replace(_MARK, "")


def test_the_merge_is_compared_with_the_branch_that_it_goes_into(place: Workplace) -> None:
    _merge(place, SPEC.replace("3000", "8080"))
    markdown, summary = _compare(place)
    assert markdown.startswith(f"{_MARK}\n### canaryform diff: ")
    assert "- service.port: 3000 -\\> 8080" in markdown
    assert summary == markdown


def test_what_a_spec_says_steers_neither_the_shell_nor_the_comment(place: Workplace) -> None:
    value = f"{{port: 3000, cpu: 256, memory: 512, environment: {json.dumps(_HOSTILE)}}}"
    _merge(place, SPEC.replace("{port: 3000, cpu: 256, memory: 512}", value))
    markdown, _ = _compare(place)
    assert not (place.folder / "pwned").exists()
    assert markdown.count("octocat") > 0
    for live in ("@octocat", "#1", "GH-1", "https://github.com", "[a](b)", "<!-- @"):
        assert live not in markdown
    assert markdown.count("</details>") == markdown.count("<details>") == 1
    assert len(_rows(markdown)) > 2
    assert {line.replace("\\|", "").count("|") for line in _rows(markdown)} == {6}


@pytest.mark.parametrize("text", [SPEC.replace("3000", "70000"), "project: ["])
def test_a_wrong_spec_is_what_the_comment_says(place: Workplace, text: str) -> None:
    _merge(place, text)
    markdown, _ = _compare(place)
    first, second, empty, *rest = markdown.splitlines()
    assert (first, second, empty) == (_MARK, "### canaryform diff: nothing was compared", "")
    assert any("specs/shop.yaml:" in line for line in rest)
    assert all(line.startswith("    ") for line in rest if line)


def test_the_pull_request_that_brings_the_first_templates(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    place = Workplace(folder)
    place.write("README.md", "x")
    place.commit()
    _merge(place, SPEC)
    markdown, _ = _compare(place)
    assert "it has no templates_out/" in markdown


def test_one_comment_is_written_anew(comments: Comments) -> None:
    assert _comment(comments, f"{_MARK}\none").returncode == 0
    comments.write("ann", "looks good")
    comments.write(BOT, "another workflow's")
    assert _comment(comments, f"{_MARK}\ntwo '\" $(touch pwned)\n").returncode == 0
    assert comments.bodies == [f"{_MARK}\ntwo '\" $(touch pwned)\n", "looks good", "another workflow's"]
    assert not (comments.folder / "pwned").exists()


def test_nobody_else_s_comment_is_written_over(comments: Comments) -> None:
    for login in ("ann", "github-actions", "bob"):
        comments.write(login, f"{_MARK}\nmine")
    comments.write(BOT, f"quotes {_MARK}")
    assert _comment(comments, f"{_MARK}\nours").returncode == 0
    assert comments.bodies[:-1] == [f"{_MARK}\nmine"] * 3 + [f"quotes {_MARK}"]
    assert comments.bodies[-1] == f"{_MARK}\nours"
    assert _comment(comments, f"{_MARK}\nours again").returncode == 0
    assert comments.bodies[-1] == f"{_MARK}\nours again"


@pytest.mark.parametrize("is_first", [False, True])
def test_a_token_that_may_only_read_is_no_error(comments: Comments, is_first: bool) -> None:
    if not is_first:
        comments.write(BOT, f"{_MARK}\nold")
    for method in ("POST", "PATCH"):
        comments.refuse(method, "Resource not accessible by integration (HTTP 403)")
    done = _comment(comments, f"{_MARK}\nnew")
    assert done.returncode == 0
    assert "summary of this run" in done.stdout


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_any_other_refusal_is_one(comments: Comments, method: str) -> None:
    comments.refuse(method, "Bad gateway (HTTP 502)")
    done = _comment(comments, f"{_MARK}\nnew")
    assert done.returncode != 0
    assert "HTTP 502" in done.stderr


def test_the_longest_comment_fits_into_a_variable(comments: Comments) -> None:
    text = f"{_MARK}\n{'ü' * 30_000}"
    assert _comment(comments, text).returncode == 0
    assert comments.bodies == [text]
    assert os.sysconf("SC_ARG_MAX") > len(text.encode())


def test_the_page_is_kept_where_there_is_one(place: Workplace) -> None:
    script = _step("diff", "The system on one page")["run"]
    upload = _step("diff", "upload")["with"]
    put_spec(place.folder)
    _merge(place, SPEC.replace("port: 3000", "port: 3000, log_retention: 90"))
    done = _run(script, place.folder)
    assert (done.returncode, "No page" in done.stdout) == (0, False), done.stdout + done.stderr
    [page] = place.folder.glob(upload["path"])
    assert "What changes since HEAD^1" in page.read_text()
    page.unlink()
    place.write("specs/shop.yaml", "project: [\n")
    refused = _run(script, place.folder)
    assert refused.returncode == 0, "the comment says what is wrong"
    assert "No page was written" in refused.stdout
    assert not [*place.folder.glob(upload["path"])]
