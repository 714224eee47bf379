"""The subnets that a spec names for its tasks -> those in which a file system that is made could not be reached."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.existing.fault import Fault
from generator.live.ask import Ask
from generator.live.subnet import zones
from generator.model.project import Project

_PAGE = "https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html"


def subnet_faults(project: Project, ask: Ask) -> Iterator[Fault]:
    """EFS takes one mount target for each zone. None where the spec names no subnets, or no file system is made."""
    network = project.network
    if network.is_created or not project.makes_file_system:
        return
    kind = "private_subnets" if network.private_subnets else "public_subnets"
    taken: dict[str, str] = {}
    for subnet, zone in sorted(ask(zones, network.private_subnets or network.public_subnets).items()):
        first = taken.setdefault(zone, subnet)
        if first != subnet:
            what = (
                f"the subnets {first} and {subnet} are both in {zone}: a file system has one mount target in each zone"
            )
            mend = f"name one subnet of each zone in network.{kind}, or a file system that exists in the volume's efs"
            yield Fault(("network", kind), what, f"DescribeSubnets: {subnet} in {zone}", mend, _PAGE)
