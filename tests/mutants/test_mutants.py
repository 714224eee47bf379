"""Every seeded defect is caught by the rule that is there for it: one of ours, or cfn-lint's where ours leave it."""

from __future__ import annotations

import pytest

from generator.gate.catalog import RULES, problems
from generator.gate.cfn_lint import lint
from generator.gate.subject import Subject
from generator.gate.system import System
from tests.golden.case import CASES as GOLDEN
from tests.mutants import (
    addition,
    agreement,
    balancer,
    beside,
    by_ecs,
    configuration,
    connect,
    containers,
    github,
    iam,
    images,
    jobs,
    native,
    network,
    permissions,
    pipeline,
    promoted,
    refused,
    release,
    side_files,
    structure,
    watching,
    workers,
)
from tests.mutants.mutant import Mutant
from tests.mutants.world import NotApplicableError, World, damaged, system, world

CASES = ("minimal", "example", "maximal", "https", "private-nat")
"""Each mutant is shown in the first of these that has what it damages, in all golden cases by make gate."""
GROUPS = (
    addition,
    agreement,
    balancer,
    beside,
    configuration,
    connect,
    containers,
    github,
    iam,
    images,
    jobs,
    native,
    network,
    permissions,
    pipeline,
    promoted,
    refused,
    release,
    side_files,
    structure,
    watching,
    workers,
)
SEEDED: dict[str, Mutant] = {
    f"{group.__name__.rpartition('.')[2]}/{mutant.id}": mutant for group in GROUPS for mutant in group.MUTANTS
}
BY_ECS = "ecs"
"""A golden case in which ECS alone shifts traffic."""
LINTED = "minimal"
"""The smallest case."""


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_found_in_what_is_whole(case: str) -> None:
    assert [str(problem) for problem in problems(system(case))] == []


HOMES = ("connect", "containers", "images", "jobs", "promoted", "workers")
"""The groups of mutants of what only the golden case of that name has."""
ELSEWHERE = (*HOMES, "native")
"""The groups of which none of ``CASES`` need have anything."""


@pytest.mark.parametrize("name", [name for name in SEEDED if name.partition("/")[0] in HOMES])
def test_a_mutant_is_caught_in_the_case_that_it_is_of(name: str) -> None:
    broken, changed = mutated(name.partition("/")[0], SEEDED[name])
    assert SEEDED[name].rule in _codes(SEEDED[name], broken, changed)


@pytest.mark.parametrize("name", [*(name for name in SEEDED if name.startswith("native/")), *by_ecs.SHIFTED])
def test_a_mutant_is_caught_in_ecs_s_own_templates(name: str) -> None:
    broken, changed = mutated(BY_ECS, SEEDED[name])
    assert SEEDED[name].rule in _codes(SEEDED[name], broken, changed)


@pytest.mark.parametrize("name", [name for name in SEEDED if name.partition("/")[0] not in ELSEWHERE])
def test_a_mutant_is_caught(name: str) -> None:
    mutant = SEEDED[name]
    broken, changed = next(
        filter(None, (_broken(case, mutant) for case in CASES if name not in HARMLESS.get(case, {})))
    )
    assert mutant.rule in _codes(mutant, broken, changed)


