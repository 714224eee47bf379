"""What an ECS service is put into, as texts that say what they stand for."""

from __future__ import annotations

from generator.engines.engine import Surroundings

AROUND = Surroundings(
    role=lambda principal: f"arn:role/{principal}",
    cluster="arn:cluster",
    target_group=lambda colour: f"arn:{colour}",
    subnets=["subnet-a"],
    security_groups=("sg",),
    namespace="arn:namespace",
    rule=lambda traffic: f"arn:rule/{traffic}",
    queue="https://queue",
    file_system="fs-0abc1234def567890",
    access_point="fsap-0abc1234def567890",
)
