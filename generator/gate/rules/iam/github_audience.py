"""Systems -> roles that ask GitHub's tokens for another audience than the workflows' tokens have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, is_unknown, mapping, text, texts
from generator.gate.workflow import jobs

_KEY = "token.actions.githubusercontent.com:aud"
_DEFAULT = "sts.amazonaws.com"
"""https://github.com/aws-actions/configure-aws-credentials#oidc: what the action asks for where it is not told."""


def _check(system: System) -> Iterator[Finding]:
    asked = _asked(system)
    if not asked or not all(map(is_literal, asked)):
        return
    for statement in trusts(system):
        for operator, keys in mapping(statement.data, "Condition").items():
            for key, values in mapping(keys).items():
                if str(key).lower() != _KEY or is_unknown(values) or "not" in str(operator).lower():
                    continue
                wanted = texts(values)
                if all(map(is_literal, wanted)) and not any("*" in each for each in wanted) and not asked & {*wanted}:
                    message = (
                        f"wants tokens for {', '.join(wanted)}, and the workflows ask for {', '.join(sorted(asked))}"
                    )
                    path = (*statement.path, "Condition", str(operator))
                    yield Finding(statement.owner, f"{message}: AWS refuses them", path)


def _asked(system: System) -> set[str]:
    """The audiences of the tokens that the workflows get for AWS."""
    steps = [step for job in jobs(system) for step in job.steps]
    return {text(step.inputs, "audience") or _DEFAULT for step in steps if step.takes_on_role}


RULE = Rule(
    "github-audience",
    "A role that GitHub's workflows take on wants the audience that their tokens are for.",
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
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
               StringEquals:
                 "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod"
-                "token.actions.githubusercontent.com:aud": https://github.com/acme
+                "token.actions.githubusercontent.com:aud": sts.amazonaws.com
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   permissions: {id-token: write, contents: read}
   jobs:
     prod:
       runs-on: ubuntu-latest
       environment: prod
       steps:
         - uses: aws-actions/configure-aws-credentials@v6
           with: {role-to-assume: "arn:aws:iam::111122223333:role/deployer", aws-region: us-west-2}
    """,
)
