"""The gate before a deployment, run in bash: a service that AWS has and the spec has not ends it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.sidefiles.forgotten_gate import CLUSTER_OUTPUT, LISTENER_OUTPUT, forgotten_gate
from generator.stacks.export import CLUSTER_ARN, PRODUCTION_LISTENER_ARN
from generator.stacks.job import JOB

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
{main}services:
  api: {{context: api, port: 8080, route: {{path: ["/api/*"], priority: 100}}}}
  nightly: {{kind: job, of: api, schedule: rate(1 day), command: [./nightly]}}
environments:
  dev: {{trigger: {{branch: develop}}}}
"""
_MAIN = "service: {port: 3000}\n"


def _run(
    folder: Path, importers: str, main: str = _MAIN, file: str = "specs/shop.yaml"
) -> subprocess.CompletedProcess[str]:
    aws = folder / "aws"
    aws.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/asked"\n{importers}\n')
    aws.chmod(0o755)
    [project] = compile_spec(_SPEC.format(main=main), "specs/shop.yaml").projects
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", forgotten_gate(project, file)],
        env={"PATH": f"{folder}:{os.defpath}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_asks_for_what_the_stack_exports() -> None:
    assert (CLUSTER_ARN.output, CLUSTER_ARN.stack, JOB.noun) == (CLUSTER_OUTPUT, "base", "job")
    assert PRODUCTION_LISTENER_ARN.output == LISTENER_OUTPUT
    assert PRODUCTION_LISTENER_ARN.stack == "alb"


@pytest.mark.parametrize(
    "importers",
    [
        "printf 'shop-dev-routes\\tshop-dev--api-routes\\tshop-dev--nightly-job\\n'",
        "echo shop-dev-eu--old-routes shop-dev-dashboard other",
        "echo None",
        "echo 'Export is not imported by any stack' >&2; exit 254",
        "echo 'AccessDenied' >&2; exit 254",
    ],
    ids=["known", "of others", "none", "not imported", "denied"],
)
def test_it_goes_on(tmp_path: Path, importers: str) -> None:
    ran = _run(tmp_path, importers)
    assert (ran.returncode, ran.stderr) == (0, "")
    asked = (tmp_path / "asked").read_text()
    for export in ("shop-dev-alb-ProductionListenerArn", "shop-dev-base-ClusterArn"):
        assert f"list-imports --region us-west-2 --export-name {export}" in asked


@pytest.mark.parametrize(
    ("stack", "main", "service"),
    [("shop-dev--old-one-routes", _MAIN, "old-one"), ("shop-dev-routes", "", "main")],
)
def test_it_ends_with_what_to_do(tmp_path: Path, stack: str, main: str, service: str) -> None:
    ran = _run(tmp_path, f"echo shop-dev--api-routes {stack}", main)
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        f"AWS has the service {service}, and the spec has not: its stacks would be left behind.",
        f"Put it back, run this, then take it out: canaryform destroy specs/shop.yaml -e dev -s {service}",
    ]


def test_a_job_that_the_spec_has_no_more_ends_it(tmp_path: Path) -> None:
    ran = _run(tmp_path, "echo shop-dev-routes shop-dev--nightly-job shop-dev--old-one-job")
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "AWS has the job old-one, and the spec has not: it would go on running.",
        "Put it back, run this, then take it out: canaryform destroy specs/shop.yaml -e dev -s old-one",
    ]


def test_the_name_of_the_spec_stays_a_name(tmp_path: Path) -> None:
    ran = _run(tmp_path, "echo shop-dev--old-routes", file="specs/$(touch pwned) 'a' \"b\".yaml")
    assert "specs/$(touch pwned)" in ran.stderr
    assert not [*tmp_path.rglob("pwned")]
    assert not Path("pwned").exists()
