"""A real JupyterLab and a real browser, on this machine only."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

START_SECONDS, STOP_SECONDS = 60, 10
PATIENCE_SECONDS = 30  # machines under load are slow; a wait ends as soon as what it waits for is there
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
           "--disable-sync"]  # fmt: skip


def find_chromium() -> str | None:
    """Path of the installed Chromium or Chrome, if there is one."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        reason = "no chromium, chromium-browser or google-chrome on PATH: install chromium"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI must not skip the browser tests")
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def jupyter(tmp_path: Path) -> Iterator[Callable[[Path], Callable[[str], str]]]:
    """Start JupyterLab on a folder; the result maps a page of the server to its address."""
    with ExitStack() as stack:

        def start(folder: Path) -> Callable[[str], str]:
            server = stack.enter_context(serve(folder, tmp_path / "jupyter"))
            return lambda name: f"{server['url']}{name}?token={server['token']}"

        yield start


@pytest.fixture
def jupyterlab(jupyter: Callable[[Path], Callable[[str], str]]) -> Callable[[Path], Callable[[str], str]]:
    """Start JupyterLab on a folder; the result maps a file in it to its address."""

    def start(folder: Path) -> Callable[[str], str]:
        address = jupyter(folder)
        return lambda name: address(f"lab/tree/{name}")

    return start


@contextmanager
def serve(folder: Path, private: Path) -> Iterator[dict[str, str]]:
    """Run JupyterLab on `folder` with settings of its own in `private`; yield what it says of itself."""
    private.mkdir()
    programs = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_DATA_DIR": str(private / "data"),
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "IPYTHONDIR": str(private / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0",
               "--ServerApp.ip=127.0.0.1"]  # fmt: skip
    log = private / "log.txt"
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            yield wait_for_server(process, private / "runtime", log)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:  # a server that is told to stop while a kernel connects may wait for ever
                process.kill()


def wait_for_server(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> dict[str, str]:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for description in runtime.glob("jpserver-*.json"):
            if text := description.read_text(encoding="utf-8"):
                return json.loads(text)
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
