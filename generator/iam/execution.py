"""What ECS does with the execution role before a task runs: pulls its image, opens its log, reads its secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.iam import shared
from generator.iam.arn import elsewhere, regional, service
from generator.iam.call import Call, Principal, calls
from generator.iam.task import principal
from generator.model.workload import Workload

NAME = "execution"
_ROLE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html"
_PARAMETERS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html"
_SECRETS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html"
_PARAMETER_KEY = "https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html"
_SECRET_KEY = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"


def execution(workload: Workload) -> Principal:
    """Every task's, before its first line of code."""
    return principal(NAME, _calls(workload))


def _calls(workload: Workload) -> Iterator[Call]:
    images = [*_own(workload), *_foreign(workload)]
    if images:
        yield from shared.registry_password(NAME, _ROLE)
    pull = {
        "ecr:BatchCheckLayerAvailability": "pull: which layers there are",
        "ecr:BatchGetImage": "pull: the image's manifest",
        "ecr:GetDownloadUrlForLayer": "pull: the layers",
    }
    yield from calls(NAME, pull, images, _ROLE)
    yield from shared.log(workload.names, NAME, workload.names.log_group)
    for source in dict.fromkeys(source for each in _containers(workload) for source in each.values()):
        yield from _secret(source) if ":secretsmanager:" in source else _parameter(source)


def _own(workload: Workload) -> Iterator[str]:
    """The repository of the released image: the project's, or the one that somebody else pushes to."""
    if workload.image_address is None:
        yield regional("ecr", f"repository/{workload.image_repository}")
    else:
        yield from _private(workload.image_address.text)


def _containers(workload: Workload) -> Iterator[Mapping[str, str]]:
    """The secrets of each container."""
    yield workload.container.secrets
    for sidecar in workload.container.sidecars.values():
        yield sidecar.secrets


def _foreign(workload: Workload) -> Iterator[str]:
    """The repositories of the other images; ``ACCOUNT.dkr.ecr.REGION.DOMAIN`` is a private registry's host."""
    container = workload.container
    named = (container.bootstrap, *(each.image for each in container.sidecars.values()))
    for address in dict.fromkeys((each or "").partition("@")[0] for each in named):
        host, _, image = address.partition("/")
        yield from _private(f"{host}/{image.partition(':')[0]}")


def _private(address: str) -> Iterator[str]:
    """The ARN of a repository in a private registry of ECR; nothing for another."""
    host, _, name = address.partition("/")
    account, _, domain = host.partition(".")
    if domain.startswith(("dkr.ecr.", "dkr.ecr-fips.", "dkr-ecr.", "dkr-ecr-fips.")):
        region = domain.removeprefix("dkr.").removeprefix("dkr-").split(".")[1]
        yield elsewhere("ecr", region, account, f"repository/{name}")


def _parameter(source: str) -> Iterator[Call]:
    arn = source if source.startswith("arn:") else regional("ssm", f"parameter/{source.lstrip('/')}")
    yield from calls(NAME, {"ssm:GetParameters": "reads a parameter for the task"}, [arn], _PARAMETERS)
    yield _decrypt("ssm", "PARAMETER_ARN", arn, _PARAMETER_KEY)


def _secret(source: str) -> Iterator[Call]:
    # What follows the name, as in ...:secret:NAME:KEY:STAGE:VERSION, is ECS's own, not the ARN's.
    arn = ":".join(source.split(":")[:7])
    yield from calls(NAME, {"secretsmanager:GetSecretValue": "reads a secret for the task"}, [arn], _SECRETS)
    yield _decrypt("secretsmanager", "SecretARN", arn, _SECRET_KEY)


def _decrypt(name: str, context: str, arn: str, source: str) -> Call:
    """With whatever key the value has: the encryption context names the value."""
    return Call(
        NAME,
        "kms:Decrypt",
        regional("kms", "key/*"),
        "decrypts a secret value for the task",
        source,
        {"kms:ViaService": service(name), f"kms:EncryptionContext:{context}": arn},
    )
