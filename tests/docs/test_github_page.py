"""docs/github.md: its commands, and those of ``canaryform deploy --print``, deploy what the manifest says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from generator.app.deploy.command import script
from generator.app.deploy.desired import wanted
from generator.app.output.write import write
from tests.docs.page import page
from tests.golden.case import CASES


@pytest.mark.parametrize("name", ["docs/github.md", "docs/zh/github.md"])
def test_an_administrator_reads_the_same_command_beside_the_files(name: str) -> None:
    generated = {artifact.path: artifact.text for artifact in CASES["example"].build().artifacts}
    [command] = [block for _, block in page(name).blocks if "--stack-name my-microservice-deployer" in block]
    assert indent(command, "   ") in generated["my-microservice/github/README.md"]


def test_the_printed_commands_deploy_what_the_manifest_says(tmp_path: Path) -> None:
    """Those of ``canaryform deploy --print``, and the page's own for an administrator, as they stand.

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
    blocks = [content for _, content in page("docs/github.md").blocks]
    scripts = [script(wanted(build, project), project, "specs/my-microservice.yaml") for project in build.projects]
    scripts += [content for content in blocks if "aws cloudformation deploy" in content]
    environment = {"PATH": f"{program.parent}:{os.defpath}", "LOG": str(log)}
    subprocess.run(["bash", "-c", "\n".join(scripts)], cwd=tmp_path, env=environment, check=True)
    ran = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("cloudformation")]
    manifest = json.loads((tmp_path / "templates_out/my-microservice/manifest.json").read_text(encoding="utf-8"))
    # What the environments share is deployed with each of them.
    asks = re.compile("cloudformation (describe-stacks|list-imports) ")
    made = (line for line in ran if not asks.match(line))
    done = dict.fromkeys(line.replace(" --no-fail-on-empty-changeset", "") for line in made)
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
