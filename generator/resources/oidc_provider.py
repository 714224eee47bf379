"""GitHub as an identity provider: workflows prove who they are by a token, and nobody keeps a secret."""

from __future__ import annotations

from troposphere import Equals, If, Parameter, Ref
from troposphere.iam import OIDCProvider

from generator.cfn.template import KEPT
from generator.naming import logical
from generator.policies.github_trust import AUDIENCE, GITHUB


def oidc_provider_parameter() -> Parameter:
    """An account has each provider once.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
    """
    return Parameter(
        logical.OIDC_PROVIDER_PARAMETER,
        Type="String",
        Default="",
        AllowedPattern=rf"^$|^arn:aws[a-z-]*:iam::[0-9]{{12}}:oidc-provider/{GITHUB.replace('.', '[.]')}$",
        ConstraintDescription="nothing, or the ARN of GitHub's OIDC provider",
        Description="ARN of GitHub's OIDC provider; empty: one is made",
    )


def makes_oidc_provider() -> Equals:
    """Whether there is none yet."""
    return Equals(Ref(logical.OIDC_PROVIDER_PARAMETER), "")


def oidc_provider() -> OIDCProvider:
    """Kept when the stack goes: other repositories may use it by then. GitHub's certificate needs no thumbprint."""
    return OIDCProvider(
        logical.OIDC_PROVIDER,
        Url=f"https://{GITHUB}",
        ClientIdList=[AUDIENCE],
        Condition=logical.MAKES_OIDC_PROVIDER,
        **KEPT,
    )


def oidc_provider_arn() -> If:
    """The one that was there, or the one that is made."""
    return If(logical.MAKES_OIDC_PROVIDER, Ref(logical.OIDC_PROVIDER), Ref(logical.OIDC_PROVIDER_PARAMETER))
