"""Systems -> jobs that assume a role of AWS's, and may not ask GitHub for the token that it takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.workflow import Job, jobs

_KEYS = frozenset({"aws-access-key-id", "aws-secret-access-key", "web-identity-token-file", "role-chaining"})
"""Inputs by which the action assumes a role without the token."""


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        if not _asks(job) or job.permissions is None or job.may_ask_for_token:
            continue
        message = f"the job {job.id} assumes a role, but its token lacks id-token: write: no role trusts it"
        place = (*job.path, "permissions") if "permissions" in job.data else ("permissions",)
        yield Finding(job.file, message, place, "permissions: {id-token: write, contents: read}")


def _asks(job: Job) -> bool:
    return any(step.takes_on_role and not _KEYS & step.inputs.keys() for step in job.steps)


RULE = Rule(
    "id-token",
    "A job that assumes a role of AWS's may ask for the token by which GitHub vouches for it.",
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
    _check,
    """
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   permissions: {}
   jobs:
     prod:
       runs-on: ubuntu-latest
       permissions:
         contents: read
+        id-token: write
       steps:
         - uses: aws-actions/configure-aws-credentials@v5
           with: {role-to-assume: "arn:aws:iam::111122223333:role/deployer", aws-region: us-west-2}
    """,
)
