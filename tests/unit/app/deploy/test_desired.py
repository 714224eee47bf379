"""Which stacks an environment consists of, and what each of them is told."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.command import script
from generator.app.deploy.desired import UnknownStackError, chosen, own, wanted
from tests.golden.case import CASES
from tests.unit.app.deploy.cloud import BUILD, PROJECTS, SPEC, stacks

NOUNS = [
    *("github", "ecr", "network", "base", "alb"),
    *("iam", "routes", "ecs", "monitoring", "codedeploy", "pipeline", "dashboard"),
]


def test_the_shared_stacks_come_first_and_an_administrator_s_not_at_all() -> None:
    assert [*stacks()] == NOUNS
    assert [stack.noun for stack in own(stacks().values())] == NOUNS[2:]


def test_the_locked_stacks_have_tags_that_never_change() -> None:
    build = compile_spec(SPEC + "tags: {team: checkout}\n", "shop.yaml")
    tags = {stack.noun: [*stack.deployment.tags] for stack in wanted(build, build.projects[0])}
    assert tags["routes"] == tags["ecs"] == ["Project", "Environment"]
    assert tags["iam"] == tags["network"] == tags["alb"] == ["Project", "Environment", "team"]
    assert tags["ecr"] == ["Project", "team"]


def test_a_key_with_an_equals_sign_is_no_tag_of_a_stack() -> None:
    build = compile_spec(SPEC + "tags: {a=b: c}\n", "shop.yaml")
    assert "a=b" not in wanted(build, build.projects[0])[2].deployment.tags


def test_production_is_what_is_released_by_tag() -> None:
    assert all(stack.deployment.is_protected for stack in stacks("prod").values())
    protected = [noun for noun, stack in stacks("dev").items() if stack.deployment.is_protected]
    assert protected == ["github", "ecr"]


def test_what_is_kept() -> None:
    kept = {noun: stack.kept for noun, stack in stacks().items() if stack.kept}
    assert kept == {
        "github": ("Connection",),
        "ecr": ("Repository", "DevRepository"),
        "base": ("Key", "LogBucket", "ArtifactBucket"),
        "ecs": ("LogGroup", "BootstrapTaskDefinition"),
        "pipeline": ("BuildLogGroup",),
    }


def test_stacks_are_chosen_by_name_or_noun() -> None:
    every = [*stacks().values()]
    assert [stack.name for stack in chosen(every, ["ecs", "shop-prod-alb"])] == ["shop-prod-alb", "shop-prod-ecs"]
    assert chosen(every, []) == tuple(every)
    with pytest.raises(UnknownStackError, match="shop"):
        chosen(every, ["alb", "shop"])


def test_another_region_s_environment_has_its_own_shared_stacks() -> None:
    spec = SPEC.replace("prod: {", "prod: {region: eu-west-1, ")
    build = compile_spec(spec, "shop.yaml")
    assert [stack.noun for stack in wanted(build, build.projects[1])] == NOUNS


def test_the_script_is_a_command_a_stack_in_order() -> None:
    text = script([*stacks().values()], PROJECTS["prod"], "specs/shop.yaml", "out")
    names = [line.split("--stack-name ")[1].split()[0] for line in text.splitlines() if "cloudformation deploy" in line]
    assert names == [stack.name for stack in stacks().values()]
    assert text.startswith("# Deploys shop-prod with the AWS CLI. Every command may be run again.\nset -e\n")
    assert "file://out/shop/prod/main/ecs.stack-policy.json" in text
    assert text.count("--capabilities CAPABILITY_NAMED_IAM") == 1
    assert text.count("--enable-termination-protection") == len(names)


def test_the_script_refuses_another_account() -> None:
    build = compile_spec(SPEC.replace("prod: {", 'prod: {account: "111122223333", '), "shop.yaml")
    project = build.projects[1]
    assert '--output text)" = 111122223333\n' in script(wanted(build, project), project, "specs/shop.yaml")
    assert "sts" not in script(wanted(BUILD, PROJECTS["dev"]), PROJECTS["dev"], "specs/shop.yaml")


def test_a_template_that_no_call_takes_goes_through_the_artifact_bucket() -> None:
    people = ", ".join(f"person-{number}@a-company-with-a-long-name.example.com" for number in range(250))
    build = compile_spec(SPEC + f"notifications: {{email: [{people}]}}\n", "shop.yaml")
    [base] = [stack for stack in wanted(build, build.projects[1]) if stack.noun == "base"]
    assert 51_200 < base.size < base.subject.limit
    account = "$(aws sts get-caller-identity --region us-west-2 --query Account --output text)"
    option = f'--s3-bucket "shop-prod-artifacts-{account}-us-west-2" --s3-prefix templates'
    assert script([base], build.projects[1], "specs/shop.yaml").count(option) == 1
    [workflow] = [artifact.text for artifact in build.artifacts if artifact.path.endswith("workflows/deploy.yml")]
    assert option in workflow


@pytest.mark.parametrize(
    ("case", "waiting"), [("minimal", ["tiny-prod-pipeline"]), ("images", ["depot-prod-pipeline"])]
)
def test_a_pipeline_that_takes_commits_waits_for_the_connection(case: str, waiting: list[str]) -> None:
    """Those of ``images`` that a push to ECR starts have none to wait for; its main service is built."""
    build = CASES[case].build()
    stacks = [stack for project in build.projects for stack in wanted(build, project)]
    assert [stack.name for stack in stacks if stack.needs_connection] == waiting
