"""The policy of a queue of ours: what its users' own policies let them do, and all of it by TLS."""

from __future__ import annotations

from typing import Any

from awacs.aws import Action, Bool, Condition, Deny, Everybody, PolicyDocument, Principal, Statement

from generator.policies.trust import policy


def tls_only(queue: Any) -> PolicyDocument:
    """A queue's own policy: who may send is said by the roles of those who do.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
    """
    return policy(
        [
            Statement(
                Sid="TlsOnly",
                Effect=Deny,
                Principal=Principal(Everybody),
                Action=[Action("sqs", "*")],
                Resource=[queue],
                Condition=Condition(Bool("aws:SecureTransport", "false")),
            )
        ]
    )
