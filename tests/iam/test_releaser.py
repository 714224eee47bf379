"""Whoever releases images without a pipeline may do that, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.app.judge.matrix import of_releaser
from generator.cfn.plain import plain
from generator.engines.catalog import engine_of
from generator.iam.document import Statement, statements
from generator.iam.evaluation import allowed
from generator.iam.proof import excess, lacking
from generator.model.service import Service
from generator.policies.releaser import permissions
from tests.golden.case import CASES
from tests.iam.deployer import statements_of
from tests.iam.role import with_one, without_one
from tests.iam.test_calls import is_of, kinds
from tests.unit.project import FOLDER

SERVICES = {
    service.name: service
    for project in CASES["images"].build().projects
    for service in project.services
    if not service.release.pipeline
}
_CATALOG = SERVICES["catalog"]
_GROUPS = replace(_CATALOG.settings, container=replace(_CATALOG.container, security_groups=("sg-0abc1234",)))
SERVICES["with security groups"] = replace(_CATALOG, settings=_GROUPS)
deployed_service = pytest.mark.parametrize("service", [*SERVICES.values()], ids=[*SERVICES])
"""Those whose stacks are among the ones that the case's deployer may deploy."""
_FOLDER = replace(_CATALOG.settings, container=replace(_CATALOG.container, volumes=FOLDER))
SERVICES["with a folder"] = replace(_CATALOG, settings=_FOLDER)
every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def _policy(service: Service) -> tuple[Statement, ...]:
    return tuple(statements(plain(permissions(service, engine_of(service).release_image(service)))))


@every_service
def test_the_policy_is_enough_and_no_more(service: Service) -> None:
    may, calls = _policy(service), of_releaser(service).calls
    assert [*lacking(may, calls)] == []
    assert [*excess(may, calls)] == []


@every_service
def test_less_is_too_little_and_more_is_too_much(service: Service) -> None:
    may, calls = _policy(service), of_releaser(service).calls
    for what, less in without_one(may):
        assert [*lacking(less, calls)], what
    for what, more in with_one(may):
        assert [*excess(more, calls)], what


@every_service
def test_each_call_is_one_of_iam_s_on_such_a_resource(service: Service) -> None:
    for call in of_releaser(service).calls:
        assert call.resource == "*" or any(is_of(kind, call.resource) for kind in kinds(call.action)), call


@deployed_service
def test_the_deployer_may_do_it_too(service: Service) -> None:
    may = statements_of("images", "prod")
    values = {
        "${AWS::Partition}": "aws", "${AWS::Region}": "eu-central-1", "${AWS::AccountId}": "111122223333",
    }  # fmt: skip
    for call in of_releaser(service).calls:
        text = call.resource
        context = dict(call.context)
        for name, value in values.items():
            text = text.replace(name, value)
            context = {key: given.replace(name, value) for key, given in context.items()}
        assert allowed(may, call._replace(resource=text, context=context)), call
