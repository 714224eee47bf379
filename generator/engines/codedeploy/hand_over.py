"""The last commands of a build for CodeDeployToECS: task definition, app spec and the image, as three files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import naming
from generator.engines.codedeploy.files import APPSPEC, IMAGE_DETAIL, TASK_DEFINITION
from generator.engines.engine import OUTPUT, HandOver
from generator.model.service import Service
from generator.naming import placeholder
from generator.resources.filled_in import (
    ACCESS_POINT,
    EXECUTION_ROLE,
    FILE_SYSTEM,
    SECURITY_GROUP,
    SNS,
    SUBNETS,
    TASK_ROLE,
)

_KNOWN = """\
if TESTS; then
  echo "The stack STACK is older than this commit: deploy it, and then retry this stage" >&2
  false
fi
"""
"""A commit can need a variable that the CodeBuild project, as it is deployed, does not have yet."""


def hand_over(service: Service) -> HandOver:
    """Just the three files: CodeDeployToECS takes no artifact over 3 MB.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
    """
    return HandOver(tuple(_commands(service)), (TASK_DEFINITION, APPSPEC, IMAGE_DETAIL))


def _commands(service: Service) -> Iterator[str]:
    values = {
        placeholder.VERSION: "$VERSION",
        placeholder.REGION: "$LOG_REGION",
        placeholder.EXECUTION_ROLE: f"${EXECUTION_ROLE}",
        placeholder.TASK_ROLE: f"${TASK_ROLE}",
    }
    yield f"mkdir -p {OUTPUT}"
    if service.container.publish:
        yield _known(service, SNS)
        values[placeholder.SNS] = f"${SNS}"
    if service.container.made_volume:
        values |= {placeholder.FILE_SYSTEM: f"${FILE_SYSTEM}", placeholder.ACCESS_POINT: f"${ACCESS_POINT}"}
        yield _known(service, FILE_SYSTEM, ACCESS_POINT)
    yield _edited(service, TASK_DEFINITION, values)
    if service.container.security_groups is None:
        yield f"cp {_generated(service, APPSPEC)} {OUTPUT}/{APPSPEC}"
    else:
        yield _known(service, SUBNETS, SECURITY_GROUP)
        network = {placeholder.SUBNET_LIST: f"[${SUBNETS}]", placeholder.SECURITY_GROUP: f"${SECURITY_GROUP}"}
        yield _edited(service, APPSPEC, network)
    yield f'printf \'{{"ImageURI":"%s"}}\\n\' "$IMAGE@$DIGEST" > {OUTPUT}/{IMAGE_DETAIL}\n'


def _known(service: Service, *variables: str) -> str:
    """Ends a build whose project lacks one of the variables."""
    tests = " || ".join(f'[ -z "${{{variable}:-}}" ]' for variable in variables)
    return _KNOWN.replace("TESTS", tests).replace("STACK", service.names.stack("pipeline"))


def _edited(service: Service, file: str, values: Mapping[str, str]) -> str:
    edits = "".join(f'  -e "s|{_quoted(name)}|{value}|g" \\\n' for name, value in values.items())
    return f"sed \\\n{edits}  {_generated(service, file)} > {OUTPUT}/{file}\n"


def _quoted(text: str) -> str:
    return text.replace('"', r"\"")


def _generated(service: Service, file: str) -> str:
    return f"{naming.OUTPUT_FOLDER}/{service.names.file_path(file)}"
