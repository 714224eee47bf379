"""What is answered of a service is what ECS's API could answer."""

from __future__ import annotations

from tests.ecs.api import EcsApi
from tests.ecs.configuration import Hook
from tests.ecs.environment import Shop
from tests.live import shape


def test_it_answers_in_the_shapes_of_the_api() -> None:
    shop = Shop()
    service, api = shop.service, EcsApi(shop.service)
    arn = shop.release(minutes=0, hooks=(Hook(("POST_SCALE_UP",), timeout=3),)).arn
    revisions = {"serviceRevisionArns": [each.arn for each in service.revisions]}
    while service.current:
        service.advance(1)
        shape.check("ecs", "DescribeServices", api.describe_services({}))
        shape.check("ecs", "ListServiceDeployments", api.list_service_deployments({}))
        described = api.describe_service_deployments({"serviceDeploymentArns": [arn]})
        shape.check("ecs", "DescribeServiceDeployments", described)
        shape.check("ecs", "DescribeServiceRevisions", api.describe_service_revisions(revisions))
    assert service.deployments[0].status == "ROLLBACK_SUCCESSFUL"
