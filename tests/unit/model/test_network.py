"""The network's own questions: who makes it, where tasks run, how they get out."""

from __future__ import annotations

import pytest

from generator.model.network import Network

NEW_PUBLIC = Network()
NEW_PRIVATE = Network(placement="private", nat="single", zones=3)
EXISTING_PUBLIC = Network(vpc="vpc-0", public_subnets=("subnet-a", "subnet-b"))
EXISTING_PRIVATE = Network(vpc="vpc-0", public_subnets=("subnet-a",), private_subnets=("subnet-c",))


@pytest.mark.parametrize(
    ("network", "created", "private", "gateways"),
    [
        (NEW_PUBLIC, True, False, 0),
        (NEW_PRIVATE, True, True, 1),
        (Network(placement="private", nat="per-zone", zones=3), True, True, 3),
        (Network(placement="private", nat="none"), True, True, 0),
        (Network(placement="public", nat="per-zone"), True, False, 0),
        (EXISTING_PUBLIC, False, False, 0),
        (EXISTING_PRIVATE, False, True, 0),
        (Network(vpc="vpc-0", placement="private", nat="single"), False, False, 0),
    ],
)
def test_a_network_knows_what_has_to_be_made(network: Network, created: bool, private: bool, gateways: int) -> None:
    assert (network.is_created, network.has_private_tasks, network.nat_gateways) == (created, private, gateways)
