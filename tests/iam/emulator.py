"""An emulator with IAM enforcement on, and the generated roles in it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.golden.case import ROOT

ACCOUNT = "123456789012"
PROGRAM = Path(os.environ.get("MINISTACK", ROOT / ".tools" / "ministack" / "bin" / "ministack"))
_SECONDS = 60


@dataclass(frozen=True)
class Caller:
    """Somebody with keys."""

    endpoint: str
    region: str
    key: str = "test"
    secret: str = "test"
    token: str | None = None

    def client(self, service: str) -> Any:
        session = botocore.session.Session()
        return session.create_client(
            service,
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            aws_session_token=self.token,
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
        )


def code(call: Any, **arguments: Any) -> str:
    """The error code that a call ends with, or nothing."""
    try:
        call(**arguments)
    except ClientError as refusal:
        return str(refusal.response["Error"]["Code"])
    return ""


DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException"}


@contextmanager
def emulator(folder: Path) -> Iterator[str]:
    """The emulator's address; it listens to this machine alone and ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([PROGRAM], cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "the emulator ended"
            assert time.monotonic() < end, "the emulator does not answer"
            time.sleep(0.1)


def resolved(value: Any, known: Mapping[str, str]) -> Any:
    """A template's value with its intrinsic functions carried out, as CloudFormation would."""
    if isinstance(value, list):
        return [resolved(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Fn::Sub": str(text)}:
            for name, known_value in known.items():
                text = text.replace(f"${{{name}}}", known_value)
            assert "${AWS::" not in text, text
            return text.replace("${!", "${")
        case {"Ref": str(name)}:
            return known[name]
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return known[f"{name}.{attribute}"]
        case {"Fn::ImportValue": str(name)}:
            return known[name]
    return {key: resolved(item, known) for key, item in value.items()}


def become(root: Caller, role: Mapping[str, Any], known: Mapping[str, str]) -> Caller:
    """Makes a role with the policies that it has in the template, and takes it on.

    Nobody can be a service here, so the trust is in a user of ours instead; see test_emulator.py.
    """
    iam = root.client("iam")
    name = resolved(role["RoleName"], known)
    user = f"{name}-user"
    arn = iam.create_user(UserName=user)["User"]["Arn"]
    may_assume = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
    _put(iam.put_user_policy, [may_assume], UserName=user, PolicyName="assume")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": arn}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
    for policy in role.get("Policies", []):
        document = json.dumps(resolved(policy["PolicyDocument"], known))
        iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)
    keys = iam.create_access_key(UserName=user)["AccessKey"]
    caller = Caller(root.endpoint, root.region, keys["AccessKeyId"], keys["SecretAccessKey"])
    role_arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"
    made = caller.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
    return Caller(root.endpoint, root.region, made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def _put(put: Any, statements: list[dict[str, Any]], **names: str) -> None:
    put(PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}), **names)
