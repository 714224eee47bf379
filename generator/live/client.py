"""A region -> clients of AWS's services: the only place that sets timeouts, retries and pages, and that words refusals.

Credentials, profiles and ``AWS_ENDPOINT_URL`` are botocore's own business, as they are for the AWS CLI:
https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.exceptions import ConnectionError as NoConnectionError
from botocore.parsers import ResponseParserError

from generator import __version__
from generator.errors import OutsideError
from generator.live import answer
from generator.live.answer import NETWORK, Record, api_name, no_answer
from generator.live.patience import Patience, Tell, Waiting, hush

_Answer = TypeVar("_Answer")
ATTEMPTS = 6
"""Of one call, the first included; botocore's standard mode waits longer before each, 20 seconds at most."""
CONNECT_SECONDS = 10
READ_SECONDS = 60
_LONGEST = 300
"""Letters of a message."""
_CONNECTIONS = 32
"""As many as the stacks that may deploy at the same time need."""

_PAGES = 1000
"""Of one answer: DescribeStackEvents gives 100 events a page."""
_UNREADABLE = (ResponseParserError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What botocore's parsers raise for text that is not in the shape of the answer."""
_REDIRECTS, _SERVER_ERRORS = range(300, 400), range(500, 600)
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


def profiles() -> list[str]:
    """The names of the AWS CLI's profiles that there are; none where its files cannot be read."""
    try:
        return list(botocore.session.Session().available_profiles)
    except BotoCoreError:
        return []


class Aws:
    """AWS in one region, by the credentials that botocore finds. Threads may share it.

    ``tell`` hears what is waited for when an answer takes long. ``profile`` is one of the AWS CLI's; without it counts
    what botocore finds, the variable ``AWS_PROFILE`` for one.
    """

    def __init__(
        self, region: str, tell: Tell = hush, patience: Patience | None = None, *, profile: str | None = None
    ) -> None:
        self.region = region
        self._profile = profile
        self._waiting = Waiting(tell, patience)
        self._lock = Lock()
        self._clients: dict[str, Any] = {}

    def at(self, region: str) -> Aws:
        """The same in another region."""
        if region == self.region:
            return self
        other = Aws(region, profile=self._profile)
        other._waiting = self._waiting
        return other

    def client(self, service: str) -> Any:
        """Botocore's client of a service, such as ``cloudformation``; its methods go into :meth:`call`."""
        with self._lock:  # Making clients is not safe in several threads; using them is.
            if service not in self._clients:
                self._clients[service] = self._new_client(service)
            return self._clients[service]

    def call(self, method: Callable[..., Any], **parameters: Any) -> dict[str, Any]:
        """One call of a client's method; the answer, in which a missing member that is read raises OutsideError.

        Raises AwsError when AWS refuses, and OutsideError when it cannot be asked: no credentials, no network.
        """
        name = method.__name__
        return Record(name, self._ask(name, lambda: method(**parameters)))

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        """Every item under ``key`` of all the pages that an operation has, such as ``describe_stacks``."""
        pages = iter(self.client(service).get_paginator(operation).paginate(**parameters))
        for _ in range(_PAGES):
            page = self._ask(operation, lambda: next(pages, None))
            if page is None:
                return
            yield from page.get(key, ())
        raise no_answer(operation, f"more than {_PAGES:,} pages")

    def _ask(self, operation: str, ask: Callable[[], _Answer]) -> _Answer:
        try:
            return self._waiting.answer(operation, ask)
        except (ClientError, BotoCoreError) as refusal:
            raise refused(operation, refusal) from refusal
        except _UNREADABLE as refusal:
            raise no_answer(operation, _one_line(refusal)) from refusal

    def _new_client(self, service: str) -> Any:
        try:
            client = self._session.create_client(service, region_name=self.region, config=_CONFIG)
        except BotoCoreError as refusal:
            raise _unasked(f"cannot ask {service}", refusal) from refusal
        except ValueError as refusal:  # An address without a scheme, or that is none.
            raise OutsideError(f"cannot ask {service}", str(refusal), NETWORK) from refusal
        client.meta.events.register("before-parse", answer.before_parse)
        client.meta.events.register("after-call", answer.after_call)
        return client

    @cached_property
    def _session(self) -> Any:
        return botocore.session.Session(profile=self._profile)


_CONFIG = Config(
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    # As the AWS CLI has it: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    retries={"mode": "standard", **({} if "AWS_MAX_ATTEMPTS" in os.environ else {"total_max_attempts": ATTEMPTS})},
    max_pool_connections=_CONNECTIONS,
    user_agent_extra=f"canaryform/{__version__}",
)


def refused(operation: str, refusal: ClientError | BotoCoreError) -> OutsideError:
    """What AWS, or the way to it, refused; ``operation`` is spelt as botocore's method."""
    if not isinstance(refusal, ClientError):
        return _unasked(f"{api_name(operation)} cannot be called", refusal)
    error = refusal.response.get("Error", {})
    status = refusal.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if _is_of_another(refusal.operation_name, status, error):
        return no_answer(operation, f"HTTP {status} {error.get('Message', '')}".rstrip())
    code, message = str(error.get("Code", "")), str(error.get("Message", "")) or str(refusal)
    return AwsError(f"AWS refused {refusal.operation_name}", code, f"{message} [{code}]", _HINTS.get(code, ""))


def _is_of_another(operation: str, status: int, error: Mapping[str, Any]) -> bool:
    """Whether a refusal has no code of AWS's, as those of a proxy, and of AWS's own gateways in an outage.

    A HEAD is answered without a body, so botocore then gives the status for the code.
    """
    has_code = str(error.get("Code", "")) not in {"", str(status), "Unknown"}
    return not (has_code or operation.startswith("Head")) and (status in _REDIRECTS or status in _SERVER_ERRORS)


def _unasked(what: str, refusal: BotoCoreError) -> OutsideError:
    hint = ""
    if isinstance(refusal, NoCredentialsError):
        hint = "set AWS_PROFILE, or log in; `aws sts get-caller-identity` shows who you are"
    elif isinstance(refusal, UnauthorizedSSOTokenError | SSOError | TokenRetrievalError):
        hint = _LOG_IN
    elif isinstance(refusal, ProfileNotFound):
        hint = "`aws configure list-profiles` shows those that there are"
    elif isinstance(refusal, HTTPClientError | NoConnectionError | IncompleteReadError):
        hint = NETWORK
    elif isinstance(refusal, NoRegionError):
        hint = "set AWS_REGION"
    return OutsideError(what, _one_line(refusal), hint)


def _one_line(refusal: Exception) -> str:
    """Its words, no longer than a person reads: a page of HTML may be among them."""
    text = " ".join(str(refusal).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
