"""Systems -> jobs that assume a role of AWS's, and are in no environment whose jobs a role trusts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, mapping, texts
from generator.gate.workflow import Job, jobs
from generator.glob import overlaps

_SUBJECT = "token.actions.githubusercontent.com:sub"


def _check(system: System) -> Iterator[Finding]:
    subjects = _subjects(system)
    if not subjects:
        return
    for job in jobs(system):
        if not _assumes(job) or "${{" in job.environment or is_unknown(job.data, "environment"):
            continue
        wanted = f"environment:{job.environment}" if job.environment else "*"
        trusted = [each for each in subjects if overlaps(each, wanted)]
        if not job.environment:
            trusted = [each for each in subjects if not each.startswith("environment:")]
        if not trusted:
            where = f"in the environment {job.environment}" if job.environment else "in no environment"
            message = (
                f"the job {job.id} runs {where}, and the roles trust {', '.join(sorted(subjects))}: AWS refuses it"
            )
            yield Finding(job.file, message, (*job.path, "environment"))


def _assumes(job: Job) -> bool:
    return any(step.takes_on_role for step in job.steps)


def _subjects(system: System) -> set[str]:
    """What follows the repository in each subject that a role trusts; nothing where one is not known."""
    found = set()
    for statement in trusts(system):
        for keys in mapping(statement.data, "Condition").values():
            for key, values in mapping(keys).items():
                if str(key).lower() == _SUBJECT:
                    if is_unknown(values):
                        return set()
                    found |= {value.split(":", 2)[-1] for value in texts(values)}
    return found


RULE = Rule(
    "job-subject",
    "A job that assumes a role of AWS's is in the environment whose jobs the role trusts.",
    "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal:
               Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
             Action: sts:AssumeRoleWithWebIdentity
             Condition:
               StringEquals: {"token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod"}
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   permissions: {id-token: write, contents: read}
   jobs:
     prod:
       runs-on: ubuntu-latest
-      environment: production
+      environment: prod
       steps:
         - uses: aws-actions/configure-aws-credentials@v5
           with: {role-to-assume: "arn:aws:iam::111122223333:role/deployer", aws-region: us-west-2}
    """,
)
