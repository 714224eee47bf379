"""What a shell completes after ``-s`` and ``-e``: the names in the spec that is meant."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from generator.cli.main import cli
from generator.cli.service import service_of
from generator.spec.loader import load
from tests.cli.command import put_spec

_SERVICES = """\
  prod: {trigger: {tag: "v*"}, services: {admin: null, weekly: null}}
services:
  api: {context: api, port: 8080, route: {path: ["/api/*"], priority: 100}}
  admin: {context: admin, port: 8080, route: {path: ["/admin/*"], priority: 200}}
  nightly: {kind: job, schedule: rate(1 day), command: [./nightly]}
  weekly: {kind: job, schedule: rate(7 days), command: [./weekly]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    spec = put_spec(tmp_path)
    spec.write_text(spec.read_text() + _SERVICES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _offered(typed: str) -> list[str]:
    *words, begun = typed.split(" ")
    return [item.value for item in ShellComplete(cli, {}, "canaryform", "_").get_completions(words, begun)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("status -s ", ["main", "api", "admin", "nightly", "weekly"]),
        ("open -s ", ["main", "api", "admin"]),
        ("run ", ["nightly", "weekly"]),
        ("run -e prod ", ["nightly"]),
        ("logs -e prod -s n", ["nightly"]),
        ("doctor --service ad", ["admin"]),
        ("deploy specs/shop.yaml -e prod -s ", ["main", "api", "nightly"]),
        ("destroy -e dev -s a", ["api", "admin"]),
        ("iam specs/shop.yaml -e prod -s a", ["api"]),
        ("release start minor -s m", ["main"]),
        ("rollback -e ", ["dev", "prod"]),
        ("report -e p", ["prod"]),
        ("release start m", ["minor", "major"]),
        ("deploy -e prod --stack n", ["network"]),
        ("status specs/gone.yaml -s ", []),
    ],
)
def test_names_of_the_spec_are_offered(folder: Path, typed: str, offered: list[str]) -> None:
    assert _offered(typed) == offered


def test_a_spec_with_problems_offers_nothing(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text("project: [")
    assert _offered("status -s ") == []


def test_of_several_specs_the_named_one_is_asked(folder: Path) -> None:
    put_spec(folder, "till.yaml", "till")
    assert _offered("status -s ") == []
    assert _offered("status specs/till.yaml -s ") == ["main"]


def test_tags_of_the_service_are_offered_the_newest_first(folder: Path) -> None:
    assert _offered("rollback --to ") == [], "it is no clone"
    here: dict[str, Any] = {"cwd": folder, "check": True, "env": {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}}
    subprocess.run(["git", "init", "--quiet"], **here)
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    subprocess.run(["git", *author, "commit", "--quiet", "--allow-empty", "--message", "Begin"], **here)
    for tag in ("v1.9.0", "v1.10.0", "api-v2.0.0", "other"):
        subprocess.run(["git", "tag", tag], **here)
    assert _offered("rollback -s main --to ") == ["v1.10.0", "v1.9.0"]
    assert _offered("rollback --to a") == ["api-v2.0.0"]


@pytest.mark.parametrize(("option", "values"), [("-e", ("dev", "prod")), ("-s", ("main", "api"))])
def test_an_option_that_takes_one_is_not_given_twice(folder: Path, option: str, values: tuple[str, str]) -> None:
    ran = CliRunner().invoke(cli, ["open", *(word for value in values for word in (option, value))])
    assert ran.exit_code == 2
    assert f"It takes one, and not {' and '.join(values)}" in " ".join(ran.stderr.split())


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("status", "No service or job of dev is called 'nope'. There are: main, api, admin, nightly, weekly."),
        ("open", "No service of dev is called 'nope'. There are: main, api, admin."),
    ],
)
def test_an_unknown_name_is_told_with_those_that_the_command_takes(folder: Path, command: str, told: str) -> None:
    text = (folder / "specs/shop.yaml").read_text()
    dev, _ = load(text, "shop.yaml").projects
    with click.Context(click.Command(command), info_name=command), pytest.raises(click.UsageError) as refused:
        service_of(dev, "nope")
    assert refused.value.message == told
