r"""What CodeBuild runs: buildspec.yml, from the tag to what the engine's deploy action takes.

All commands are in the phases ``pre_build`` and ``build``, which end at the first command that fails; there is
no ``post_build``, since CodeBuild runs that after a failed build too.
https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html

A command fails by its exit status and never by ``exit``, which would end the shell that the next one needs.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from generator.cfn import yaml
from generator.engines.engine import OUTPUT
from generator.engines.handed_over import handed_over
from generator.model.build import Build
from generator.model.service import Service
from generator.resources.released_image import DIGEST, PUSHED, image_of_this_run, only_if
from generator.resources.version_file import same_version

_PLATFORMS = {"x86_64": "linux/amd64", "arm64": "linux/arm64"}

# Not by a variable of the whole build, which the commands of the spec could read too.
# https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/get-secret-value.html
_REGISTRY_LOGIN = """\
LOGIN="$(aws secretsmanager get-secret-value --secret-id {secret} --query SecretString --output text)"
USERNAME="$(printf %s "$LOGIN" | jq --exit-status --raw-output .username)"
printf %s "$LOGIN" | jq --exit-status --raw-output .password | docker login --username "$USERNAME" --password-stdin
"""

# Another environment may push the same tag meanwhile, and tags are immutable: what counts is whether it is there.
_BUILD = """\
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
docker build --platform {platform} --provenance=false --build-arg VERSION="$VERSION" {options}\\
  --tag "$IMAGE:$IMAGE_TAG" --file {dockerfile} {context}
docker push "$IMAGE:$IMAGE_TAG" || echo "Not pushed: is the tag there by now?" >&2
"""


def buildspec(service: Service, header: str) -> str:
    """The build specification as YAML text."""
    left = handed_over(service)
    document: dict[str, Any] = {
        "version": 0.2,
        "env": {"shell": "bash", **({"exported-variables": [*exported]} if (exported := left.exported) else {})},
        "phases": {
            "pre_build": {"on-failure": "ABORT", "commands": list(image_of_this_run(service))},
            "build": {"on-failure": "ABORT", "commands": [*_build(service), *left.commands]},
        },
        **({"artifacts": {"base-directory": OUTPUT, "files": [*files]}} if (files := left.files) else {}),
    }
    return yaml.dump(document, header)


def _build(service: Service) -> Iterator[str]:
    """Nothing of it for an image that is there already, which is also how an earlier version is released again."""
    build, container = service.build, service.container
    context = shlex.quote(container.context)
    if check := same_version(service):
        tagged = '[ "$DIGEST" = None ]'
        if not service.environment.trigger.tag:
            tagged += ' && [ "${COMMIT_BUILD:-}" != yes ]'
        yield only_if(tagged, check)
    for command in build.test:
        yield only_if('[ "$DIGEST" = None ]', f"cd {context}\n", command)
    image = _BUILD.format(
        platform=_PLATFORMS[container.architecture],
        dockerfile=shlex.quote(f"{container.context}/{container.dockerfile}"),
        context=context,
        options="".join(f"\\\n  {option} " for option in _options(build)),
    )
    login = _REGISTRY_LOGIN.format(secret=shlex.quote(build.registry_login)) if build.registry_login else ""
    yield only_if('[ "$DIGEST" = None ]', f"set -o pipefail\n{login}{image}")
    yield DIGEST
    yield PUSHED


def _options(build: Build) -> Iterator[str]:
    """What the spec adds to ``docker build``: https://docs.docker.com/reference/cli/docker/buildx/build/."""
    for name, value in sorted(build.args.items()):
        yield f"--build-arg {shlex.quote(f'{name}={value}')}"
    if build.target:
        yield f"--target {shlex.quote(build.target)}"
