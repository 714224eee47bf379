"""A client of AWS -> the same client, with a look at something after every call that may change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.live.client import Aws

_READS = ("batch_get_", "describe_", "get_", "list_")
"""How the names of calls begin that change nothing."""


class Watched(Aws):
    """Calls as ``aws`` does, and then ``look``, unless the call only read."""

    def __init__(self, aws: Aws, look: Callable[[], None]) -> None:
        self.region = aws.region
        self._aws, self._look = aws, look

    def client(self, service: str) -> Any:
        """Botocore's client of a service."""
        return self._aws.client(service)

    def call(self, method: Callable[..., Any], **parameters: Any) -> dict[str, Any]:
        """One call, and the look. Raises what either of them raises."""
        answer = self._aws.call(method, **parameters)
        if not method.__name__.startswith(_READS):
            self._look()
        return answer

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        """Every item of all pages; pages only read."""
        return self._aws.pages(service, operation, key, **parameters)
