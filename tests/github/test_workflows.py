"""What runs at GitHub, and with which rights. ``make gate-github`` has the outside judges."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from itertools import product
from textwrap import dedent
from typing import Any

import pytest
import yaml

from generator import __version__
from generator.app.build.compile import compile_spec
from generator.app.build.product import Format
from generator.cfn.walk import resources
from tests.github.case import files, steps, workflow
from tests.golden.case import CASES

every_case = pytest.mark.parametrize("case", CASES)
every_workflow = pytest.mark.parametrize(
    ("case", "name"), [*product(CASES, ("canaryform", "deploy")), ("maximal", "canaryform-diff")]
)
# Nothing that somebody outside could have written: a title, a branch of a fork.
_TRUSTED = re.compile(
    r"\$\{\{ (vars\.AWS_DEPLOYER_ROLE_ARN|github\.(run_id|ref|token|repository|event\.pull_request\.number)"
    r"|(steps|needs)\.diff\.outputs\.markdown|join\(needs\.\*\.result, ' '\)|github\.event_name == '[a-z_]+') \}\}"
)
_OFFICIAL = re.compile(
    r"(actions/(checkout|setup-node|setup-python|upload-artifact)|aws-actions/configure-aws-credentials)@[0-9a-f]{40}"
)


@every_workflow
def test_actions_are_official_and_leave_no_token_behind(case: str, name: str) -> None:
    used = re.findall(r"uses: .*", files(case)[f"workflows/{name}.yml"])
    assert all(re.fullmatch(r"uses: \S+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", line) for line in used)
    for step in steps(workflow(case, name)):
        assert ("run" in step) != ("uses" in step)
        if "uses" in step:
            assert _OFFICIAL.fullmatch(step["uses"])
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@every_workflow
def test_nothing_from_outside_reaches_a_shell(case: str, name: str) -> None:
    text = files(case)[f"workflows/{name}.yml"]
    assert "secrets." not in text.replace("${{ '${{' }} secrets.TOKEN }}", "")
    for step in steps(workflow(case, name)):
        assert "${{" not in step.get("run", "").replace("${{ '${{' }}", "")
    rest = _TRUSTED.sub("", text.replace("${{ '${{' }}", ""))
    assert "${{" not in rest


@every_workflow
def test_every_script_is_one_for_bash(case: str, name: str) -> None:
    scripts = [step["run"] for step in steps(workflow(case, name)) if "run" in step]
    subprocess.run(["bash", "-n"], input="\n".join(scripts), text=True, check=True)


@every_case
def test_the_least_rights(case: str) -> None:
    assert workflow(case, "canaryform")["permissions"] == {"contents": "read"}
    deploy = workflow(case, "deploy")
    assert deploy["permissions"] == {}
    for job in deploy["jobs"].values():
        assert job["permissions"] == {"id-token": "write", "contents": "read"}
    assert "id-token" not in files(case)["workflows/canaryform.yml"]


@every_case
def test_a_required_check_always_runs(case: str) -> None:
    document = workflow(case, "canaryform")
    triggers = document["on"]
    assert set(triggers) == {"pull_request", "merge_group", "push"}
    for trigger in triggers.values():
        assert not {"paths", "paths-ignore", "types"} & set(trigger)
    *jobs, last = document["jobs"].items()
    for _, job in jobs:
        assert not {"if", "needs", "strategy"} & set(job)
    # Skipped, it would count as a success: it runs whatever became of the others, and looks at each.
    assert last[0] == last[1]["name"] == "canaryform"
    assert (last[1]["if"], last[1]["needs"]) == ("always()", [name for name, _ in jobs])


@pytest.mark.parametrize(
    ("results", "code"),
    [("success", 0), ("success success", 0), ("success failure", 1), ("cancelled success", 1), ("skipped", 1)],
)
def test_the_required_check_passes_when_every_job_has(results: str, code: int) -> None:
    [step] = workflow("services", "canaryform")["jobs"]["canaryform"]["steps"]
    assert step["env"] == {"RESULTS": "${{ join(needs.*.result, ' ') }}"}
    done = subprocess.run(["bash", "-e"], input=step["run"], text=True, env={"RESULTS": results}, check=False)
    assert done.returncode == code


def test_pull_requests_into_the_spec_s_own_branches() -> None:
    assert workflow("maximal", "canaryform")["on"]["pull_request"] == {"branches": ["trunk", "next"]}
    assert workflow("maximal", "canaryform")["on"]["push"] == {"branches": ["trunk", "next"]}


def _service(case: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    [job] = [job for name, job in workflow(case, "canaryform")["jobs"].items() if name.endswith("_service")]
    return job["steps"][1:], job["defaults"]["run"]


def test_the_tests_of_a_node_service() -> None:
    found, defaults = _service("maximal")
    setup, *commands = found
    assert setup["uses"].startswith("actions/setup-node@")
    assert [step["run"] for step in commands] == ["npm ci", "npm run lint", "npm test -- --reporter=dot"]
    assert defaults == {"shell": "bash", "working-directory": "services/shop"}


def test_the_tests_of_a_python_service_in_the_root() -> None:
    found, defaults = _service("python")
    setup, *commands = found
    assert setup["uses"].startswith("actions/setup-python@")
    assert commands[0]["run"] == "python -m pip install --editable '.[test]'"
    assert defaults["working-directory"] == "."


def test_a_command_that_looks_like_an_expression_stays_a_command() -> None:
    text = _service("python")[0][2]["run"]
    # GitHub puts the string '${{' where the expression stands, and evaluates nothing else.
    assert text.replace("${{ '${{' }}", "${{") == (
        "# Nothing for GitHub to evaluate: ${{ secrets.TOKEN }}\npython -m pytest\n"
    )
    assert text.count("${{ '${{' }} secrets.TOKEN") == 1


def test_without_tests_the_gate_is_the_only_check() -> None:
    assert list(workflow("untested", "canaryform")["jobs"]) == ["plain_templates", "canaryform"]


def _gate(text: str) -> dict[str, str]:
    """The commands of the job that judges the templates, by the names of their steps."""
    [spec] = [
        each for each in compile_spec(text, "spec.yaml").artifacts if each.path.endswith("/workflows/canaryform.yml")
    ]
    steps = yaml.safe_load(spec.text)["jobs"]["tiny_templates"]["steps"]
    return {step["name"]: step["run"] for step in steps if "run" in step}


_PLACES = {
    "git+https://github.com/acme/canaryform@0123456789abcdef0123456789abcdef01234567":
        "'canaryform @ git+https://github.com/acme/canaryform@0123456789abcdef0123456789abcdef01234567'",
    "tools/canaryform-0.1.0-py3-none-any.whl": "./tools/canaryform-0.1.0-py3-none-any.whl",
    "https://pypi.example.com/simple": f"--index-url https://pypi.example.com/simple canaryform=={__version__}",
}  # fmt: skip


@pytest.mark.parametrize(("place", "words"), _PLACES.items())
def test_canaryform_is_installed_from_where_the_spec_says(place: str, words: str) -> None:
    text = CASES["minimal"].spec.read_text("utf-8")
    found = _gate(f"{text}git: {{canaryform: '{place}'}}\n")
    assert found["Install canaryform"] == f"python -m pip install --disable-pip-version-check {words}"
    assert found["The templates are what the spec says"] == "canaryform generate --check specs/spec.yaml"


@pytest.mark.parametrize(
    "place",
    [
        "canaryform", "canaryform==0.1.0", "git+https://github.com/acme/canaryform@main", "http://pypi.example.com/simple",
        "git+https://github.com/acme/canaryform@0123456", "../canaryform.whl", "/canaryform.whl", "-r.whl", "a b.whl",
        "https://me:word@pypi.example.com/simple", "https://x.example/$(id)", "canaryform.tar.gz", "a/../b.whl",
    ],
)  # fmt: skip
def test_no_other_place_is_one(place: str) -> None:
    text = CASES["minimal"].spec.read_text("utf-8")
    [problem] = compile_spec(f"{text}git: {{canaryform: '{place}'}}\n", "spec.yaml").problems
    assert problem.location.path == "git.canaryform"


@every_case
def test_nothing_else_is_installed_by_a_name(case: str) -> None:
    for step in steps(workflow(case, "canaryform")):
        if "pip install" in step.get("run", "") and step.get("name") != "Install canaryform":
            services = CASES[case].build().projects[-1].services
            is_tested = any(step["run"] in service.build.test for service in services)
            assert is_tested or "--require-hashes --only-binary :all: --requirement templates_out/" in step["run"]


def test_the_gate_knows_how_templates_are_written() -> None:
    case = CASES["maximal"]
    build = compile_spec(case.spec.read_text("utf-8"), case.spec.name, Format.JSON)
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    service = texts["shop/github/workflows/canaryform.yml"]
    assert "canaryform generate --check --format json specs/spec.yaml" in service
    assert "  templates_out/shop/prod/main/ecs.json" in service
    assert "templates_out/shop/prod/main/ecs.json" in texts["shop/github/workflows/deploy.yml"]


def test_a_spec_s_name_is_quoted() -> None:
    case = CASES["minimal"]
    text = case.spec.read_text("utf-8") + "git: {canaryform: a.whl}\n"
    build = compile_spec(text, "/x/it's ${{ github.actor }}.yaml")
    [text] = [each.text for each in build.artifacts if each.path.endswith("github/workflows/canaryform.yml")]
    assert "--check 'specs/it'\\\"'\\\"'s ${{ '${{' }} github.actor }}.yaml'" in text


def _manifest(case: str) -> list[dict[str, Any]]:
    [text] = [each.text for each in CASES[case].build().artifacts if each.path.endswith("/manifest.json")]
    stacks = json.loads(text)["stacks"]
    assert isinstance(stacks, list)
    return stacks


def _deployed(job: dict[str, Any]) -> list[str]:
    return [
        name
        for step in job["steps"]
        for name in re.findall(r"deploy --region \S+ --stack-name (\S+)", step.get("run", ""))
    ]


@every_case
def test_each_environment_deploys_all_of_its_stacks_once_and_in_order(case: str) -> None:
    build = CASES[case].build()
    jobs = workflow(case, "deploy")["jobs"]
    assert tuple(jobs) == build.environments
    for project in build.projects:
        name = project.environment.name
        wanted = [
            stack["name"]
            for stack in _manifest(case)
            if stack["template"].split("/")[1] in {"shared", name} and project.region in stack["regions"]
        ]
        assert _deployed(jobs[name]) == wanted
    everything = {stack for job in jobs.values() for stack in _deployed(job)}
    assert everything == {stack["name"] for stack in _manifest(case)}


_PATIENTLY = re.compile(r"(?s)deploy\(\) \{\n(.*?)\}\nupdating.*\n  deploy\nfi\n")
"""What is waited for beyond the hour of the CLI."""


@every_case
def test_a_stack_is_deployed_as_the_manifest_says(case: str) -> None:
    stacks = {stack["name"]: stack for stack in _manifest(case)}
    texts = {artifact.path: artifact.text for artifact in CASES[case].build().artifacts}
    regions = {project.environment.name: project.region for project in CASES[case].build().projects}
    for environment, job in workflow(case, "deploy")["jobs"].items():
        for step in job["steps"]:
            if step.get("name") not in stacks:
                continue
            stack = stacks[step["name"]]
            place = f"--region {regions[environment]} --stack-name {stack['name']} \\\n"
            options = "".join(f" \\\n  --capabilities {name}" for name in stack["capabilities"])
            tags = " ".join(shlex.quote(f"{key}={value}") for key, value in stack["tags"].items())
            wanted = (
                f"aws cloudformation deploy {place}  --template-file templates_out/{stack['template']} \\\n"
                f"  --no-fail-on-empty-changeset{options} \\\n  --tags {tags}\n"
            )
            if stack["stack_policy"]:
                policy = f"file://templates_out/{stack['stack_policy']}"
                wanted += f"aws cloudformation set-stack-policy {place}  --stack-policy-body {policy}\n"
            if stack["termination_protection"]:
                wanted += f"aws cloudformation update-termination-protection {place}  --enable-termination-protection\n"
            assert _PATIENTLY.sub(lambda found: dedent(found[1]), step["run"]).endswith(f"esac\n{wanted}")
            # A pipeline that a push to ECR starts has none.
            has_connection = stack["name"].endswith("-pipeline") and "ConnectionArn" in texts[stack["template"]]
            assert step["run"].startswith('connection="' if has_connection else 'status="$(aws cloudformation')


@every_case
def test_who_may_deploy(case: str) -> None:
    build, document = CASES[case].build(), workflow(case, "deploy")
    main = build.projects[-1].git.main
    before: list[str] = []
    for project in build.projects:
        name = project.environment.name
        job = document["jobs"][name]
        assert job["environment"] == f"{build.project}-{name}"
        assert job["if"] == f"github.ref == 'refs/heads/{main}'"
        assert job.get("needs") == (before[-1] if before else None)
        assert job["concurrency"] == {"group": f"deploy/{build.project}/{name}", "cancel-in-progress": False}
        [inputs] = [step["with"] for step in job["steps"] if "role-to-assume" in step.get("with", {})]
        assert inputs["role-to-assume"] == "${{ vars.AWS_DEPLOYER_ROLE_ARN }}"
        assert inputs["aws-region"] == project.region
        assert inputs.get("allowed-account-ids") == project.environment.account
        assert not {"aws-access-key-id", "aws-secret-access-key"} & set(inputs)
        before.append(name)


@every_case
def test_the_roles_trust_the_jobs_of_their_environments(case: str) -> None:
    build = CASES[case].build()
    trusts = [
        statement["Condition"]["StringEquals"]["token.actions.githubusercontent.com:sub"]
        for subject in build.subjects
        if "-deployer" in subject.stack
        for _, role in resources(subject.data, "AWS::IAM::Role")
        for statement in role["AssumeRolePolicyDocument"]["Statement"]
    ]
    repository, git = build.projects[-1].repository, build.projects[-1].git
    jobs = [job["environment"] for job in workflow(case, "deploy")["jobs"].values()]
    if git.owner_id:
        owner, name = repository.split("/")
        forms = f"repo:{repository}", f"repo:{owner}@{git.owner_id}/{name}@{git.repository_id}"
        assert trusts == [[f"{form}:environment:{job}" for form in forms] for job in jobs]
    else:
        assert trusts == [f"repo:{repository}:environment:{job}" for job in jobs]


def test_when_it_deploys() -> None:
    assert workflow("maximal", "deploy")["on"] == {
        "push": {
            "branches": ["trunk"],
            "paths": [
                "templates_out/shop/**",
                "!templates_out/shop/github/**",
                "!templates_out/shop/manifest.json",
                "!templates_out/shop/SHA256SUMS",
            ],
        },
        "workflow_dispatch": {},
    }
