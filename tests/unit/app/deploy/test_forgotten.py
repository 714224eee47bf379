"""A service that is deployed, and that the spec does not name any more, is not left behind unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.app.deploy.forgotten import forgotten
from generator.app.run.batch import Result
from generator.app.run.target import Target
from generator.live.client import AwsError
from tests.unit.app.deploy.cloud import BUILD, CALLER, PROJECTS, SPEC, Cloud, Fake

_OF_THE_CLUSTER = ("-job", "-monitoring")


class _Importing(Fake):
    """Who imports the listener's export, or the cluster's; or how AWS refuses to say so."""

    def __init__(self, *importers: str, refusal: AwsError | None = None) -> None:
        super().__init__(Cloud())
        self._importers, self._refusal = importers, refusal

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        assert operation == "list_imports"
        of_services = {"shop-prod-alb-ProductionListenerArn": True, "shop-prod-base-ClusterArn": False}
        is_of_services = of_services[parameters["ExportName"]]
        if self._refusal:
            raise self._refusal
        yield from (each for each in self._importers if each.endswith(_OF_THE_CLUSTER) is not is_of_services)


def _found(aws: Fake) -> list[str]:
    return [
        problem.message for problem in forgotten(Target(Result(SPEC, BUILD), PROJECTS["prod"].services[0], aws, CALLER))
    ]


def test_a_service_that_is_not_in_the_spec_is_named() -> None:
    [message] = _found(_Importing("shop-prod-routes", "shop-prod--api-routes"))
    assert message.startswith("prod has the service api in AWS, and not here")


def test_a_job_that_is_not_in_the_spec_is_named() -> None:
    [message] = _found(_Importing("shop-prod-routes", "shop-prod--nightly-job"))
    assert message == "prod has the job nightly in AWS, and not here: it would go on running"


def test_a_worker_that_is_not_in_the_spec_is_named() -> None:
    """It has no route, and so imports no listener."""
    [message] = _found(_Importing("shop-prod-routes", "shop-prod-monitoring", "shop-prod--mailer-monitoring"))
    assert message == "prod has the worker mailer in AWS, and not here: its stacks would be left behind"


def test_a_service_is_not_named_as_a_worker_as_well() -> None:
    [message] = _found(_Importing("shop-prod-routes", "shop-prod--api-routes", "shop-prod--api-monitoring"))
    assert message.startswith("prod has the service api in AWS")


def test_what_others_import_is_theirs() -> None:
    assert _found(_Importing("shop-prod-routes", "my-own-rules", "shop-prod2--api-routes", "shop-prod--api-ecs")) == []


def test_nothing_is_known_where_nobody_imports_it_or_nobody_may_ask() -> None:
    none = AwsError("AWS refused ListImports", "ValidationError", "Export 'x' is not imported by any stack.")
    denied = AwsError("AWS refused ListImports", "AccessDenied", "no")
    assert _found(_Importing(refusal=none)) == _found(_Importing(refusal=denied)) == []
