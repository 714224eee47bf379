"""What CodeBuild, and the build's commands in buildspec.yml, do with the build's role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam import shared
from generator.iam.arn import elsewhere, regional, service
from generator.iam.call import Call, Principal, calls
from generator.model.promotion import Promotion
from generator.model.service import Service
from generator.naming import ACCOUNT

NAME = "codebuild"
_PUSH = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html"
_PULL = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html"
_FIND = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html"
_DESCRIBE = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html"
_SECRET = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html"
_SECRET_KEY = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"


def codebuild(service: Service, *, leaves_files: bool) -> Principal:
    """Acts for our build project alone, whose builds may leave files for the next stage."""
    return shared.of_project(NAME, service.names.build_project, _calls(service, leaves_files=leaves_files))


def _calls(service: Service, *, leaves_files: bool) -> Iterator[Call]:
    names = service.names
    yield from shared.build(names, NAME, write=leaves_files)
    images = [regional("ecr", f"repository/{service.image_repository}")]
    if service.is_pushed:
        yield from calls(NAME, {"ecr:DescribeImages": "finds the image of a tag, and its digest"}, images, _DESCRIBE)
        return
    yield from shared.registry_password(NAME, _PUSH)
    if service.promotion:
        yield from _promoted(service.promotion, service)
    push = {
        "ecr:BatchCheckLayerAvailability": "docker push: which layers are there already",
        "ecr:InitiateLayerUpload": "docker push: begins a layer",
        "ecr:UploadLayerPart": "docker push: sends a layer",
        "ecr:CompleteLayerUpload": "docker push: ends a layer",
        "ecr:PutImage": "docker push: names the image",
    }
    yield from calls(NAME, push, images, _PUSH)
    yield from calls(NAME, {"ecr:BatchGetImage": "finds the image of a tag, and its digest"}, images, _FIND)
    if service.project.environment.trigger.tag:
        yield from shared.tag_of_run(names, NAME)
    if service.build.registry_login and service.is_built:
        yield from _registry_login(service.build.registry_login)


def _promoted(promotion: Promotion, service: Service) -> Iterator[Call]:
    account = ACCOUNT if promotion.account == service.environment.account else promotion.account
    there = elsewhere("ecr", promotion.region, account, f"repository/{promotion.repository(service.name)}")
    read = {
        "ecr:BatchGetImage": f"finds the image that {promotion.environment} built, and reads its manifest",
        "ecr:GetDownloadUrlForLayer": "reads a layer of it",
        "ecr:BatchCheckLayerAvailability": "asks whether a layer of it is there",
    }
    yield from calls(NAME, read, [there], _PULL)


def _registry_login(secret: str) -> Iterator[Call]:
    # The six characters at the end are Secrets Manager's.
    arn = secret if secret.startswith("arn:") else regional("secretsmanager", f"secret:{secret}-??????")
    yield from calls(NAME, {"secretsmanager:GetSecretValue": "logs in to Docker Hub"}, [arn], _SECRET)
    with_its_key = {"kms:ViaService": service("secretsmanager"), "kms:EncryptionContext:SecretARN": arn}
    yield Call(NAME, "kms:Decrypt", regional("kms", "key/*"), "decrypts the login", _SECRET_KEY, with_its_key)
