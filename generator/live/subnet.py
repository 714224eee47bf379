"""The subnets that a spec names, as EC2 has them: in which zone each is.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.live.client import Aws


def zones(aws: Aws, subnets: tuple[str, ...]) -> Mapping[str, str]:
    """Subnet -> the id of its zone, which is the same in every account; of those that are not there, nothing."""
    filters = [{"Name": "subnet-id", "Values": [*subnets]}]
    answer = aws.call(aws.client("ec2").describe_subnets, Filters=filters)
    return {each["SubnetId"]: each["AvailabilityZoneId"] for each in answer["Subnets"]}