_WITHOUT_ALARMS = [
    "watching/alarm-that-never-goes-off",
    "watching/alarm-upside-down",
    "watching/alarm-without-traffic",
    "watching/alarms-not-allowed",
    "watching/dimension-is-an-arn",
    "watching/hosts-counted-by-samples",
    "watching/metric-misspelt",
    "watching/metric-of-no-group",
    "watching/metric-of-the-balancer-alone",
    "watching/percentile-of-a-thousand",
    "iam/cannot-look-at-alarms",
    "watching/nothing-but-health",
    "release/alarm-of-nobody",
    "release/alarms-gone",
    "release/alarms-off",
    "release/balancer-watched-alone",
    "release/connections-unwatched",
    "release/eleven-alarms",
    "release/no-rollback-on-alarm",
    "release/one-colour-unwatched",
    "release/rollback-off",
]
_WITHOUT_TAG = [
    "pipeline/all-excluded",
    "pipeline/any-tag",
    "pipeline/build-asks-for-another-pipeline",
    "pipeline/capital-v",
    "pipeline/no-version-is-so-long",
    "pipeline/variable-of-nobody",
    "release/branch-and-tag-in-one-filter",
    "release/build-variables-gone",
    "release/tag-pattern-is-a-ref",
    "release/tag-pattern-is-a-regular-expression",
    "side_files/releases-any-tag",
]
_WITHOUT_TEST_PORT = ["configuration/test-listener-for-everybody"]
_OTHER_VPC = ["network/tasks-without-an-address"]
_ARM = ["configuration/build-image-of-another-processor"]
_BALANCER_ALARM = ["watching/metric-of-no-group", "release/balancer-watched-alone"]
_GIVEN_CLUSTER = ["configuration/capacity-that-the-cluster-lacks", "side_files/appspec-on-other-capacity"]
_OF_OUR_OWN = [
    "addition/group-of-two-balancers",
    "addition/tasks-without-a-way-to-s-logs",
    "balancer/misspelt-attribute",
    "configuration/listener-that-nobody-reaches",
    "configuration/port-that-the-balancer-may-not-reach",
    "configuration/test-listener-for-everybody",
    "network/address-without-its-length",
    "network/balancer-talks-to-itself",
    "network/one-subnet",
    "network/tasks-without-an-address",
    "refused/balancer-by-tcp",
    "structure/export-gone",
    "structure/import-of-a-later-stack",
    "structure/listener-where-a-group-is-meant",
    "structure/output-gone",
]
_UNSEEN = ["balancer/swapped-listeners", "network/tasks-talk-to-themselves", "watching/latency-in-milliseconds"]
_OF_A_BUILD = [
    "beside/build-from-no-folder",
    "configuration/buildspec-of-another-name",
    "configuration/privileged-off",
    "native/variable-of-no-build",
    "pipeline/build-asks-for-another-pipeline",
    "release/build-makes-nothing",
    "release/build-variables-gone",
    "release/tag-variable",
    "release/wrong-artifact",
    "release/wrong-project",
    "side_files/announces-latest",
    "side_files/appspec-under-another-name",
    "side_files/build-asks-git",
    "side_files/build-installs-by-apt",
    "side_files/build-logs-in-by-version-1",
    "side_files/build-tags-with-a-plus",
    "side_files/build-wants-an-old-runtime",
    "side_files/build-with-a-command-that-is-an-object",
    "side_files/build-with-a-misspelt-phase",
    "side_files/build-without-a-login",
    "side_files/build-writes-the-variable-s-name",
    "side_files/builds-for-another-processor",
    "side_files/buildspec-of-version-0.1",
    "side_files/failed-push-counts-as-done",
    "side_files/goes-on-after-a-failure",
    "side_files/hands-over-an-empty-folder",
    "side_files/hands-over-everything",
    "side_files/image-definitions",
    "side_files/image-detail-is-a-list",
    "side_files/image-detail-not-handed-over",
    "side_files/image-detail-with-another-key",
    "side_files/pushes-after-a-failed-build",
    "side_files/pushes-latest",
    "side_files/reads-what-nobody-sets",
    "side_files/releases-any-tag",
]
_OF_THE_TARGET = [
    "configuration/port-of-the-container",
    "configuration/container-of-another-name",
    "side_files/container-renamed",
    "side_files/container-on-another-port",
]
HARMLESS = {
    "all-at-once": dict.fromkeys(_WITHOUT_ALARMS, "the spec turns alarms and rollback off")
    | dict.fromkeys(_WITHOUT_TAG, "a branch triggers it")
    | dict.fromkeys(_WITHOUT_TEST_PORT, "the test port is turned off"),
    "untested": dict.fromkeys(_WITHOUT_TAG, "a branch triggers it"),
    "ecs": by_ecs.ABSENT,
    "connect": dict.fromkeys(
        [*_BALANCER_ALARM, "native/balancer-watched-alone"],
        "several services have no alarm on the load balancer they share",
    )
    | by_ecs.ABSENT,
    "ecs-untested": by_ecs.ABSENT | by_ecs.UNTESTED,
    "existing-vpc": dict.fromkeys(_OTHER_VPC, "nobody sees which of its subnets are public"),
    "arm64-spot": dict.fromkeys(_ARM, "it is for this processor"),
    "engines": dict.fromkeys(_BALANCER_ALARM, "several services have no alarm on the load balancer they share"),
    "jobs": dict.fromkeys(_BALANCER_ALARM, "several services have no alarm on the load balancer they share")
    | {"iam/cannot-pass-roles": "it passes roles of jobs too, so the rule permission-resource sees it"},
    "containers": dict.fromkeys(_OTHER_VPC, "nobody sees which of its subnets are public")
    | {
        "watching/alarm-that-never-goes-off": "its alarm looks at eleven minutes",
        "side_files/released-without-an-essential": "another of its containers is essential",
        "balancer/both-groups-HealthCheckProtocol": "health is asked at another port than requests",
    }
    | dict.fromkeys(_OF_THE_TARGET, "requests go to one of its sidecars"),
    "existing-platform": dict.fromkeys(_GIVEN_CLUSTER, "nobody sees what a cluster that exists already offers")
    | dict.fromkeys(_OF_OUR_OWN, "load balancer and network are other owners': no stack has them")
    | dict.fromkeys(_UNSEEN, "nobody sees the ports, groups and timeouts of a load balancer that exists already")
    | dict.fromkeys(_BALANCER_ALARM, "what a load balancer of others refuses stops no release"),
    "images": dict.fromkeys(_BALANCER_ALARM, "several services have no alarm on the load balancer they share"),
    "promoted": dict.fromkeys(
        _OF_A_BUILD, "the other environment builds, and this one copies by commands in its template"
    )
    | dict.fromkeys(_BALANCER_ALARM, "several services have no alarm on the load balancer they share"),
    "services": dict.fromkeys(_BALANCER_ALARM, "several services have no alarm on the load balancer they share"),
    "maximal": dict.fromkeys(_ARM, "it is for this processor")
    | {"permissions/task-as-administrator": "a boundary keeps its roles from more"},
}
"""What is no defect in a case, or not there to be damaged, and why."""


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDED)
@pytest.mark.parametrize("case", GOLDEN)
def test_a_mutant_is_caught_in_every_golden_case(case: str, name: str) -> None:
    _skip_the_harmless(case, name)
    broken, changed = mutated(case, SEEDED[name])
    assert SEEDED[name].rule in _codes(SEEDED[name], broken, changed)


