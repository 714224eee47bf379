"""The execution role: what ECS itself does to start a task: pull, log, read secrets.

AWS's managed policy AmazonECSTaskExecutionRolePolicy does the same on every resource:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from awacs import ecr, kms, secretsmanager, ssm
from awacs.aws import PolicyDocument, Statement, StringEquals, StringLike
from troposphere import Sub

from generator.cfn import arn
from generator.cfn.intrinsic import text
from generator.model.workload import Workload
from generator.policies import task
from generator.policies.statement import allow, log_key, registry_token, write_logs
from generator.policies.trust import policy

trust = task.trust

_ECR_IMAGE = re.compile(
    r"(?P<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?P<region>[a-z0-9-]+)\.[^/]+/(?P<name>[^:@]+)[:@].+", re.DOTALL
)
"""An image in a private registry: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html"""


def permissions(workload: Workload, key: Any) -> PolicyDocument:
    """Pulls the project's images, writes the service's log, reads the secrets that the spec names."""
    names = workload.names
    return policy(
        [
            *_pull([*_repositories(workload)]),
            write_logs(names.log_group),
            log_key(key),
            *_secrets(workload),
        ]
    )


def _pull(repositories: list[Any]) -> Iterator[Statement]:
    if repositories:
        pull = [ecr.BatchCheckLayerAvailability, ecr.BatchGetImage, ecr.GetDownloadUrlForLayer]
        yield registry_token()
        yield allow("PullImage", pull, repositories)


def _repositories(workload: Workload) -> Iterator[Any]:
    """The project's, and those of other images of the task that are in ECR; another registry asks no role."""
    if workload.image_address is None:
        yield arn.regional("ecr", f"repository/{workload.image_repository}")
    elif (address := workload.image_address).account:
        yield text(f"arn:${{AWS::Partition}}:ecr:{address.region}:{address.account}:repository/{address.name}")
    found = filter(None, map(_ECR_IMAGE.fullmatch, workload.container.foreign_images))
    for name in dict.fromkeys((image["region"], image["account"], image["name"]) for image in found):
        yield text(f"arn:${{AWS::Partition}}:ecr:{name[0]}:{name[1]}:repository/{name[2]}")


def _secrets(workload: Workload) -> Iterator[Statement]:
    sources = workload.container.secret_sources
    parameters = [parameter_arn(source) for source in sources if not is_secret(source)]
    # Several keys of one secret are several sources.
    secrets = [*dict.fromkeys(secret_arn(source) for source in sources if is_secret(source))]
    if parameters:
        yield allow("ReadParameters", [ssm.GetParameters], [*map(text, parameters)])
        yield _decrypt("DecryptParameters", "ssm", "PARAMETER_ARN", parameters)
    if secrets:
        yield allow("ReadSecrets", [secretsmanager.GetSecretValue], [*map(text, secrets)])
        yield _decrypt("DecryptSecrets", "secretsmanager", "SecretARN", secrets)


def _decrypt(sid: str, service: str, context: str, values: list[str]) -> Statement:
    """Decrypts just these values with whatever key they have: the encryption context names the value.

    https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return allow(
        sid,
        [kms.Decrypt],
        [arn.regional("kms", "key/*")],
        StringEquals("kms:ViaService", Sub(f"{service}.${{AWS::Region}}.${{AWS::URLSuffix}}")),
        StringLike(f"kms:EncryptionContext:{context}", [*map(text, values)]),
    )


def is_secret(source: str) -> bool:
    """Whether a secret's source is Secrets Manager's rather than Parameter Store's."""
    return ":secretsmanager:" in source


def parameter_arn(source: str) -> str:
    """The ARN of an SSM parameter that is given by its ARN or by its name, with or without a slash."""
    if source.startswith("arn:"):
        return source
    return f"arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/{source.removeprefix('/')}"


def secret_arn(source: str) -> str:
    """The secret's own ARN, without the JSON key and version that ECS lets one append.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
    """
    return ":".join(source.split(":")[:7])
