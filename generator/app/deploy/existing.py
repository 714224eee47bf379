"""What exists already and a spec names -> a problem for each thing with which no deployment would succeed.

CloudFormation would say it in the middle of the first deploy, and take the stack back.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.existing.faults import faults
from generator.app.run.target import Target
from generator.live.ask import AskNow
from generator.live.client import AwsError
from generator.problems import Problem
from generator.spec.loader import locate_shared

_CODE = "existing"


def existing(target: Target) -> Iterator[Problem]:
    """Whoever may not ask goes on."""
    build, project = target.result.build, target.project
    try:
        found = [*faults(project, AskNow(target.aws))]
    except AwsError as error:
        if not error.is_denied:
            raise
        return
    for fault in found:
        place = locate_shared(build.text, build.file, project.environment.name, *fault.key, bases=build.bases)
        yield Problem(place, f"{fault.what} ({fault.evidence})", _CODE, fault.mend)
