"""What ``generate`` says."""

import click

from generator.app.build.product import Product, StackSummary
from generator.app.output.differences import Difference, Kind
from generator.app.output.write import Changes
from generator.cli.text.summary import (
    changes_line,
    difference_lines,
    kept_lines,
    next_lines,
    note_lines,
    stack_table,
)


def _stack(name: str, *, needs_iam: bool = False) -> StackSummary:
    return StackSummary(
        name=f"shop-{name}",
        noun=name,
        folder="dev",
        service="main",
        template_path=f"shop/dev/{name}.yaml",
        resources=12,
        depends_on=(),
        needs_iam=needs_iam,
        regions=("eu-west-1",),
    )


def _build() -> Product:
    return Product("x", "shop", stacks=(_stack("iam", needs_iam=True), _stack("ecs")))


def test_the_table() -> None:
    table = click.unstyle(stack_table([_build()], None, has_box_characters=False))
    assert [line for line in table.splitlines() if not line.startswith("+")] == [
        "| # | Stack    | Template          | Resources | IAM |",
        "| 1 | shop-iam | shop/dev/iam.yaml |        12 | yes |",
        "| 2 | shop-ecs | shop/dev/ecs.yaml |        12 | -   |",
    ]
    assert "─" in stack_table([_build()], 80, has_box_characters=True)


def test_of_many_specs_each_is_one_line() -> None:
    builds = [Product(f"specs/{name}.yaml", name, ("dev", "prod"), stacks=(_stack("iam"),)) for name in "abcd"]
    lines = stack_table(builds, None, has_box_characters=False).splitlines()
    assert [line for line in lines if "dev prod" in line] == [
        f"| {name}       | dev prod     |      1 |     0 |" for name in "abcd"
    ]


def test_what_holds_for_several_specs_is_told_once() -> None:
    builds = [Product("x", name, notes=("all is plain", *([name] if name == "a" else []))) for name in "abcde"]
    assert [click.unstyle(line) for line in note_lines(builds)] == [
        "warning: a, b, c and 2 more: all is plain",
        "warning: a: a",
    ]


def test_next() -> None:
    one, other = (Product(f"my specs/{name}.yaml", name, ("dev", "prod")) for name in "ab")
    lines = next_lines([one], "out", is_found=True)
    assert lines[:2] == ["Next: commit out/, then deploy:", "  canaryform deploy -e dev"]
    assert next_lines([one, other], "out", is_found=False)[1] == "  canaryform deploy 'my specs/a.yaml' -e dev"
    assert next_lines([Product("x")], "out", is_found=True) == []


def test_changes() -> None:
    assert changes_line(Changes(("a",), ("b", "c"), (), ()), "out") == "out: 3 files, 1 written, 2 unchanged"
    assert changes_line(Changes((), ("b",), ("d",), ()), "out") == "out: 1 file, 0 written, 1 unchanged, 1 removed"
    (line,) = kept_lines(Changes((), (), (), ("a",)), "out")
    assert click.unstyle(line).startswith("warning: out/a is not generated any more")


def test_differences() -> None:
    lines = difference_lines([Difference("a", Kind.STALE, ("-x\x1b", "+y", " z"))], "out")
    assert [click.unstyle(line) for line in lines] == [
        "stale: out/a",
        "  -x\\x1b",
        "  +y",
        "   z",
        "1 file not as the specs say; `canaryform generate` writes them",
    ]
