"""Alarms that fire, that are missing, that cannot tell."""

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.alarm_state import CHECK
from generator.errors import OutsideError
from generator.live.alarm import alarms
from generator.live.codedeploy import find_deployment_group, running_deployments
from generator.live.image import tagged_images
from tests.unit.app.doctor.context import SPEC, Facts, alarm, deployment, findings, the_failure, verdicts


def _first(state: str, reason: str) -> Facts:
    """The first of them in a state, the others quiet."""
    return {alarms: lambda names: (alarm(names[0], state, reason), *map(alarm, names[1:]))}


def test_they_are_quiet() -> None:
    assert [finding.what for finding in findings(CHECK)] == ["9 of 9 alarms are OK"]


def test_one_is_firing() -> None:
    failure = the_failure(findings(CHECK, _first("ALARM", "7 % > 5 %")))
    assert failure.what == (
        "shop-prod-load-balancer-errors fires and stops every release, the one that mends it included, "
        "unless that is told not to"
    )
    assert failure.evidence == "7 % > 5 %"
    assert failure.mend == "canaryform rollback specs/shop.yaml -e prod --to v1.3.0 --despite-alarms"


def test_a_release_that_runs_is_stopped_first() -> None:
    facts = {**_first("ALARM", "7 % > 5 %"), running_deployments: lambda project: (deployment(status="InProgress"),)}
    assert the_failure(findings(CHECK, facts)).mend == "canaryform rollback specs/shop.yaml -e prod"


def test_whoever_may_not_ask_which_release_there_is_names_it() -> None:
    def refuses(repository: str) -> None:
        raise OutsideError("AWS refused DescribeImages", "no")

    facts = {**_first("ALARM", "7 % > 5 %"), tagged_images: refuses}
    assert the_failure(findings(CHECK, facts)).mend.endswith(" --to TAG --despite-alarms")


def test_one_is_missing() -> None:
    failure = the_failure(findings(CHECK, {alarms: lambda names: tuple(map(alarm, names[1:]))}))
    name = "shop-prod-load-balancer-errors"
    assert failure.what == f"there is no alarm {name}: CodeDeploy stops a release whose alarms it cannot read"
    assert failure.evidence == "DescribeAlarms: none of that name"
    assert failure.mend == "canaryform deploy specs/shop.yaml -e prod"


def test_one_lacks_data() -> None:
    found = findings(CHECK, _first("INSUFFICIENT_DATA", "no datapoints"))
    assert verdicts(found) == [Verdict.UNKNOWN, Verdict.OK]
    assert (found[0].what, found[0].evidence) == ("shop-prod-load-balancer-errors has no data yet", "no datapoints")


def test_without_a_deployment_group_the_spec_says_which() -> None:
    found = findings(CHECK, {find_deployment_group: lambda project: None})
    assert found[0].what == "9 of 9 alarms are OK"


def test_the_spec_wants_none() -> None:
    text = f"{SPEC}release: {{alarms: {{errors: false, latency: false, unhealthy: false, connections: false}}}}\n"
    found = findings(CHECK, {find_deployment_group: lambda project: None}, text=text)
    assert [finding.what for finding in found] == ["the spec asks for no alarm"]
