"""Systems -> steps that ask for credentials of AWS without saying which role it is, or where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.policy import covers, trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import at, lacks, mapping, text
from generator.gate.workflow import Job, Step, jobs
from generator.problems import Severity

_ARN = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/.+")
_REGION = ("AWS_REGION", "AWS_DEFAULT_REGION")


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        for step in job.steps:
            if not step.is_for_credentials:
                continue
            role = text(step.inputs, "role-to-assume")
            # With the keys of a user, the account is known, and a name will do.
            if role and "$" not in role and not _ARN.fullmatch(role) and "aws-access-key-id" not in step.inputs:
                message = (
                    f"'{role}' is no ARN of a role: by a token of GitHub's, no account is known to look for a name in"
                )
                yield Finding(
                    job.file, message, (*step.path, "with", "role-to-assume"), "arn:aws:iam::ACCOUNT:role/NAME"
                )
            if role and "aws-access-key-id" in step.inputs and job.may_ask_for_token and _by_token(system):
                message = "takes on the role with a user's keys: a role that trusts GitHub's tokens alone refuses it"
                path = (*step.path, "with", "aws-access-key-id")
                yield Finding(job.file, message, path, "without the keys, the token is used", Severity.WARNING)
            if lacks(step.inputs, "aws-region") and not _says_region(job, step):
                message = f"the job {job.id} asks for credentials without aws-region: the step fails"
                yield Finding(job.file, message, (*step.path, "with"))


def _by_token(system: System) -> bool:
    """Whether every role that anybody but a service takes on is taken on by a token."""
    people = [statement for statement in trusts(system) if not statement.services]
    return bool(people) and all(
        covers(action, "sts:AssumeRoleWithWebIdentity") for each in people for action in each.actions
    )


def _says_region(job: Job, step: Step) -> bool:
    """Whether an environment does, which newer versions of the action read."""
    named: list[Mapping[str, Any]] = [mapping(each, "env") for each in (step.data, job.data)]
    named.append(mapping(at(job.file.data, "env")))
    return any(name in each for each in named for name in _REGION)


RULE = Rule(
    "job-credentials",
    "A step that asks for credentials names the role by its ARN, and a region.",
    "https://github.com/aws-actions/configure-aws-credentials#options",
    _check,
    """
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   permissions: {id-token: write, contents: read}
   jobs:
     prod:
       runs-on: ubuntu-latest
       environment: prod
       steps:
         - uses: aws-actions/configure-aws-credentials@v5
-          with: {role-to-assume: deployer, aws-region: us-west-2}
+          with: {role-to-assume: "arn:aws:iam::111122223333:role/deployer", aws-region: us-west-2}
    """,
)
