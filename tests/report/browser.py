"""Headless Chromium, driven by ChromeDriver's own protocol: https://www.w3.org/TR/webdriver2/."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.patience import SECONDS

DRIVER = shutil.which("chromedriver")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_PORT = re.compile(r"started successfully on port (\d+)")


class Browser:
    """One window."""

    def __init__(self, address: str) -> None:
        self._address = address

    def size(self, width: int, height: int) -> None:
        """In pixels of the page: a window of a headless browser cannot be as narrow as a telephone."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._do("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name: str) -> None:
        """``light`` or ``dark``, as the user prefers it."""
        self._do("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def scripts(self, *, are_on: bool) -> None:
        """Whether the page's own scripts run; what a test asks for always does."""
        self._do("Emulation.setScriptExecutionDisabled", {"value": not are_on})

    def open(self, path: Path) -> None:
        """Load a file; returns when it is there."""
        self._call("POST", "/url", {"url": path.as_uri()})

    def value(self, expression: str) -> Any:
        """What an expression is in the page, or what it promises."""
        given = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        result = self._do("Runtime.evaluate", given)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def requests(self) -> list[str]:
        """Addresses that were asked for since the last call."""
        entries = self._call("POST", "/se/log", {"type": "performance"})
        messages = (json.loads(entry["message"])["message"] for entry in entries)
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console had to say since the last call."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]

    def picture(self, path: Path) -> None:
        """Write what the window shows."""
        path.write_bytes(base64.b64decode(self._call("GET", "/screenshot")))

    def _do(self, command: str, parameters: dict[str, Any]) -> Any:
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def _call(self, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        return _ask(method, self._address + path, data)


def _ask(method: str, address: str, data: dict[str, Any] | None) -> Any:
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)["value"]


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser of its own, that ends with the test."""
    assert DRIVER
    assert BROWSER
    with subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        try:
            assert driver.stdout
            found = next(match for line in driver.stdout if (match := _PORT.search(line)))
            base = f"http://127.0.0.1:{found[1]}/session"
            options = {"binary": BROWSER, "args": [*_ARGUMENTS, f"--user-data-dir={profile}"]}
            logging = {"browser": "ALL", "performance": "ALL"}
            wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": logging}}
            session = _ask("POST", base, {"capabilities": wanted})["sessionId"]
            try:
                yield Browser(f"{base}/{session}")
            finally:
                _ask("DELETE", f"{base}/{session}", None)
        finally:
            driver.terminate()
