"""The tables of docs/performance.md, from the machine at hand: ``make bench``, with other sizes by ``SIZES="1 10"``."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench.clock import BIN, Run, repeat, run
from tests.bench.ours import bare, generate
from tests.bench.pairs import pairs
from tests.bench.repository import TEMPLATES, example, one_spec, repository, spec

_STARTS = {
    "`--version`": ["--version"],
    "`--help`": ["--help"],
    "`generate --help`": ["generate", "--help"],
    "a mistyped option": ["generate", "--outt"],
}
_SHORT, _LONG = 15, 3
"""Runs of what takes less than a second, and of what takes longer."""
_SERVICES = (1, 2, 5, 10)
_ENOUGH = 10
"""Specs from which a cold run is long enough to be measured once."""


def main() -> None:
    """Print the tables as they are measured."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("sizes", nargs="*", type=int, default=[1, 10, 100, 1000])
    with tempfile.TemporaryDirectory(prefix="canaryform-bench-") as place:
        folder = Path(place)
        for line in _lines(folder, parser.parse_args().sizes):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _lines(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    yield from _start_up(folder)
    yield from _example(folder)
    yield from _sizes(folder, sizes)
    yield from _services(folder)
    yield from pairs(folder, sizes)


def _start_up(folder: Path) -> Iterator[str]:
    yield "| start-up | s | `python -c pass` = 1 |\n|---|---|---|"
    base = _base(folder)
    yield f"| `python -c pass` | {base.seconds:.3f} | 1 |"
    for name, arguments in _STARTS.items():
        script = [sys.executable, "-c", _FORGIVING, *arguments]
        taken = repeat(_SHORT, partial(run, script, folder))
        yield f"| {name} | {taken.seconds:.3f} | {taken.seconds / base.seconds:.1f} |"


_FORGIVING = """
from generator.cli.main import main
try:
    main()
except SystemExit as end:
    raise SystemExit(0 if end.code in (0, 2) else 1)
"""
"""Runs the command and takes wrong usage for what was wanted."""


def _base(folder: Path) -> Run:
    return repeat(_SHORT, partial(run, [sys.executable, "-c", "pass"], folder))


def _example(folder: Path) -> Iterator[str]:
    yield "\n| generate, gate included | s | ratio | to | MiB |\n|---|---|---|---|---|"
    place = example(folder / "example")
    yield from _against_cfn_lint("the example, cold", place)
    base, warm = _base(folder), repeat(_SHORT, partial(generate, place))
    ratio = f"{warm.seconds / base.seconds:.1f} | `python -c pass`"
    yield f"| the example, unchanged | {warm.seconds:.3f} | {ratio} | {warm.mebibytes:.0f} |"
    many = repository(folder / "many", 60 // TEMPLATES)
    yield from _against_cfn_lint("60 templates, cold", many)


def _against_cfn_lint(name: str, place: Path) -> Iterator[str]:
    pairs = []
    for _ in range(_LONG):
        cold = _cold(place)
        templates = [path for path in (place / "templates_out").rglob("*.yaml") if _is_template(path)]
        pairs.append((cold, run([BIN / "cfn-lint", *templates], place)))
    ours, theirs = (sorted(pair[side].seconds for pair in pairs)[_LONG // 2] for side in (0, 1))
    ratio = sorted(mine.seconds / other.seconds for mine, other in pairs)[_LONG // 2]
    memory = max(mine.mebibytes for mine, _ in pairs)
    to = f"`cfn-lint` alone, {len(templates)} templates: {theirs:.2f} s"
    yield f"| {name} | {ours:.2f} | {ratio:.2f} | {to} | {memory:.0f} |"


def _is_template(path: Path) -> bool:
    return path.read_text().startswith("# Generated") and "AWSTemplateFormatVersion" in path.read_text()


def _sizes(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    heads = ["specs", "no gate, s", "cold, s", "a spec, s", "unchanged, s", "a spec, ms", "one changed, s"]
    yield f"\n| {' | '.join([*heads, 'MiB cold', 'MiB unchanged'])} |\n|{'---|' * 9}"
    for size in sizes:
        place = repository(folder / "sizes", size)
        count = _LONG if size <= _ENOUGH else 1
        ungated = repeat(count, partial(bare, place))
        cold = repeat(count, partial(_cold, place))
        warm = repeat(_LONG, partial(generate, place))
        changed = repeat(_LONG, partial(_changed, place))
        seconds = f"{ungated.seconds:.2f} | {cold.seconds:.2f} | {cold.seconds / size:.2f} | {warm.seconds:.2f}"
        rest = f"{warm.seconds / size * 1000:.1f} | {changed.seconds:.2f}"
        yield f"| {size} | {seconds} | {rest} | {cold.mebibytes:.0f} | {warm.mebibytes:.0f} |"
        shutil.rmtree(place)


def _services(folder: Path) -> Iterator[str]:
    """One spec of ever more services; what is 1 is the spec of one. CPU time, of all processes."""
    heads = ["services", "templates", "no gate, CPU s", "ratio", "cold, CPU s", "ratio", "a template, CPU s"]
    yield f"\n| {' | '.join([*heads, 'unchanged, CPU s', 'ratio'])} |\n|{'---|' * 9}"
    first: tuple[float, ...] = ()
    for count in _SERVICES:
        place = one_spec(folder / "services", count)
        runs = (repeat(_LONG, partial(bare, place)), repeat(_LONG, partial(_cold, place)))
        seconds = tuple(each.cpu for each in (*runs, repeat(_LONG, partial(generate, place))))
        first = first or seconds
        templates = len([path for path in (place / "templates_out").rglob("*.yaml") if _is_template(path)])
        ungated, cold, warm = (f"{mine:.2f} | {mine / one:.1f}" for mine, one in zip(seconds, first, strict=True))
        yield f"| {count} | {templates} | {ungated} | {cold} | {seconds[1] / templates:.2f} | {warm} |"


def _cold(place: Path) -> Run:
    shutil.rmtree(place / "cache", ignore_errors=True)
    shutil.rmtree(place / "templates_out", ignore_errors=True)
    return generate(place)


def _changed(place: Path) -> Run:
    file = sorted((place / "specs").iterdir())[-1]
    number = int(file.stem.rpartition("-")[2])
    port = f"port: {3000 + number}"
    text, now = spec(number), file.read_text()
    value = int(now.partition("port: ")[2].split()[0]) + 5000
    file.write_text(text.replace(port, f"port: {value}"))
    return generate(place)


if __name__ == "__main__":
    main()
