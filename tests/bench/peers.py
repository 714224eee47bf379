"""The same system by CDK, a service by compose-x, and by us: ``make bench-peers``, which installs both first."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.aws import aws
from tests.bench.clock import BIN, Run, repeat, run
from tests.bench.repository import EXAMPLE, example

_HERE = Path(__file__).parent
_TOOLS = _HERE.parents[1] / ".tools" / "peers"
_MANY = 100
_RUNS = 3


def main() -> None:
    """Print the table as it is measured."""
    with TemporaryDirectory(prefix="canaryform-bench-") as place:
        for line in _table(Path(place)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _table(folder: Path) -> Iterator[str]:
    yield f"| | 1 system, s | ours = 1 | MiB | {_MANY} systems, s | ours = 1 |\n|---|---|---|---|---|---|"
    ours = example(folder / "example")
    one, many = repeat(_RUNS, partial(_bare, ours)), repeat(_RUNS, partial(_bare, _hundred(folder / "hundred")))
    yield _row("canaryform, no gate", one, one, many, many)
    gated = repeat(_RUNS, partial(_gated, ours))
    yield _row("canaryform generate, gate included, unchanged", gated, one)
    projects = " ".join(f"service-{number:04}" for number in range(_MANY))
    for name, is_validated in (("CDK app (JS), not validated", False), ("CDK app (JS), validated as it is", True)):
        app = repeat(_RUNS, partial(_cdk_app, folder, "shop", is_validated=is_validated))
        apps = None if is_validated else repeat(1, partial(_cdk_app, folder, projects, is_validated=is_validated))
        yield _row(name, app, one, apps, many)
    for name, is_validated in (("`cdk synth`, not validated", False), ("`cdk synth` as it is", True)):
        yield _row(name, repeat(_RUNS, partial(_cdk_synth, folder, is_validated=is_validated)), one)
    yield _row("`compose-x render`, one service", repeat(_RUNS, partial(_compose_x, folder)), one)
    yield f"\n{_count(folder / 'cdk.out')} by CDK, {_count(ours / 'templates_out')} by us"


def _row(name: str, one: Run, our_one: Run, many: Run | None = None, our_many: Run | None = None) -> str:
    right = f"{many.seconds:.2f} | {many.seconds / our_many.seconds:.1f}" if many and our_many else "| "
    return f"| {name} | {one.seconds:.2f} | {one.seconds / our_one.seconds:.1f} | {one.mebibytes:.0f} | {right} |"


def _hundred(folder: Path) -> Path:
    """As many specs as CDK makes systems: the example, under other names."""
    example(folder)
    text = EXAMPLE.read_text()
    (folder / "specs" / EXAMPLE.name).unlink()
    for number in range(_MANY):
        name = f"service-{number:04}"
        (folder / "specs" / f"{name}.yaml").write_text(text.replace("project: my-microservice", f"project: {name}"))
    return folder


def _bare(place: Path) -> Run:
    files = [str(file) for file in sorted((place / "specs").iterdir())]
    return run([sys.executable, "-m", "tests.bench.compile_only", *files], place, PYTHONPATH=str(_HERE.parents[1]))


def _gated(place: Path) -> Run:
    return run([BIN / "canaryform", "generate"], place, CANARYFORM_CACHE_DIR=str(place / "cache"))


def _cdk_app(folder: Path, projects: str, *, is_validated: bool) -> Run:
    return run(["node", _HERE / "cdk" / "app.js"], folder, **_cdk(projects, is_validated=is_validated))


def _cdk_synth(folder: Path, *, is_validated: bool) -> Run:
    options = ["--quiet", "--no-notices", "--output", "synth.out", "--app", f"node {_HERE / 'cdk' / 'app.js'}"]
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
