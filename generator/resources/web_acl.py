"""The web ACL of AWS WAF that stands before a load balancer."""

from __future__ import annotations

from troposphere import Ref
from troposphere.wafv2 import WebACLAssociation

from generator.naming import logical


def web_acl_association(arn: str) -> WebACLAssociation:
    """Of one that exists: its rules are its owner's.

    https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
    """
    return WebACLAssociation(logical.WEB_ACL_ASSOCIATION, ResourceArn=Ref(logical.LOAD_BALANCER), WebACLArn=arn)
