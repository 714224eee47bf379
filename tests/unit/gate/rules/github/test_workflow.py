"""What workflows that GitHub runs have is let through, and their near misses are not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rule import Rule
from generator.gate.rules.github.checkout import RULE as CHECKOUT
from generator.gate.rules.github.condition_context import RULE as CONDITION
from generator.gate.rules.github.event_filter import RULE as FILTER
from generator.gate.rules.github.job_credentials import RULE as CREDENTIALS
from generator.gate.rules.github.retired import RULE as RETIRED
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location

_CONFIGURE = "aws-actions/configure-aws-credentials@v5"


def _found(rule: Rule, on: Any, **job: Any) -> list[str]:
    job = {"runs-on": "ubuntu-latest", "steps": [{"run": "echo"}], **job}
    data = {"on": on, "jobs": {"test": job}}
    file = SideFile(".github/workflows/test.yml", data, "", Location("test.yml"))
    return [problem.message for problem in rule.problems(System((), (file,)))]


@pytest.mark.parametrize(
    "pattern", ["v*", "v[0-9]+.[0-9]+.[0-9]+", "release/**", "!v*-beta", "v1.*", "feature/a+b", "v?.?", "main", "**"]
)
def test_a_glob_is_no_regular_expression(pattern: str) -> None:
    assert _found(FILTER, {"push": {"tags": [pattern]}}) == []


@pytest.mark.parametrize("pattern", ["^v.*", "v\\d+", "v[0-9]+$", "(v|release-)1", "refs/tags/v*", ".*"])
def test_a_regular_expression_fits_no_ref(pattern: str) -> None:
    assert len(_found(FILTER, {"push": {"tags": [pattern]}})) == 1


@pytest.mark.parametrize(("cron", "wrong"), [("*/5 0-23 1,15 JAN-JUN MON-FRI", 0), ("0 24 * * *", 1), ("0 0 * *", 1)])
def test_a_time_has_five_fields(cron: str, wrong: int) -> None:
    assert len(_found(FILTER, {"schedule": [{"cron": cron}]})) == wrong


@pytest.mark.parametrize(
    "condition",
    [
        "github.ref == 'refs/heads/main' && vars.DEPLOY == 'true'",
        "${{ needs.build.outputs.env == 'prod' }}",
        "contains(github.event.head_commit.message, 'secrets.TOKEN')",
        "always()",
        "inputs['env.name'] != ''",
    ],
)
def test_a_condition_asks_for_what_there_is(condition: str) -> None:
    assert _found(CONDITION, {"push": {}}, **{"if": condition}) == []


def test_a_step_knows_more_than_its_job() -> None:
    steps = [{"run": "echo", "if": "env.A == '1' && steps.x.outputs.y"}, {"run": "echo", "if": "secrets.X != ''"}]
    assert len(_found(CONDITION, {"push": {}}, steps=steps)) == 1
    assert len(_found(CONDITION, {"push": {}}, **{"if": "env.A == '1'"})) == 1


@pytest.mark.parametrize(
    "steps",
    [
        [{"uses": "actions/checkout@v6"}, {"run": "make test"}],
        [{"uses": "acme/clone@v1"}, {"run": "npm ci"}],
        [{"run": "git clone https://github.com/acme/shop ."}, {"run": "make"}],
        [{"uses": "actions/download-artifact@v5"}, {"run": "./deploy.sh"}],
        [{"run": "echo 'FROM scratch' > Dockerfile"}, {"run": "docker build ."}],
        [{"run": "aws cloudformation deploy --stack-name x --template-file /tmp/x.yaml"}],
        [{"run": "aws ecs wait services-stable --services shop"}],
        [{"uses": "docker://alpine:3"}, {"run": "make"}],
    ],
)
def test_files_may_come_by_other_ways(steps: list[dict[str, Any]]) -> None:
    assert _found(CHECKOUT, {"push": {}}, steps=steps) == []


@pytest.mark.parametrize(
    "command",
    ["npm ci", "docker build --tag shop .", "./deploy.sh", "aws cloudformation deploy --template-file x.yaml"],
)
def test_nothing_is_read_that_nothing_brought(command: str) -> None:
    steps = [{"uses": _CONFIGURE}, {"run": command}]
    assert len(_found(CHECKOUT, {"push": {}}, steps=steps)) == 1


@pytest.mark.parametrize(
    ("inputs", "env", "wrong"),
    [
        ({"role-to-assume": "arn:aws:iam::111122223333:role/path/x", "aws-region": "us-west-2"}, {}, 0),
        ({"role-to-assume": "${{ vars.ROLE }}", "aws-region": "${{ vars.REGION }}"}, {}, 0),
        ({"role-to-assume": "arn:aws-cn:iam::111122223333:role/x"}, {"AWS_REGION": "cn-north-1"}, 0),
        ({"role-to-assume": "x", "aws-access-key-id": "${{ secrets.ID }}", "aws-region": "us-west-2"}, {}, 0),
        ({"role-to-assume": "deployer"}, {}, 2),
        ({"role-to-assume": "arn:aws:iam::111122223333:user/x", "aws-region": "us-west-2"}, {}, 1),
    ],
)
def test_credentials_are_of_a_role_in_a_region(inputs: dict[str, str], env: dict[str, str], wrong: int) -> None:
    steps = [{"uses": _CONFIGURE, "with": inputs, "env": env}]
    assert len(_found(CREDENTIALS, {"push": {}}, steps=steps)) == wrong


@pytest.mark.parametrize(
    "machine", ["ubuntu-24.04", "ubuntu-latest-8-cores", ["self-hosted", "linux"], "ubuntu-24.04-arm"]
)
def test_machines_of_others_are_theirs(machine: Any) -> None:
    assert _found(RETIRED, {"push": {}}, **{"runs-on": machine}) == []


def test_a_retired_action_is_refused() -> None:
    steps = [{"uses": "actions/upload-artifact@v3"}, {"uses": "actions/upload-artifact@v4"}]
    assert len(_found(RETIRED, {"push": {}}, steps=steps)) == 1
    assert len(_found(RETIRED, {"push": {}}, **{"runs-on": "ubuntu-lastest"})) == 1
