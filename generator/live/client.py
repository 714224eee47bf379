"""A region -> clients of AWS's services: the only place that sets timeouts, retries and pages, and that words refusals.

Credentials, profiles and ``AWS_ENDPOINT_URL`` are botocore's own business, as they are for the AWS CLI:
https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from generator import __version__
from generator.errors import OutsideError

ATTEMPTS = 6
"""Of one call, the first included; botocore's standard mode waits longer before each, 20 seconds at most."""
CONNECT_SECONDS = 10
READ_SECONDS = 60
_CONNECTIONS = 32
"""As many as the stacks that may deploy at the same time need."""

_LOG_IN = "log in again, for example with `aws sso login`, and check with `aws sts get-caller-identity`"
_HINTS = {
    "ExpiredToken": _LOG_IN,
    "ExpiredTokenException": _LOG_IN,
    "RequestExpired": _LOG_IN,
    "InvalidClientTokenId": "check the keys with `aws sts get-caller-identity`; a region that the account has not "
    "enabled refuses every key",
    "UnrecognizedClientException": "check the keys with `aws sts get-caller-identity`; a region that the account has "
    "not enabled refuses every key",
    "SignatureDoesNotMatch": "check the secret key, and the clock of this machine",
}
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"})


class AwsError(OutsideError):
    """AWS answered and refused. ``code`` is its word for why, such as ``ValidationError``."""

    def __init__(self, what: str, code: str, why: str, hint: str = "") -> None:
        self.code = code
        super().__init__(what, why, hint)

    @property
    def is_denied(self) -> bool:
        """Whether the caller lacks a permission."""
        return self.code in _DENIED

    @property
    def is_expired(self) -> bool:
        """Whether the credentials were good and are no longer."""
        return self.code in _EXPIRED


class Aws:
    """AWS in one region, as whoever runs this is known to it. Threads may share it."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._lock = Lock()
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """Botocore's client of a service, such as ``cloudformation``; its methods go into :meth:`call`."""
        with self._lock:  # Making clients is not safe in several threads; using them is.
            if service not in self._clients:
                try:
                    self._clients[service] = self._session.create_client(
                        service, region_name=self.region, config=_CONFIG
                    )
                except BotoCoreError as refusal:
                    raise _unasked(f"cannot ask {service}", refusal) from refusal
            return self._clients[service]

    def call(self, method: Callable[..., Any], **parameters: Any) -> dict[str, Any]:
        """One call of a client's method; the answer.

        Raises AwsError when AWS refuses, and OutsideError when it cannot be asked: no credentials, no network.
        """
        try:
            answer: dict[str, Any] = method(**parameters)
        except (ClientError, BotoCoreError) as refusal:
            raise refused(method.__name__, refusal) from refusal
        return answer

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        """Every item under ``key`` of all the pages that an operation has, such as ``describe_stacks``."""
        try:
            for page in self.client(service).get_paginator(operation).paginate(**parameters):
                yield from page.get(key, ())
        except (ClientError, BotoCoreError) as refusal:
            raise refused(operation, refusal) from refusal

    @cached_property
    def _session(self) -> Any:
        return botocore.session.Session()


_CONFIG = Config(
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    max_pool_connections=_CONNECTIONS,
    user_agent_extra=f"canaryform/{__version__}",
)


def refused(operation: str, refusal: ClientError | BotoCoreError) -> OutsideError:
    """What AWS, or the way to it, refused; ``operation`` is spelt as botocore's method."""
    if not isinstance(refusal, ClientError):
        return _unasked(f"{_api_name(operation)} cannot be called", refusal)
    error = refusal.response.get("Error", {})
    code, message = str(error.get("Code", "")), str(error.get("Message", "")) or str(refusal)
    return AwsError(f"AWS refused {refusal.operation_name}", code, f"{message} [{code}]", _HINTS.get(code, ""))


def _unasked(what: str, refusal: BotoCoreError) -> OutsideError:
    hint = ""
    if isinstance(refusal, NoCredentialsError):
        hint = "set AWS_PROFILE, or log in; `aws sts get-caller-identity` shows who you are"
    elif isinstance(refusal, UnauthorizedSSOTokenError | SSOError | TokenRetrievalError):
        hint = _LOG_IN
    elif isinstance(refusal, ProfileNotFound):
        hint = "`aws configure list-profiles` shows those that there are"
    elif isinstance(refusal, HTTPClientError | NoConnectionError):
        hint = "check the network, a proxy, and AWS_ENDPOINT_URL"
    elif isinstance(refusal, NoRegionError):
        hint = "set AWS_REGION"
    return OutsideError(what, str(refusal).strip().replace("\n", " "), hint)


def _api_name(operation: str) -> str:
    return "".join(word.capitalize() for word in operation.split("_"))
