"""Services that reach each other by their names."""

from __future__ import annotations

from generator.app.migrate.value import as_api
from generator.model.container import Container
from generator.model.release import Release
from generator.model.service import Service, ServiceSettings
from generator.model.sidecar import Sidecar
from generator.resources.connect import connect, port_mappings
from generator.resources.released_task import OPEN, released_task
from generator.resources.task_definition import bootstrap_containers
from tests.unit.project import container, plain, project, service, worker

MADE = project(
    settings=(
        ServiceSettings(Container(port=3000, connect=True), release=Release(engine="ecs")),
        ServiceSettings(Container(port=8080, connect=True), name="api", release=Release(engine="ecs")),
    )
)


def _api() -> Service:
    return MADE.services[1]


def test_a_service_is_reached_by_its_name_at_its_port() -> None:
    said = plain(connect(_api(), "arn:namespace"))
    assert (said["Enabled"], said["Namespace"]) == (True, "arn:namespace")
    [service] = said["Services"]
    assert service["ClientAliases"] == [{"DnsName": "api", "Port": 8080}]
    [main] = plain(connect(MADE.services[0], "arn:namespace"))["Services"]
    assert main["ClientAliases"] == [{"DnsName": "main", "Port": 3000}]


def test_the_name_that_its_metrics_have_is_of_one_environment() -> None:
    [service] = plain(connect(_api(), ""))["Services"]
    assert service["DiscoveryName"] == "shop-prod--api"


def test_no_answer_is_cut_after_fifteen_seconds() -> None:
    [service] = plain(connect(_api(), ""))["Services"]
    assert service["Timeout"] == {"PerRequestTimeoutSeconds": 0}


def test_both_tasks_have_the_port_that_is_connected() -> None:
    [service] = plain(connect(_api(), ""))["Services"]
    [released] = released_task(_api(), OPEN)["containerDefinitions"][0]["portMappings"]
    [bootstrap] = [mapping for each in bootstrap_containers(_api()) for mapping in plain(each)["PortMappings"]]
    assert [released] == port_mappings(_api())
    assert (released["name"], released["appProtocol"]) == (service["PortName"], "http")
    assert (bootstrap["Name"], bootstrap["AppProtocol"]) == (service["PortName"], "http")


def test_who_calls_a_service_gets_where_the_load_balancer_does() -> None:
    sidecars = {"proxy": Sidecar("public.ecr.aws/nginx/nginx:1.29", port=8443)}
    made = service(container=container(port=3000, connect=True, sidecars=sidecars, target="proxy"))
    [alias] = plain(connect(made, ""))["Services"][0]["ClientAliases"]
    assert alias["Port"] == 8443
    task = released_task(made, OPEN)["containerDefinitions"]
    for containers in (task, [as_api(plain(each)) for each in bootstrap_containers(made)]):
        named = [mapping for each in containers for mapping in each["portMappings"] if "name" in mapping]
        assert [mapping["containerPort"] for mapping in named] == [8443]


def test_the_proxy_writes_beside_the_containers() -> None:
    options = plain(connect(_api(), ""))["LogConfiguration"]["Options"]
    assert options["awslogs-group"] == _api().names.log_group
    assert options["awslogs-stream-prefix"] == "connect"


def test_a_worker_asks_and_has_no_name() -> None:
    asking = worker(container=Container(connect=True))
    said = plain(connect(asking, "arn:namespace"))
    assert (said["Enabled"], said["Namespace"]) == (True, "arn:namespace")
    assert "Services" not in said
    assert "portMappings" not in released_task(asking, OPEN)["containerDefinitions"][0]
