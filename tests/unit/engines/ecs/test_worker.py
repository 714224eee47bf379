"""Workers: a service of ECS without a load balancer, released by an update of its stack under either engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.engines.catalog import WORKERS, engine_of
from generator.engines.ecs.worker import worker_service
from generator.model.release import Alarms, Release
from generator.model.service import Service
from tests.unit.engines.surroundings import AROUND
from tests.unit.project import container, plain, properties, service, worker

_RELEASED_BY_ECS = Release(engine="ecs", keep_old=15)


def _deployment(made: Service) -> dict[str, Any]:
    return dict(properties(worker_service(made, AROUND))["DeploymentConfiguration"])


def test_a_worker_has_an_engine_of_its_own_whatever_shifts_the_traffic_of_others() -> None:
    assert engine_of(worker()) is engine_of(worker(release=_RELEASED_BY_ECS)) is WORKERS
    assert engine_of(service()) is not WORKERS


def test_nothing_sends_it_requests() -> None:
    made = properties(worker_service(worker(), AROUND))
    assert made["DeploymentController"] == {"Type": "ECS"}
    assert not made.keys() & {"LoadBalancers", "HealthCheckGracePeriodSeconds", "DesiredCount"}


def test_under_codedeploy_it_rolls_with_a_circuit_breaker_and_alarms() -> None:
    assert _deployment(worker()) == {
        "Strategy": "ROLLING",
        "MinimumHealthyPercent": 100,
        "MaximumPercent": 200,
        "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        "Alarms": {
            "AlarmNames": [
                "shop-prod--mailer-tasks-failed",
                "shop-prod--mailer-dead-letters-arrivals",
                "shop-prod--mailer-queue-age",
            ],
            "Enable": True,
            "Rollback": True,
        },
    }


def test_without_overlap_the_old_task_ends_before_the_new_one_starts_under_either_engine() -> None:
    for release in (Release(), _RELEASED_BY_ECS):
        rolls = _deployment(worker(release=Release()))
        alone = _deployment(worker(release=release, overlap=False))
        assert alone == {**rolls, "MinimumHealthyPercent": 0, "MaximumPercent": 100}


def test_only_old_tasks_that_stay_make_the_update_longer() -> None:
    kept, alone = worker(release=_RELEASED_BY_ECS), worker(release=_RELEASED_BY_ECS, overlap=False)
    assert WORKERS.update_minutes(kept) - WORKERS.update_minutes(alone) == 15


def test_others_reach_it_by_name_in_tcp_and_before_the_first_release_nothing_answers_them() -> None:
    listening = container(port=6379, connect=True)
    task, made = map(properties, WORKERS.service_resources(worker(container=listening, queue=None), AROUND))
    assert made["ServiceConnectConfiguration"]["Services"] == [
        {
            "PortName": "mailer",
            "DiscoveryName": "shop-prod--mailer",
            "ClientAliases": [{"DnsName": "mailer", "Port": 6379}],
        }
    ]
    _, [released], [before] = task["ContainerDefinitions"]["Fn::If"]
    for each in (released, before):
        assert each["PortMappings"] == [{"ContainerPort": 6379, "Protocol": "tcp", "Name": "mailer"}]
    assert "listen" not in before["Command"][-1]
    assert {"Name": "PORT", "Value": "6379"} in released["Environment"]


def test_where_others_reach_it_it_rolls_under_either_engine() -> None:
    listening = container(port=6379, connect=True)
    for release in (Release(), _RELEASED_BY_ECS):
        assert _deployment(worker(container=listening, release=release))["MaximumPercent"] == 200
    only_asks = container(port=None, connect=True)
    assert _deployment(worker(container=only_asks, release=_RELEASED_BY_ECS))["Strategy"] == "BLUE_GREEN"


def test_under_ecs_old_and_new_tasks_run_side_by_side_for_as_long_as_the_spec_says() -> None:
    made = _deployment(worker(release=_RELEASED_BY_ECS))
    assert (made["Strategy"], made["BakeTimeInMinutes"]) == ("BLUE_GREEN", {"Fn::If": ["IsReleased", 15, 0]})
    assert made["Alarms"]["Enable"]
    assert made["DeploymentCircuitBreaker"]["Enable"]


def test_without_a_queue_tasks_that_fail_stop_a_release() -> None:
    for release in (Release(), _RELEASED_BY_ECS):
        made = _deployment(worker(queue=None, release=release))
        assert made["DeploymentCircuitBreaker"]["Enable"]
        assert made["Alarms"]["AlarmNames"] == ["shop-prod--mailer-tasks-failed"]


def test_where_tasks_may_fail_nothing_counts_them() -> None:
    made = _deployment(worker(queue=None, release=Release(alarms=Alarms(tasks=None))))
    assert not made.keys() & {"DeploymentCircuitBreaker", "Alarms"}


def test_without_rollback_a_release_that_failed_stays_as_it_is() -> None:
    made = _deployment(worker(release=Release(rollback=False)))
    assert made["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": False}
    assert made["Alarms"]["Rollback"] is False


def test_it_needs_two_roles_and_hands_none_to_ecs() -> None:
    roles = {each.principal: each for each in WORKERS.roles(worker(), "key")}
    assert [*roles] == ["release", "template"]
    permissions = plain(roles["release"].permissions)
    passed = [each for each in permissions["Statement"] if "iam:PassRole" in each["Action"]]
    assert [each["Condition"] for each in passed] == [
        {"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}}
    ]


def test_it_learns_where_its_queue_is_and_has_no_port() -> None:
    task, _ = WORKERS.service_resources(worker(), AROUND)
    _, [released], [before] = properties(task)["ContainerDefinitions"]["Fn::If"]
    assert {"Name": "QUEUE_URL", "Value": "https://queue"} in released["Environment"]
    assert "PORT" not in {each["Name"] for each in released["Environment"]}
    for each in (released, before):
        assert "PortMappings" not in each
    assert before["User"] == "node"


def test_without_a_queue_it_is_told_of_none() -> None:
    task, _ = WORKERS.service_resources(worker(queue=None), AROUND._replace(queue=None))
    _, [released], _ = properties(task)["ContainerDefinitions"]["Fn::If"]
    assert [each["Name"] for each in released["Environment"]] == ["VERSION"]


def test_ecs_asks_it_by_a_command_of_its_own() -> None:
    checked = container(port=None)
    checked = replace(checked, health_check=replace(checked.health_check, command=("node", "alive.js")))
    task, _ = WORKERS.service_resources(worker(container=checked), AROUND)
    _, [released], _ = properties(task)["ContainerDefinitions"]["Fn::If"]
    assert released["HealthCheck"]["Command"] == ["CMD", "node", "alive.js"]
