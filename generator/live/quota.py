"""How much of something the account may have in a region, and how much it has.

https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.errors import OutsideError
from generator.live.client import Aws, AwsError

_LOOK_BACK = timedelta(hours=1)
_PERIOD_SECONDS = 300


@dataclass(frozen=True)
class Metric:
    """The metric by which AWS says how much of a quota is used."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...]
    statistic: str


@dataclass(frozen=True)
class Quota:
    """One quota."""

    service: str
    code: str
    name: str
    value: float
    usage: Metric | None


def quota(aws: Aws, service: str, code: str) -> Quota:
    """The account's own value, else AWS's default, by the codes of `aws service-quotas list-service-quotas`.

    Raises OutsideError when AWS does not say it.

    https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
    """
    client = aws.client("service-quotas")
    try:
        answer = aws.call(client.get_service_quota, ServiceCode=service, QuotaCode=code)
    except AwsError as error:
        if error.code != "NoSuchResourceException":
            raise
        answer = aws.call(client.get_aws_default_service_quota, ServiceCode=service, QuotaCode=code)
    found = answer.get("Quota", {})
    if "Value" not in found:
        why = found.get("ErrorReason", {}).get("ErrorMessage", "Service Quotas gives no value")
        raise OutsideError(f"AWS does not say the quota {service} {code}", why)
    return Quota(service, code, found.get("QuotaName", code), found["Value"], _metric(found.get("UsageMetric")))


def used(aws: Aws, metric: Metric) -> float | None:
    """The most of the last hour; None when AWS has counted nothing.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html
    """
    now = datetime.now(UTC)
    answer = aws.call(
        aws.client("cloudwatch").get_metric_statistics,
        Namespace=metric.namespace,
        MetricName=metric.name,
        Dimensions=[{"Name": name, "Value": value} for name, value in metric.dimensions],
        StartTime=now - _LOOK_BACK,
        EndTime=now,
        Period=_PERIOD_SECONDS,
        Statistics=[metric.statistic],
    )
    return max((float(point[metric.statistic]) for point in answer.get("Datapoints", ())), default=None)


def count_load_balancers(aws: Aws) -> int:
    """The Application Load Balancers of the region."""
    rows = aws.pages("elbv2", "describe_load_balancers", "LoadBalancers")
    return sum(row.get("Type") == "application" for row in rows)


def count_vpcs(aws: Aws) -> int:
    """The VPCs of the region."""
    return sum(1 for _ in aws.pages("ec2", "describe_vpcs", "Vpcs"))


def count_addresses(aws: Aws) -> int:
    """The Elastic IP addresses of the region."""
    return len(aws.call(aws.client("ec2").describe_addresses).get("Addresses", ()))


def _metric(found: Mapping[str, Any] | None) -> Metric | None:
    if not found or "MetricName" not in found:
        return None
    return Metric(
        namespace=found.get("MetricNamespace", ""),
        name=found["MetricName"],
        dimensions=tuple(sorted(found.get("MetricDimensions", {}).items())),
        statistic=found.get("MetricStatisticRecommendation", "Maximum"),
    )
