"""Runs that EventBridge Scheduler could not begin."""

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.undelivered_runs import CHECK
from generator.live.queue import LiveQueue, find_queue
from generator.live.stack import find_stack
from tests.unit.app.doctor.context import the_failure, verdicts
from tests.unit.app.doctor.job import QUEUE, of_job


def test_the_queue_is_empty() -> None:
    assert verdicts(of_job(CHECK)) == [Verdict.OK]


def test_the_queue_is_not_there_yet() -> None:
    [finding] = of_job(CHECK, {find_stack: lambda name: None})
    assert finding.what == "the queue shop-prod--nightly_undelivered comes with shop-prod--nightly-job"


def test_the_queue_is_gone() -> None:
    failure = the_failure(of_job(CHECK, {find_queue: lambda name: None}))
    assert failure.what.endswith("is gone: nothing tells of a run of nightly that cannot be started")


def test_a_message_is_a_run() -> None:
    failure = the_failure(of_job(CHECK, {find_queue: lambda name: LiveQueue(QUEUE, 2)}))
    assert failure.what == "2 runs of nightly could not be started"
    assert failure.evidence == "GetQueueAttributes: 2 messages in shop-prod--nightly_undelivered"
    assert failure.mend == (
        f"aws sqs receive-message --region us-west-2 --queue-url {QUEUE} --message-attribute-names All says why, in "
        "ERROR_MESSAGE; canaryform run nightly specs/shop.yaml -e prod starts one now; then "
        f"aws sqs purge-queue --region us-west-2 --queue-url {QUEUE}"
    )
