"""What runs before the first release: the generated command, run by the machine's own node."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.app.build.compile import compile_spec
from tests.build.support.generated import generate, spec
from tests.patience import SECONDS, wait_until

# Where nobody can make a file, not even root.
_READ_ONLY = "/proc" if sys.platform == "linux" else "/"


@contextmanager
def _server(folder: Path, check: dict[str, Any]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The container's command, on a free port, unable to write to any file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    generated = generate(spec({"service": {"port": port, "health_check": check}}), "prod")
    [container] = generated.resource("ecs", "AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    program, *arguments = container["Command"]
    node = shutil.which(program)
    assert node, "needs Node.js"
    limited = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", node, *arguments]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/nowhere"}
    shell = shutil.which(limited[0])
    process = subprocess.Popen([str(shell), *limited[1:]], cwd=_READ_ONLY, env=environment, stdin=subprocess.DEVNULL)
    try:
        wait_until(lambda: process.poll() is not None or _listens(port), "the server")
        yield process, port
    finally:
        process.kill()
        process.wait(SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _ask(port: int, method: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request(method, path, headers={"User-Agent": "ELB-HealthChecker/2.0"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("check", "status"),
    [
        ({"path": "/"}, 200),
        ({"path": "/healthz", "codes": "204"}, 204),
        ({"path": "/up?deep=1", "codes": "301,200-204"}, 301),
        ({"path": "/", "codes": "201-299,404"}, 201),
        ({"path": "/", "codes": "304"}, 304),
        ({"path": "/", "codes": "404"}, 404),
    ],
)
def test_it_answers_what_the_health_check_wants(tmp_path: Path, check: dict[str, Any], status: int) -> None:
    with _server(tmp_path, check) as (process, port):
        for path in (check["path"], "/", "/any/other?path=%20"):
            answered, body = _ask(port, "GET", path)
            assert answered == status
            assert body == (b"" if status in (204, 304) else b"Waiting for the first release\n")
        assert [_ask(port, method, "/")[0] for method in ("HEAD", "POST", "OPTIONS")] == [status] * 3
        process.terminate()
        # By the signal itself: the container's init process passes it on, and node does as it is told.
        assert process.wait(SECONDS) == -15
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_connections_open(tmp_path: Path) -> None:
    with _server(tmp_path, {"path": "/"}) as (process, port), socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
        process.terminate()
        assert process.wait(SECONDS) == -15


def test_a_worker_s_waits_until_it_is_told_to_end() -> None:
    said = spec({"services": {"mailer": {"kind": "worker", "context": "mailer"}}})
    [made] = (each for each in compile_spec(said, "spec.yaml").subjects if each.stack.endswith("-prod--mailer-service"))
    task = made.data["Resources"]["TaskDefinition"]["Properties"]
    _, _, [container] = task["ContainerDefinitions"]["Fn::If"]
    program, option, script = container["Command"]
    node = shutil.which(program)
    assert node, "needs Node.js"
    command = [node, option, f"{script}; console.log('it waits')"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"it waits\n"
        assert process.poll() is None
        process.terminate()
        assert process.wait(SECONDS) == -15
    assert container["User"] == "node"
    assert not container.keys() & {"PortMappings", "Environment", "Secrets"}


def test_it_needs_nothing_but_the_image() -> None:
    [container] = generate(spec(), "prod").resource("ecs", "AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    assert container["Command"][:2] == ["node", "--eval"]
    assert container["Image"].startswith("public.ecr.aws/")
    assert container["ReadonlyRootFilesystem"] is True
    assert container["LinuxParameters"] == {"InitProcessEnabled": True}
    assert container["User"] == "node"
    assert not container.keys() & {"Environment", "Secrets", "MountPoints", "EntryPoint"}


@pytest.mark.parametrize(("port", "user"), [(80, "root"), (1023, "root"), (1024, "node")])
def test_only_a_low_port_takes_root(port: int, user: str) -> None:
    generated = generate(spec({"service": {"port": port}}), "prod")
    [container] = generated.resource("ecs", "AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    assert container["User"] == user
