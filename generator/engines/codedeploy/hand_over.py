"""The last commands of a build for CodeDeployToECS: task definition, app spec and the image, as three files."""

from __future__ import annotations

from collections.abc import Iterator

from generator import naming
from generator.engines.codedeploy.files import APPSPEC, IMAGE_DETAIL, TASK_DEFINITION
from generator.engines.engine import OUTPUT, HandOver
from generator.model.service import Service
from generator.naming import placeholder


def hand_over(service: Service) -> HandOver:
    """Just the three files: CodeDeployToECS takes no artifact over 3 MB.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
    """
    return HandOver(tuple(_commands(service)), (TASK_DEFINITION, APPSPEC, IMAGE_DETAIL))


def _commands(service: Service) -> Iterator[str]:
    values = {
        placeholder.VERSION: "$VERSION",
        placeholder.REGION: "$LOG_REGION",
        placeholder.EXECUTION_ROLE: "$EXECUTION_ROLE_ARN",
        placeholder.TASK_ROLE: "$TASK_ROLE_ARN",
    }
    edits = "".join(f'  -e "s|{open_part}|{value}|g" \\\n' for open_part, value in values.items())
    yield f"mkdir -p {OUTPUT}"
    yield f"sed \\\n{edits}  {_generated(service, TASK_DEFINITION)} > {OUTPUT}/{TASK_DEFINITION}\n"
    yield f"cp {_generated(service, APPSPEC)} {OUTPUT}/{APPSPEC}"
    yield f'printf \'{{"ImageURI":"%s"}}\\n\' "$IMAGE@$DIGEST" > {OUTPUT}/{IMAGE_DETAIL}\n'


def _generated(service: Service, file: str) -> str:
    return f"{naming.OUTPUT_FOLDER}/{service.names.file_path(file)}"
