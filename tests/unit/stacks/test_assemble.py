"""A spec's stacks, in the order in which they are deployed."""

from __future__ import annotations

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems
from generator.model.project import Spec
from generator.stacks.assemble import assemble
from generator.stacks.stack import Stack
from tests.unit.project import BRANCH, CONNECTION, VARIANTS, environment, project, spec

PROD = project()
DEV = project(environment=environment(name="dev", trigger=BRANCH), region="eu-west-1")
SHARED = ["network", "base", "alb"]
OF_SERVICE = ["iam", "routes", "ecs", "monitoring", "codedeploy", "pipeline"]
NOUNS = [*SHARED, *OF_SERVICE, "dashboard"]


def _stacks(made: Spec) -> list[Stack]:
    """All but those of an administrator, which are made of these."""
    return [stack for stack in assemble(made) if not stack.by_administrator]


def test_shared_stacks_come_first_and_then_each_environment_s() -> None:
    stacks = _stacks(spec(DEV, PROD))
    assert [(stack.folder, stack.noun) for stack in stacks] == [
        ("shared", "github"),
        ("shared", "ecr"),
        *(("dev", noun) for noun in NOUNS),
        *(("prod", noun) for noun in NOUNS),
    ]
    assert [stack.name for stack in stacks][:3] == ["shop-github", "shop-ecr", "shop-dev-network"]
    assert len({stack.name for stack in stacks}) == len(stacks)


def test_a_stack_is_for_its_environment_s_region_and_a_shared_one_for_all() -> None:
    regions = {stack.name: stack.regions for stack in _stacks(spec(DEV, PROD, regions=("eu-west-1", "us-west-2")))}
    assert regions["shop-dev-alb"] == ("eu-west-1",)
    assert regions["shop-prod-alb"] == ("us-west-2",)
    assert regions["shop-ecr"] == regions["shop-github"] == ("eu-west-1", "us-west-2")


def test_what_comes_before_is_of_the_same_environment_or_shared() -> None:
    after = {stack.name: stack.after for stack in _stacks(spec(DEV, PROD))}
    assert after["shop-prod-alb"] == ("shop-prod-network", "shop-prod-base")
    assert after["shop-dev-pipeline"] == (
        *("shop-github", "shop-ecr", "shop-dev-base", "shop-dev-iam", "shop-dev-codedeploy"),
    )


def test_a_connection_that_is_not_made_is_not_waited_for() -> None:
    stacks = _stacks(spec(project(connection=CONNECTION), makes_connection=False))
    assert "shop-github" not in {stack.name for stack in stacks}
    assert all("shop-github" not in stack.after for stack in stacks)


def test_a_template_is_written_to_the_folder_of_whose_it_is() -> None:
    paths = [stack.path("yaml") for stack in _stacks(spec(PROD))]
    assert paths == [
        "shop/shared/github.yaml",
        "shop/shared/main/ecr.yaml",
        *(f"shop/prod/{noun}.yaml" for noun in SHARED),
        *(f"shop/prod/main/{noun}.yaml" for noun in OF_SERVICE),
        "shop/prod/dashboard.yaml",
    ]


def test_the_same_spec_gives_the_same_templates() -> None:
    def data() -> list[object]:
        return [stack.template.to_dict() for stack in assemble(spec(DEV, PROD))]

    assert data() == data()


def test_an_administrator_s_stacks_come_last_and_are_waited_for_by_none() -> None:
    stacks = list(assemble(spec(DEV, PROD)))
    assert [stack.noun for stack in stacks if stack.by_administrator] == ["deployer"]
    assert stacks[-1].by_administrator
    assert all("shop-deployer" not in stack.after for stack in stacks)
    assert stacks[-1].needs_iam


def test_of_what_exists_already_there_is_no_stack_and_what_hands_it_on_comes_first() -> None:
    stacks = _stacks(spec(VARIANTS["what exists"].project))
    assert not {"network", "alb"} & {stack.noun for stack in stacks}
    after = {stack.noun: stack.after for stack in stacks}
    assert after["routes"] == ("shop-prod-base",)
    assert after["ecs"] == ("shop-prod-base", "shop-prod-iam", "shop-prod-routes")


def test_where_nothing_answers_requests_there_is_no_load_balancer() -> None:
    text = """
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
services:
  mailer: {kind: worker, queue: {}}
  nightly: {kind: job, of: mailer, schedule: rate(1 day), command: [x]}
load_balancer: {scheme: internal}
network: {placement: private, nat: single}
environments:
  dev: {trigger: {branch: develop}, service: null}
  prod: {trigger: {tag: "v*"}}
"""
    build = compile_spec(text, "shop.yaml")
    assert [subject.path for subject in build.subjects if subject.path.endswith("/alb.yaml")] == ["shop/prod/alb.yaml"]
    assert not [subject.path for subject in build.subjects if "shop-dev-alb" in subject.text]
    assert own_problems(build) == ()
    assert [note for note in build.notes if note.startswith("prod speaks plain HTTP")]