def _skip_the_harmless(case: str, name: str) -> None:
    if name in HARMLESS.get(case, {}):
        pytest.skip(HARMLESS[case][name])


def _codes(mutant: Mutant, broken: System, changed: tuple[Subject, ...]) -> set[str]:
    """The rules that found something, of the judge that the mutant is for; of ours the one is asked that it names."""
    asked = [rule for rule in RULES if rule.id == mutant.rule]
    return {problem.code for problem in (lint(changed) if mutant.is_for_cfn_lint else problems(broken, asked))}


def mutated(case: str, mutant: Mutant) -> tuple[System, tuple[Subject, ...]]:
    """The damaged system, and the templates that are not what they were; skips where there is nothing to damage."""
    return _broken(case, mutant) or pytest.skip(mutant.absent)


def _broken(case: str, mutant: Mutant) -> tuple[System, tuple[Subject, ...]] | None:
    """The same; None where there is nothing to damage."""
    victim = world(case)
    if not _applies(mutant, victim):
        return None
    broken, changed = damaged(case, victim)
    assert changed or broken.files != system(case).files, "the mutant changed nothing"
    return broken, tuple(changed)


def _applies(mutant: Mutant, victim: World) -> bool:
    try:
        mutant.damage(victim)
    except NotApplicableError as place:
        if not mutant.absent:
            raise AssertionError(f"there is no {place}, and the mutant gives no reason") from place
        return False
    return True


def test_every_rule_of_ours_has_a_mutant() -> None:
    named = {mutant.rule for mutant in SEEDED.values()}
    assert {rule.id for rule in RULES} - named == set()


def test_there_are_enough_mutants() -> None:
    assert len(SEEDED) >= 60
    assert len(iam.PROOF) >= 10
