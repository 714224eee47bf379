"""Tasks that do not start, and why."""

from generator.app.doctor.checks.task_start import CHECK
from generator.live.failed_task import FailedTask, failed_tasks
from generator.live.service import find_service
from tests.unit.app.doctor.context import findings, service, the_failure

_PULL = "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref shop@sha256:a"
_UNHEALTHY = "(service shop-prod) (port 3000) is unhealthy in (target-group shop-prod-green)"
_LOG = "aws logs tail --region us-west-2 /ecs/shop-prod --since 1h"


def test_all_run() -> None:
    assert [each.what for each in findings(CHECK)] == ["2 of 2 tasks run, and none failed in the last hour"]


def test_a_task_cannot_pull_its_image() -> None:
    tasks = (FailedTask("arn:1", "arn:7", None, _PULL), FailedTask("arn:2", "arn:7", None, _PULL))
    failure = the_failure(findings(CHECK, {failed_tasks: lambda *names: tasks}))
    assert failure.what == ("2 of 2 tasks run: the image is not in the repository, or tasks have no way to it")
    assert failure.evidence == _PULL
    assert failure.mend == "aws ecr describe-images --region us-west-2 --repository-name shop"


def test_events_count_until_the_service_was_steady() -> None:
    events = ((None, _UNHEALTHY), (None, "(service shop-prod) has reached a steady state."), (None, "unable to x"))
    failure = the_failure(findings(CHECK, {find_service: lambda *names: service(events=events, running=1)}))
    assert failure.what == "1 of 2 tasks run: tasks do not answer service.health_check as they must"
    assert (failure.evidence, failure.mend) == (_UNHEALTHY, _LOG)


def test_too_few_run_and_nobody_says_why() -> None:
    failure = the_failure(findings(CHECK, {find_service: lambda *names: service(running=0)}))
    assert failure.what == "0 of 2 tasks run"
    assert (failure.evidence, failure.mend) == ("DescribeServices: no event says why", _LOG)
