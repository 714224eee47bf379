"""The policy of an environment's file system: nobody without a role, and nobody without TLS."""

from __future__ import annotations

from awacs.aws import Action, PolicyDocument

from generator.policies import statement
from generator.policies.trust import policy


def tls_only() -> PolicyDocument:
    """That there is a policy is half of it: without one, EFS lets in whatever reaches a mount target, as any user.

    With one, a task gets in by what its own role allows, and that is the service's access point alone.
    https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#default-filesystempolicy
    """
    return policy([statement.tls_only(Action("elasticfilesystem", "*"))])
