"""Each kind of hostile input: a source of chance and an empty folder -> the product's answer, which must be a good one.

Every function raises AssertionError, or whatever the product raised, and leaves in the folder what it tried.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from generator.app.build.compile import compile_spec
from generator.errors import SpecError
from generator.problems import Problem
from generator.spec import encoding, loader
from tests.build.support.pipeline import Pipeline
from tests.cli.command import canaryform, put_spec, surroundings
from tests.fuzz import fault_proxy, mutation
from tests.golden.case import CASES, ROOT
from tests.live.environment import HEALTHY
from tests.live.environment import put_spec as put_live_spec
from tests.live.fault import KINDS as FAULTS
from tests.live.fault import at, everywhere
from tests.live.release import CANARY
from tests.live.stand_in import standing_in

_SPECS = sorted((ROOT / "tests/golden").glob("*/spec.yaml"))
_SEED_FILES = sorted(path for path in (ROOT / "tests/seed_files").rglob("*") if path.is_file())
_COMMANDS = (
    ("status",), ("doctor",), ("deploy", "--plan"), ("deploy", "--yes"), ("destroy", "--confirm", "prod"),
    ("rollback", "--yes"), ("rollback", "--yes", "--to", "v1.2.2"), ("power", "--live"),
)  # fmt: skip
_SECONDS = 60
"""That refusing may take here: the limit is 10 on a machine that does nothing else."""
_LETTERS = "v0123456789.-+ab$(){}[];|&<>'`*?!#~ é=%/:@^"
"""Without what no JSON text takes as it is: CodePipeline puts the value into one."""


def spec(chance: Random, folder: Path) -> None:
    """A damaged spec is read or refused with its place; what is read, compiles."""
    data = chance.choice(mutation.WAYS)(chance.choice(_SPECS).read_text("utf-8"), chance)
    (folder / "spec.yaml").write_bytes(data)
    started = time.monotonic()
    problems = _read(data)
    assert all(each.location.file == "spec.yaml" and each.message for each in problems)
    assert time.monotonic() - started < _SECONDS, "took too long"


def template(chance: Random, folder: Path) -> None:
    """A damaged template or file of people is linted without a traceback."""
    case = chance.choice([*CASES.values()])
    files = {Path(name).name: text for name, text in case.files().items() if text.strip()}
    files |= {path.name: path.read_text("utf-8") for path in chance.sample(_SEED_FILES, min(2, len(_SEED_FILES)))}
    name = chance.choice(sorted(files))
    try:
        data = chance.choice(mutation.WAYS)(files[name], chance)
    except Exception:  # The seed is no YAML: only its bytes can be damaged.
        data = mutation.by_byte(files[name], chance)
    (folder / name).write_bytes(data)
    _is_said(canaryform(folder, "lint", name), {0, 1, 2, 3})


def kill(chance: Random, folder: Path) -> None:
    """After a kill at any moment, the tree is mended by the next run and equal to what one run writes."""
    put_spec(folder)
    command = [sys.executable, "-m", "generator", "generate"]
    process = subprocess.Popen(
        command, cwd=folder, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(chance.random() * 2)
    process.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
    process.wait()
    _is_said(canaryform(folder, "generate"), {0})
    _is_said(canaryform(folder, "generate", "--check"), {0})


def tag(chance: Random, folder: Path) -> None:
    """A tag of any letters releases nothing and runs nothing, in the buildspec that CodeBuild would run."""
    name = "".join(chance.choice(_LETTERS) for _ in range(chance.randint(1, 12)))
    (folder / "tag.txt").write_text(repr(name))
    place = folder / "run"
    place.mkdir()
    pipeline = Pipeline(place, {"build": {"version_file": "none"}}, environment="prod")
    run = pipeline.start(release=f"v{name}~")  # The tilde is in no SemVer version.
    assert not run.build.succeeded, run.build.log
    assert run.build.artifact is None
    assert not pipeline.images


def endpoint(chance: Random, folder: Path) -> None:
    """Whatever comes back in place of AWS's answers, a command says so."""
    put_live_spec(folder)
    command, fault = chance.choice(_COMMANDS), chance.choice(sorted(FAULTS))
    answers = {**HEALTHY, **CANARY}
    operation = chance.choice(["", *sorted(name for _, name in answers)])
    (folder / "fault.txt").write_text(f"{command} {fault} {operation or 'everywhere'}")
    damage = at(fault, operation) if operation else everywhere(fault, "GetCallerIdentity")
    with standing_in(answers, damage) as aws:
        found = canaryform(folder, command[0], "-e", "prod", *command[1:], **aws.environment, AWS_MAX_ATTEMPTS="1")
    _is_said(found, {0, 1, 3})


def proxy(chance: Random, folder: Path) -> None:
    """Whatever a proxy in the way does to what AWS says, by AWS's own words too, a command ends with its reason."""
    put_live_spec(folder)
    command, answers = chance.choice(_COMMANDS), {**HEALTHY, **CANARY}
    rules = fault_proxy.drawn(chance, sorted({operation for _, operation in answers}))
    (folder / "fault.json").write_text(json.dumps([command, rules]))
    with standing_in(answers) as aws, fault_proxy.before(aws.url, rules) as url:
        there = {**aws.environment, "AWS_ENDPOINT_URL": url, "AWS_MAX_ATTEMPTS": "2"}
        found = canaryform(folder, command[0], "-e", "prod", *command[1:], **there)
    _is_said(found, {0, 1, 3})


def _read(data: bytes) -> tuple[Problem, ...]:
    """What a spec is refused for; none where it is read, and then it compiles."""
    try:
        text = encoding.decode(data, "spec.yaml")
        loader.load(text, "spec.yaml")
    except SpecError as error:
        return error.problems
    compile_spec(text, "spec.yaml")
    return ()


KINDS: Mapping[str, Callable[[Random, Path], None]] = {
    "spec": spec, "template": template, "kill": kill, "tag": tag, "endpoint": endpoint, "proxy": proxy,
}  # fmt: skip


def _is_said(found: subprocess.CompletedProcess[str], codes: set[int]) -> None:
    said = found.stdout + found.stderr
    assert "Traceback" not in said, said
    assert found.returncode in codes, said
