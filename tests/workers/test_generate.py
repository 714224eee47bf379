"""``generate`` with its workers: the same bytes in the same order, and nothing left of what was stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.app.build.product import Format, Product, Request
from generator.app.cache.result_cache import ResultCache
from generator.app.judge import gate
from generator.app.workers.scheduler import BuildScheduler
from generator.problems import Problem
from tests.cli.command import canaryform, put_spec, surroundings
from tests.cli.tree import contents
from tests.patience import SECONDS, wait_until
from tests.unit.app.cache.dictionary import Dictionary

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="finds processes as Linux shows them")


def _request(project: str, *, text: str = "") -> Request:
    spec = f"project: {project}\nregion: us-west-2\nrepository: acme/{project}\nservice: {{port: 3000{text}}}\n"
    return Request(f"{spec}environments: {{dev: {{trigger: {{branch: develop}}}}}}\n", f"{project}.yaml", Format.YAML)


def _all(scheduler: BuildScheduler) -> Iterator[tuple[Product, tuple[Problem, ...]]]:
    while not scheduler.is_empty:
        yield from scheduler.finished(must_wait=True)


def test_the_workshop_finds_what_the_gate_finds_and_remembers_it() -> None:
    wild = ", permissions: [{actions: ['s3:NoSuchAction'], resources: ['*']}]"
    requests = [_request("bad", text=", cpu: 3"), _request("wild", text=wild)]
    memory = ResultCache(Dictionary(), "fingerprint", "date")
    with BuildScheduler(memory) as scheduler:
        for request in requests:
            scheduler.add(request)
        found = {product.file: (product, problems) for product, problems in _all(scheduler)}
    for request in requests:
        build = compile_spec(request.text, request.file)
        product, problems = found[request.file]
        assert product.problems == build.problems
        assert {each.path: each.data for each in product.artifacts} == {
            each.path: each.data for each in build.artifacts
        }
        assert problems == (() if build.problems else gate.judge(build))
        assert memory.product(memory.spec(request)) == product
    assert "W3037" in {problem.code for problem in found["wild.yaml"][1]}
    assert memory.verdict(memory.spec(requests[0])) is None
    assert memory.verdict(memory.spec(requests[1])) == found["wild.yaml"][1]


class _Counting(ResultCache):
    """Counts the templates that were linted."""

    def __init__(self) -> None:
        super().__init__(Dictionary(), "fingerprint", "date")
        self.linted: list[str] = []

    def keep_matches(self, template: str, matches: object) -> None:
        self.linted.append(template)
        super().keep_matches(template, matches)  # type: ignore[arg-type]


def test_equal_templates_are_linted_once_and_known_ones_never() -> None:
    memory = _Counting()
    one = _request("same")
    twin = Request(one.text, "folder/same.yaml", one.template_format)  # The same name, and so the same templates.
    templates = compile_spec(one.text, one.file).subjects
    with BuildScheduler(memory) as scheduler:
        scheduler.add(one)
        scheduler.add(twin)
        assert [len(problems) for _, problems in _all(scheduler)] == [0, 0]
    assert len(memory.linted) == len(set(memory.linted)) == len({(each.text, each.regions) for each in templates})
    with BuildScheduler(memory) as scheduler:
        scheduler.add(one)
        assert len(list(_all(scheduler))) == 1
    assert len(memory.linted) == len(set(memory.linted))


def test_cached_or_not_the_output_is_the_same(tmp_path: Path) -> None:
    for project in ("one", "two"):
        put_spec(tmp_path, f"{project}.yaml", project)
    cache = {"CANARYFORM_CACHE_DIR": str(tmp_path / "cache")}
    runs = [
        canaryform(tmp_path, "generate", "--out", "cold", "--json", **cache),
        canaryform(tmp_path, "generate", "--out", "warm", "--json", **cache),
    ]
    entries = sum(path.is_file() for path in (tmp_path / "cache").rglob("*"))
    runs.append(canaryform(tmp_path, "generate", "--out", "none", "--json", "--no-cache", **cache))
    assert [run.returncode for run in runs] == [0, 0, 0], runs[0].stderr
    documents = [json.loads(run.stdout) for run in runs]
    assert [document.pop("out") for document in documents] == ["cold", "warm", "none"]
    assert documents[0] == documents[1] == documents[2]
    assert [spec["project"] for spec in documents[0]["specs"]] == ["one", "two"]
    assert contents(tmp_path / "cold") == contents(tmp_path / "warm") == contents(tmp_path / "none")
    assert sum(path.is_file() for path in (tmp_path / "cache").rglob("*")) == entries


def _start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "generate", "--no-cache"],
        cwd=folder, env=surroundings(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip


def _workers(process: subprocess.Popen[str], count: int) -> list[int]:
    """The process's children, once there are so many."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait_until(lambda: process.poll() is not None or len(children.read_text().split()) >= count, "the workers")
    assert process.poll() is None
    return [int(child) for child in children.read_text().split()]


def _is_alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


@_LINUX
def test_ctrl_c_ends_all_and_leaves_no_tree(tmp_path: Path) -> None:
    put_spec(tmp_path)
    process = _start(tmp_path)
    workers = _workers(process, 2)
    os.killpg(process.pid, signal.SIGINT)  # As a terminal does: to the workers too.
    _, message = process.communicate(timeout=SECONDS)
    assert (process.returncode, message) == (130, "\ninterrupted, nothing was written\n")
    assert not any(map(_is_alive, workers))
    assert not (tmp_path / "templates_out").exists()


@_LINUX
def test_a_worker_that_dies_is_reported(tmp_path: Path) -> None:
    put_spec(tmp_path)
    process = _start(tmp_path)
    workers = _workers(process, 2)
    os.kill(workers[-1], signal.SIGKILL)
    _, message = process.communicate(timeout=SECONDS)
    assert process.returncode == 3
    assert message.startswith("error: cannot judge the templates: a worker process was ended by signal 9\n  hint: ")
    assert not any(map(_is_alive, workers))
    assert not (tmp_path / "templates_out").exists()
