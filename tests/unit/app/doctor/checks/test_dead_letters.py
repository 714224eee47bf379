"""Messages that a worker could not work on."""

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.dead_letters import CHECK
from generator.live.queue import LiveQueue, find_queue
from generator.live.stack import find_stack
from tests.unit.app.doctor.context import ACCOUNT, the_failure, verdicts
from tests.unit.app.doctor.worker import QUEUE, of_worker


def test_the_queue_is_empty() -> None:
    assert verdicts(of_worker(CHECK)) == [Verdict.OK]


def test_the_queue_is_not_there_yet() -> None:
    [finding] = of_worker(CHECK, {find_stack: lambda name: None})
    assert finding.what == "the queue shop-prod--mailer_dead-letters comes with shop-prod--mailer-queue"


def test_the_queue_is_gone() -> None:
    failure = the_failure(of_worker(CHECK, {find_queue: lambda name: None}))
    assert failure.what.endswith("is gone: what mailer cannot work on is lost")
    assert "canaryform destroy specs/shop.yaml -e prod -s mailer" in failure.mend


def test_the_messages_can_be_given_back() -> None:
    failure = the_failure(of_worker(CHECK, {find_queue: lambda name: LiveQueue(QUEUE, 2)}))
    assert failure.what == "2 messages of mailer could not be worked on"
    assert failure.evidence == "GetQueueAttributes: 2 messages in shop-prod--mailer_dead-letters"
    arn = f"arn:aws:sqs:us-west-2:{ACCOUNT}:shop-prod--mailer_dead-letters"
    assert f"aws sqs start-message-move-task --region us-west-2 --source-arn {arn} gives all back" in failure.mend
    assert f"aws sqs purge-queue --region us-west-2 --queue-url {QUEUE} drops all" in failure.mend
