"""The same system by CDK, a service by compose-x, and by us: ``make bench-peers``, which installs both first."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from tests.bench.aws import aws
from tests.bench.clock import Run, median, repeat, run
from tests.bench.ours import bare, generate
from tests.bench.repository import EXAMPLE, example

_HERE = Path(__file__).parent
_TOOLS = _HERE.parents[1] / ".tools" / "peers"
_MANY = 100
_RUNS, _FEW = 5, 3
"""Runs of what takes about a second, and of what takes longer."""


def main() -> None:
    """Print the table as it is measured."""
    with TemporaryDirectory(prefix="canaryform-bench-") as place:
        for line in _table(Path(place)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _table(folder: Path) -> Iterator[str]:
    yield f"| | 1 system, s | ours = 1 | MiB | {_MANY} systems, s | ours = 1 |\n|---|---|---|---|---|---|"
    example(folder / "example")
    _hundred(folder / "hundred")
    ours = partial(bare, folder / "example")
    projects = " ".join(f"service-{number:04}" for number in range(_MANY))
    app = partial(_cdk_app, folder, projects, is_validated=False)
    many = _in_turn(_FEW, app, partial(bare, folder / "hundred"))
    base = repeat(_RUNS, ours)
    yield _row("canaryform, no gate", (base, base), (many[1], many[1]))
    gated = partial(generate, folder / "example")
    gated()  # What it takes when it remembers nothing is in the other table.
    yield _row("canaryform generate, gate included, unchanged", _in_turn(_RUNS, gated, ours))
    app = partial(_cdk_app, folder, "shop", is_validated=False)
    yield _row("CDK app (JS), not validated", _in_turn(_RUNS, app, ours), many)
    app = partial(_cdk_app, folder, "shop", is_validated=True)
    yield _row("CDK app (JS), validated as it is", _in_turn(_RUNS, app, ours))
    for name, is_validated in (("`cdk synth`, not validated", False), ("`cdk synth` as it is", True)):
        yield _row(name, _in_turn(_RUNS, partial(_cdk_synth, folder, is_validated=is_validated), ours))
    yield _row("`compose-x render`, one service", _in_turn(_RUNS, partial(_compose_x, folder), ours))
    yield f"\n{_count(folder / 'cdk.out')} by CDK, {_count(folder / 'example' / 'templates_out')} by us"


_Pair: TypeAlias = tuple[Run, Run]
"""Theirs and ours."""


def _in_turn(count: int, theirs: Callable[[], Run], ours: Callable[[], Run]) -> _Pair:
    """One after the other, ``count`` times, so that a slower machine is slower for both; the median of each."""
    pairs = [(theirs(), ours()) for _ in range(count)]
    return median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])


def _row(name: str, one: _Pair, many: _Pair | None = None) -> str:
    right = f"{many[0].seconds:.2f} | {many[0].seconds / many[1].seconds:.1f}" if many else " | "
    run, our_run = one
    return f"| {name} | {run.seconds:.2f} | {run.seconds / our_run.seconds:.1f} | {run.mebibytes:.0f} | {right} |"


def _hundred(folder: Path) -> Path:
    """As many specs as CDK makes systems: the example, under other names."""
    example(folder)
    text = EXAMPLE.read_text()
    (folder / "specs" / EXAMPLE.name).unlink()
    for number in range(_MANY):
        name = f"service-{number:04}"
        (folder / "specs" / f"{name}.yaml").write_text(text.replace("project: my-microservice", f"project: {name}"))
    return folder


def _cdk_app(folder: Path, projects: str, *, is_validated: bool) -> Run:
    shutil.rmtree(folder / "cdk.out", ignore_errors=True)
    return run(["node", _HERE / "cdk" / "app.js"], folder, **_cdk(projects, is_validated=is_validated))


def _cdk_synth(folder: Path, *, is_validated: bool) -> Run:
    options = ["--quiet", "--no-notices", "--output", "synth.out", "--app", f"node {_HERE / 'cdk' / 'app.js'}"]
    shutil.rmtree(folder / "synth.out", ignore_errors=True)
    command = [str(_TOOLS / "node_modules" / ".bin" / "cdk"), "synth", *options]
    environment = _cdk("shop", is_validated=is_validated)
    del environment["CDK_OUTDIR"]
    return run(command, folder, CDK_DISABLE_CLI_TELEMETRY="1", **environment)


def _cdk(projects: str, *, is_validated: bool) -> dict[str, str]:
    validation = {} if is_validated else {"CDK_VALIDATION": "false"}
    return {"PROJECTS": projects, "CDK_OUTDIR": "cdk.out", "NODE_PATH": str(_TOOLS / "node_modules"), **validation}


def _compose_x(folder: Path) -> Run:
    with aws() as environment:
        command = str(_TOOLS / "venv" / "bin" / "ecs-compose-x")
        options = ["-n", "shop", "-f", str(_HERE / "compose.yaml"), "-d", "compose.out"]
        return run([command, "render", *options], folder, **environment)


def _count(folder: Path) -> str:
    """How many templates and resources there are."""
    by_cdk = [*folder.glob("shop-*.template.json")]
    if by_cdk:
        sizes = [len(json.loads(path.read_text())["Resources"]) for path in by_cdk]
    else:
        templates = [path.read_text() for path in folder.rglob("*.yaml")]
        sizes = [text.count("\n    Type: ") for text in templates if "AWSTemplateFormatVersion" in text]
    return f"{len(sizes)} templates with {sum(sizes)} resources"


if __name__ == "__main__":
    main()
