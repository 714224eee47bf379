"""The READMEs say what is so: files, targets, commands and resources exist, the commands work, both languages agree."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import botocore.session
import click
import pytest
from botocore import xform_name

from generator.app.build.compile import compile_spec
from generator.app.deploy.command import script
from generator.app.deploy.desired import wanted
from generator.app.judge import gate
from generator.app.output.write import write
from generator.cli.main import cli
from tests.docs.page import ROOT, page
from tests.golden.case import CASES

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
every_readme = pytest.mark.parametrize("name", [ENGLISH, CHINESE])

_FOLDERS = ("generator/", "specs/", "templates_out/", "service/", "tests/", "docs/")
_CLI_ALONE = {"cloudformation deploy": {"stack-name", "template-file", "capabilities", "no-fail-on-empty-changeset",
                                        "no-execute-changeset", "tags"}}  # fmt: skip
_OF_EVERY_COMMAND = {"region", "query", "output"}
_OF_AWS = {"--parameter-overrides"}
"""Options that the text names without their command."""


def test_the_readmes_have_the_same_headings_in_the_same_order() -> None:
    levels = [[heading.split(" ")[0] for heading in page(name).headings] for name in (ENGLISH, CHINESE)]
    assert levels[0] == levels[1]


def test_the_readmes_have_the_same_code_blocks() -> None:
    assert page(ENGLISH).blocks == page(CHINESE).blocks


def test_the_readmes_have_the_same_links() -> None:
    assert page(ENGLISH).links == page(CHINESE).links


def test_the_readmes_have_the_same_code_in_the_text() -> None:
    assert sorted(page(ENGLISH).inline) == sorted(page(CHINESE).inline)


def test_the_readmes_have_the_same_tables() -> None:
    shapes = [[len(row) for row in page(name).rows] for name in (ENGLISH, CHINESE)]
    assert shapes[0] == shapes[1]


@every_readme
def test_the_readme_can_be_read_in_ten_minutes(name: str) -> None:
    assert len(page(name).text.splitlines()) <= 335


@pytest.mark.parametrize("name", [ENGLISH, CHINESE, "CHANGELOG.md", "docs/spec.md"])
def test_every_relative_link_leads_somewhere(name: str) -> None:
    here = page(name)
    for link in here.links:
        target, _, anchor = link.partition("#")
        if not link.startswith("https://"):
            assert (here.path.parent / target).exists() if target else anchor in _anchors(name), link


def _anchors(name: str) -> set[str]:
    return {heading.lstrip("# ").lower().replace(" ", "-") for heading in page(name).headings}


@every_readme
def test_every_file_in_the_text_exists(name: str) -> None:
    named = [code for code in page(name).inline if code.startswith(_FOLDERS)]
    assert named
    for path in named:
        assert (ROOT / path).exists() or path in {"specs/PROJECT.yaml"}, path


@every_readme
def test_every_generated_file_and_resource_exists(name: str) -> None:
    generated = {artifact.path: artifact.text for artifact in CASES["example"].build().artifacts}
    pairs = re.findall(
        r"\b((?:prod|shared)/(?:main/)?[a-z]+\.(?:yaml|yml|json))(?:: (\w+))?(?: and (\w+))?", page(name).text
    )
    assert len(pairs) > 15
    for file, *resources in pairs:
        text = generated[f"my-microservice/{file}"]
        for resource in filter(None, resources):
            assert f"\n  {resource}:\n    Type:" in text, f"{file}: {resource}"


@every_readme
def test_an_administrator_reads_the_same_command_beside_the_files(name: str) -> None:
    generated = {artifact.path: artifact.text for artifact in CASES["example"].build().artifacts}
    [command] = [block for _, block in page(name).blocks if "--stack-name my-microservice-deployer" in block]
    assert indent(command, "   ") in generated["my-microservice/github/README.md"]


@every_readme
def test_every_make_target_exists(name: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    used = [words[0] for words in page(name).commands("make")]
    assert {"templates", "test"} <= set(used)
    assert set(used) <= set(targets)


@every_readme
def test_every_command_and_option_of_canaryform_exists(name: str) -> None:
    for words in page(name).commands("canaryform"):
        path, command = _command(words)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, path


@every_readme
def test_the_table_of_commands_has_every_command_and_no_other(name: str) -> None:
    cells = [row[0] for row in page(name).rows if row[0].startswith("`canaryform ")]
    named = [_command(code.split(" ")[1:])[0] for cell in cells for code in re.findall(r"`([^`]+)`", cell)]
    assert set(named) == {path for path, command in _every_command(cli) if not isinstance(command, click.Group)}


def _command(words: Sequence[str]) -> tuple[str, click.Command]:
    """The command that the first words lead to, and those words."""
    command: click.Command = cli
    path: list[str] = []
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, " ".join([*path, word])
        command, path = found, [*path, word]
    return " ".join(path), command


def _every_command(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield before + name, command
        if isinstance(command, click.Group):
            yield from _every_command(command, f"{before}{name} ")


@every_readme
def test_every_option_named_alone_exists(name: str) -> None:
    known = {option for _, command in _every_command(cli) for each in command.params for option in each.opts}
    known |= {"--help"} | _OF_AWS
    assert {code.split(" ")[0] for code in page(name).inline if code.startswith("-")} <= known


@every_readme
def test_every_aws_command_exists_and_knows_its_options(name: str) -> None:
    session = botocore.session.get_session()
    used = list(page(name).commands("aws"))
    assert used
    for service, operation, *words in used:
        options = {word.removeprefix("--") for word in words if word.startswith("--")} - _OF_EVERY_COMMAND
        if f"{service} {operation}" in _CLI_ALONE:
            assert options <= _CLI_ALONE[f"{service} {operation}"], operation
            continue
        model = session.get_service_model({"deploy": "codedeploy"}.get(service, service))
        [found] = [each for each in model.operation_names if xform_name(each, "-") == operation]
        known = {xform_name(each, "-") for each in model.operation_model(found).input_shape.members}
        assert options <= known, operation


@every_readme
def test_no_account_id_is_a_real_one(name: str) -> None:
    assert set(re.findall(r"\b\d{12}\b", page(name).text)) <= {"111122223333", "123456789012"}


def test_the_shortest_spec_passes_the_gate() -> None:
    text = page(ENGLISH).section("## The shortest spec").block("yaml")
    assert len(text.splitlines()) == 10
    build = compile_spec(text, "specs/my-microservice.yaml")
    assert not build.problems
    assert gate.judge(build) == ()
    assert build.environments == ("dev", "prod")


def test_the_printed_commands_deploy_what_the_manifest_says(tmp_path: Path) -> None:
    """Those of ``canaryform deploy --print``, and the README's own for an administrator, as they stand.

    Run with an ``aws`` that only writes down what it is asked for, and says of every connection that it is authorised.
    """
    build = CASES["example"].build()
    write(build.artifacts, tmp_path / "templates_out")
    program = tmp_path / "bin" / "aws"
    program.parent.mkdir()
    state = 'case "$*" in *get-connection*) echo AVAILABLE ;; esac\n'
    program.write_text(f'#!/bin/sh\necho "$@" >> "$LOG"\n{state}', encoding="utf-8")
    program.chmod(0o755)
    log = tmp_path / "log"
    blocks = [content for _, content in page(ENGLISH).section("## Branches and deploys at GitHub").blocks]
    scripts = [script(wanted(build, project), project) for project in build.projects]
    scripts += [content for content in blocks if "aws cloudformation deploy" in content]
    environment = {"PATH": f"{program.parent}:{os.defpath}", "LOG": str(log)}
    subprocess.run(["bash", "-c", "\n".join(scripts)], cwd=tmp_path, env=environment, check=True)
    ran = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("cloudformation")]
    manifest = json.loads((tmp_path / "templates_out/my-microservice/manifest.json").read_text(encoding="utf-8"))
    # What the environments share is deployed with each of them.
    done = dict.fromkeys(
        line.replace(" --no-fail-on-empty-changeset", "") for line in ran if "describe-stacks" not in line
    )
    assert [*done] == [*_expected(manifest)]


def _expected(manifest: Mapping[str, Any]) -> Iterator[str]:
    for stack in [*manifest["stacks"], *manifest["administrator_stacks"]]:
        [region] = stack["regions"]
        where = f"--region {region} --stack-name {stack['name']}"
        options = "".join(f" --capabilities {each}" for each in stack["capabilities"])
        options += f" --tags {' '.join(f'{key}={value}' for key, value in stack['tags'].items())}"
        yield f"cloudformation deploy {where} --template-file templates_out/{stack['template']}{options}"
        if stack["stack_policy"]:
            policy = f"file://templates_out/{stack['stack_policy']}"
            yield f"cloudformation set-stack-policy {where} --stack-policy-body {policy}"
        if stack["termination_protection"]:
            yield f"cloudformation update-termination-protection {where} --enable-termination-protection"
