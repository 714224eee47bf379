"""The commands as a user meets them, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.naming.layout import LAYOUT
from tests.cli.command import canaryform, put_spec, surroundings
from tests.cli.tree import contents, snapshot

HEAVY = ("yaml", "jsonschema", "troposphere", "awacs", "cfnlint", "rich", "boto3")


def test_generate_from_nothing_to_unchanged(tmp_path: Path) -> None:
    put_spec(tmp_path)
    first = canaryform(tmp_path, "generate")
    assert first.returncode == 0, first.stderr
    files = contents(tmp_path / "templates_out")
    assert "shop/manifest.json" in files
    assert f"templates_out: {len(files)} files, {len(files)} written, 0 unchanged" in first.stdout
    assert "\n  canaryform deploy -e dev\n" in first.stdout
    assert "warning: shop: dev speaks plain HTTP" in first.stderr
    before = snapshot(tmp_path)
    second = canaryform(tmp_path, "generate", "--quiet", "specs/shop.yaml")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert snapshot(tmp_path) == before
    manifest = tmp_path / "templates_out/shop/manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"layout": {LAYOUT}', '"layout": 99'))
    third = canaryform(tmp_path, "generate", "--quiet")
    assert f"warning: shop: these files were of layout 99, and are of layout {LAYOUT} now." in third.stderr
    assert snapshot(tmp_path).keys() == before.keys()


def test_generate_as_json_in_another_format_and_folder(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "generate", "--json", "--format", "json", "--out", "a/b")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert document["ok"]
    assert document["problems"] == []
    assert set(document["files"]["written"]) == set(contents(tmp_path / "a/b"))
    assert document["specs"][0]["stacks"][0]["name"].startswith("shop-")
    templates = [stack["template"] for stack in document["specs"][0]["stacks"]]
    assert all(template.endswith(".json") for template in templates)
    yaml = json.loads(canaryform(tmp_path, "generate", "--json", "--out", "a/b").stdout)
    assert set(yaml["files"]["removed"]) == set(templates)


def test_check_tells_stale_from_fresh(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    canaryform(tmp_path, "generate")
    fresh = canaryform(tmp_path, "generate", "--check")
    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert "files are as the specs say" in fresh.stdout
    spec.write_text(spec.read_text().replace("3000", "3001"))
    before = snapshot(tmp_path)
    stale = canaryform(tmp_path, "generate", "--check")
    assert stale.returncode == 1
    assert "stale: templates_out/shop/dev/" in stale.stdout
    assert "3001" in stale.stdout
    assert snapshot(tmp_path) == before


def test_one_bad_spec_keeps_every_spec_from_being_written(tmp_path: Path) -> None:
    put_spec(tmp_path, "a.yaml", "alpha")
    bad = put_spec(tmp_path, "b.yaml", "beta")
    bad.write_text(bad.read_text().replace("3000", "many"))
    result = canaryform(tmp_path, "generate")
    assert (result.returncode, result.stdout) == (1, "")
    assert "specs/b.yaml:4:17: error: service.port: " in result.stderr
    assert "   4 | service: {port: many}\n     |                 ^\n" in result.stderr
    assert result.stderr.endswith("1 error in 1 spec; nothing was written\n")
    assert not (tmp_path / "templates_out").exists()


def test_two_specs_of_one_project(tmp_path: Path) -> None:
    put_spec(tmp_path, "a.yaml")
    put_spec(tmp_path, "b.yaml")
    result = canaryform(tmp_path, "lint", "--json")
    (problem,) = json.loads(result.stdout)["problems"]
    assert result.returncode == 1
    assert (problem["file"], problem["code"]) == ("specs/b.yaml", "project-twice")


def test_validate_says_which_are_valid_and_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    put_spec(tmp_path, "a.yaml")
    (tmp_path / "specs/b.yaml").write_bytes(b"project: \xff")
    result = canaryform(tmp_path, "validate")
    assert result.returncode == 1
    assert result.stdout.startswith("specs/a.yaml is valid: dev\nspecs/b.yaml:1:10: error: ")
    assert result.stdout.endswith("\n1 error in 1 spec\n")
    document = json.loads(canaryform(tmp_path, "validate", "--json", "specs/a.yaml").stdout)
    assert document == {"ok": True, "specs": [{"file": "specs/a.yaml", "environments": ["dev"]}], "problems": []}


def test_lint_writes_nothing(tmp_path: Path) -> None:
    put_spec(tmp_path)
    before = snapshot(tmp_path)
    result = canaryform(tmp_path, "lint")
    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("no problems: specs/shop.yaml (")
    assert snapshot(tmp_path) == before


def test_no_spec_at_all(tmp_path: Path) -> None:
    for command in ("generate", "lint", "validate"):
        result = canaryform(tmp_path, command)
        assert result.returncode == 2
        assert "canaryform init" in result.stderr


def test_a_spec_that_cannot_be_read(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "validate", "nowhere.yaml")
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr == "error: cannot read nowhere.yaml: there is no such file\n"
    document = json.loads(canaryform(tmp_path, "validate", "--json", "nowhere.yaml").stdout)
    assert document["error"]["what"] == "cannot read nowhere.yaml"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["genrate"], "No such command 'genrate'. Did you mean 'generate'?"),
        (["xyz"], "Commands: init, generate, lint"),
        (["generate", "--fromat", "json"], "--format"),
        (["generate", "--format", "xml"], "'xml' is not one of 'yaml', 'json'"),
        (["generate", "--out", "", "x"], "--out names no folder"),
        (["completion", "csh"], "'csh' is not one of"),
        (["init", "--port", "many"], "not a valid integer"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = canaryform(tmp_path, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["-h"],
        ["bogus"],
        ["generate", "--help"],
        ["generate", "--bogus"],
        ["generate"],
        ["init", "--bogus"],
        ["completion", "bash"],
    ],
)
def test_what_does_no_work_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    script = (
        "import sys\nfrom generator.cli.main import main\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.__stderr__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stderr.splitlines()[-1] == "[]", result.stderr


def test_validate_does_not_load_what_builds_templates(tmp_path: Path) -> None:
    put_spec(tmp_path)
    script = (
        "import sys\nfrom generator.cli.main import main\n"
        "try: main()\n"
        "finally: print(sorted(sys.modules), file=sys.__stderr__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, "validate"],
        cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "'yaml'" in result.stderr
    for module in ("troposphere", "cfnlint", "rich"):
        assert f"'{module}'" not in result.stderr


def test_schema(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "schema")
    assert json.loads(result.stdout)["type"] == "object"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tmp_path: Path, shell: str) -> None:
    result = canaryform(tmp_path, "completion", shell)
    assert (result.returncode, result.stderr) == (0, "")
    assert "_CANARYFORM_COMPLETE" in result.stdout
    word = "gen" if shell == "fish" else "1"  # fish says which word it is, the others say its number.
    words = {"_CANARYFORM_COMPLETE": f"{shell}_complete", "COMP_WORDS": "canaryform gen", "COMP_CWORD": word}
    completed = canaryform(tmp_path, **words)
    assert "generate" in completed.stdout


def test_completed_options(tmp_path: Path) -> None:
    words = {"_CANARYFORM_COMPLETE": "bash_complete", "COMP_WORDS": "canaryform generate --f", "COMP_CWORD": "2"}
    assert canaryform(tmp_path, **words).stdout == "plain,--format\n"


def test_generate_names_the_spec_to_deploy_where_there_are_several(tmp_path: Path) -> None:
    put_spec(tmp_path)
    till = put_spec(tmp_path, "till.yaml", "till")
    till.write_text(till.read_text().replace("branch: develop", "branch: next"))
    result = canaryform(tmp_path, "generate", "specs/till.yaml")
    assert "\n  canaryform deploy specs/till.yaml -e dev\n" in result.stdout, result.stderr


def test_output_of_a_spec_that_is_gone_stays_and_is_named(tmp_path: Path) -> None:
    put_spec(tmp_path)
    put_spec(tmp_path, "billing.yaml", "billing")
    assert canaryform(tmp_path, "generate").returncode == 0
    before = contents(tmp_path / "templates_out")
    (tmp_path / "specs/billing.yaml").unlink()
    (tmp_path / "templates_out/notes").mkdir()
    for option in ([], ["--check"]):
        result = canaryform(tmp_path, "generate", *option)
        assert result.returncode == 0
        [line] = [line for line in result.stderr.splitlines() if "no spec is of" in line]
        assert "templates_out/billing: no spec is of the project billing any more" in line
    (tmp_path / "templates_out/notes").rmdir()
    assert contents(tmp_path / "templates_out") == before
    assert "no spec is of" not in canaryform(tmp_path, "generate", "specs/shop.yaml").stderr
