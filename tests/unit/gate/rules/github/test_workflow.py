"""What workflows that GitHub runs have is let through, and their near misses are not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rule import Rule
from generator.gate.rules.github.checkout import RULE as CHECKOUT
from generator.gate.rules.github.condition_context import RULE as CONDITION
from generator.gate.rules.github.deploy_command import RULE as DEPLOY
from generator.gate.rules.github.event_filter import RULE as FILTER
from generator.gate.rules.github.job_credentials import RULE as CREDENTIALS
from generator.gate.rules.github.job_order import RULE as ORDER
from generator.gate.rules.github.required_check import RULE as REQUIRED
from generator.gate.rules.github.retired import RULE as RETIRED
from generator.gate.rules.github.ruleset_shape import RULE as SHAPE
from generator.gate.rules.github.workflow_value import RULE as VALUE
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


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        ({"push": {"branch": ["main"]}}, 1),
        ({"pull_request": {"tags": ["v1"]}}, 1),
        ({"pull_request": {"types": ["opened"], "branches": ["main"]}}, 0),
        ({"workflow_dispatch": {"inputs": {}}, "release": {"types": ["published"]}}, 0),
        ({"merge_group": {"branches": ["main"]}, "push": None}, 0),
    ],
)
def test_an_event_has_filters_of_its_own(on: Any, wrong: int) -> None:
    assert len(_found(FILTER, on)) == wrong


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        ("${{ inputs.tag }}", 0),
        ("${{ inputs.TAG || 'inputs.none' }}", 0),
        ("${{ inputs.version }}", 1),
        ("${{ needs.build.outputs.tag }}", 1),
        ("$inputs.version", 0),
    ],
)
def test_an_input_is_one_of_the_workflow_s(run: str, wrong: int) -> None:
    on = {"workflow_dispatch": {"inputs": {"tag": {"type": "string"}}}}
    assert len(_found(VALUE, on, steps=[{"run": run}])) == wrong


def test_the_case_of_letters_does_not_count() -> None:
    build = {"runs-on": "x", "outputs": {"Tag": "1"}, "steps": [{"run": "echo"}]}
    deploy = {"runs-on": "x", "needs": "build", "steps": [{"run": "echo ${{ needs.Build.outputs.TAG }}"}]}
    data = {"on": "push", "jobs": {"build": build, "deploy": deploy}}
    file = SideFile(".github/workflows/test.yml", data, "", Location("test.yml"))
    assert [*VALUE.problems(System((), (file,)))] == []


@pytest.mark.parametrize(
    ("environments", "wrong"),
    [(("dev", "prod"), 1), (("shop-dev", "shop-prod"), 1), (("pre-prod", "prod"), 1), (("dev", "shop-non-prod"), 0)],
)
def test_production_waits_for_what_is_tried_first(environments: tuple[str, str], wrong: int) -> None:
    job = {"runs-on": "x", "steps": [{"run": "aws cloudformation deploy"}]}
    data = {"on": "push", "jobs": {name: {**job, "environment": name} for name in environments}}
    file = SideFile(".github/workflows/test.yml", data, "", Location("test.yml"))
    assert len([*ORDER.problems(System((), (file,)))]) == wrong


_PUSH = "aws cloudformation set-stack-policy --stack-name shop --stack-policy-body {}"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [("policy.json", 1), ('"a/policy.json"', 1), ("file://policy.json", 0), ("'{\"Statement\": []}'", 0), ('"$P"', 0)],
)
def test_the_text_of_a_file_is_not_its_name(body: str, wrong: int) -> None:
    assert len(_found(DEPLOY, "push", steps=[{"run": _PUSH.format(body)}])) == wrong


@pytest.mark.parametrize(("cancels", "wrong"), [(True, 1), (False, 0), ("${{ github.ref != 'x' }}", 0)])
def test_what_deploys_is_not_cancelled(cancels: Any, wrong: int) -> None:
    steps = [{"run": "aws cloudformation deploy --stack-name shop --template-file x.yaml"}]
    concurrency = {"group": "deploy", "cancel-in-progress": cancels}
    assert len(_found(DEPLOY, "push", steps=steps, concurrency=concurrency)) == wrong


_CHECK = {"context": "unit", "integration_id": 15368}


def _required(rule: Rule, job: dict[str, Any], *rules: dict[str, Any], check: dict[str, Any] = _CHECK) -> int:
    asked = {"type": "required_status_checks", "parameters": {"required_status_checks": [check]}}
    heads = {"ref_name": {"include": ["refs/heads/main"], "exclude": []}}
    ruleset = {"name": "main", "enforcement": "active", "conditions": heads, "rules": [asked, *rules]}
    workflow = {"on": {"pull_request": None}, "jobs": {"unit": {"runs-on": "x", "steps": [{"run": "echo"}], **job}}}
    given = {"main.json": ruleset, ".github/workflows/test.yml": workflow}
    files = tuple(SideFile(path, data, "", Location(path)) for path, data in given.items())
    return len([*rule.problems(System((), files))])


def test_a_required_check_is_of_actions_and_runs_for_pull_requests() -> None:
    assert _required(REQUIRED, {}) == 0
    assert _required(REQUIRED, {}, check={**_CHECK, "integration_id": 12345}) == 1
    assert _required(REQUIRED, {}, check={"context": "unit"}) == 0
    assert _required(REQUIRED, {"if": "github.event_name == 'push'"}) == 1
    assert _required(REQUIRED, {"if": "${{ github.event_name == 'pull_request' }}"}) == 0
    assert _required(REQUIRED, {"if": "github.event_name == 'push' || github.actor == 'me'"}) == 0


@pytest.mark.parametrize(
    ("approvals", "methods", "is_linear", "wrong"),
    [(10, ["merge"], False, 0), (11, ["merge"], False, 1), (1, ["merge"], True, 1), (1, ["merge", "squash"], True, 0)],
)
def test_a_ruleset_lets_something_be_merged(approvals: int, methods: list[str], is_linear: bool, wrong: int) -> None:
    parameters = {"required_approving_review_count": approvals, "allowed_merge_methods": methods}
    rules: list[dict[str, Any]] = [{"type": "pull_request", "parameters": parameters}]
    rules += [{"type": "required_linear_history"}] * is_linear
    assert _required(SHAPE, {}, *rules) == wrong
