"""A deployment group that names other things than there are."""

from typing import Any

import pytest

from generator.app.doctor.checks.deployment_group import CHECK
from generator.live.codedeploy import find_deployment_group
from tests.unit.app.doctor.context import ALARMS, LISTENER, TEST_LISTENER, deployment_group, findings, role, the_failure


def test_all_is_well() -> None:
    [finding] = findings(CHECK)
    what = "the deployment group shop-prod names this service, its target groups, listeners, alarms and role"
    assert finding.what == what


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"services": ()}, "service is: none, and there should be shop-prod/shop-prod"),
        (
            {"target_groups": ("shop-prod-blue", "x")},
            "target groups are: shop-prod-blue, x, and there should be shop-prod-blue, shop-prod-green",
        ),
        ({"production_listeners": ()}, f"production listener is: none, and there should be {LISTENER}"),
        ({"test_listeners": (LISTENER,)}, f"test listener is: {LISTENER}, and there should be {TEST_LISTENER}"),
        ({"alarms": ()}, f"alarms are: none, and there should be {', '.join(sorted(ALARMS))}"),
        ({"role": "arn:x"}, f"role is: arn:x, and there should be {role('codedeploy')}"),
    ],
)
def test_a_part_is_another(values: dict[str, Any], what: str) -> None:
    failure = the_failure(findings(CHECK, {find_deployment_group: lambda project: deployment_group(**values)}))
    assert failure.what == f"the deployment group's {what}"
    assert failure.evidence == "GetDeploymentGroup: shop-prod/shop-prod"
    assert failure.mend == "canaryform deploy specs/shop.yaml -e prod"
