"""JupyterLab in a browser without a screen, driven as a user drives it."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request

import nbformat
from conftest import PYTHON, ROOT
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect, sync_playwright

# Where a person can look at what the tests saw.
SCREENSHOTS = ROOT / ".quill/screenshots"
# Milliseconds that anything on the page may take.
PATIENCE = 30_000


class Server:
    """A JupyterLab of our own on 127.0.0.1, with settings that ask nobody for news."""

    def __init__(self, folder):
        self.folder = folder / "notebooks"
        self.token = secrets.token_hex(16)
        self.address = f"http://127.0.0.1:{free_port()}"
        settings = folder / "settings/@jupyterlab/apputils-extension"
        settings.mkdir(parents=True)
        quiet = {"fetchNews": "false", "checkForUpdates": False}
        (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
        self.folder.mkdir()
        self.log = open(folder / "lab.log", "wb")
        environment = {
            **os.environ,
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        }
        arguments = [
            "--no-browser", "--ip=127.0.0.1", f"--port={self.address.rsplit(':', 1)[1]}",
            "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.folder}",
        ]  # fmt: skip
        if os.geteuid() == 0:
            arguments.append("--allow-root")
        self.process = subprocess.Popen(
            [PYTHON, "-m", "jupyterlab", *arguments],
            env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )  # fmt: skip

    def wait(self):
        end = time.monotonic() + PATIENCE / 1000
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5).close()
                return
            assert self.process.poll() is None and time.monotonic() < end, "JupyterLab is not there"
            time.sleep(0.1)

    def stop(self):
        """Ends the server, which ends its kernels."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE / 1000)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def write(self, name, sources):
        metadata = {"kernelspec": {"name": "quill", "display_name": "Quill", "language": "swift"}}
        page = new_notebook(cells=[new_code_cell(text) for text in sources], metadata=metadata)
        nbformat.write(page, self.folder / name)


class Page:
    """A notebook that is open in the browser."""

    def __init__(self, browser, server, name):
        self.name = name.removesuffix(".ipynb")
        self.errors = []
        self.page = browser.new_page(viewport={"width": 1100, "height": 900})
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{server.address}/lab/tree/{name}?token={server.token}&reset")
        self.wait_idle()

    def wait_idle(self):
        """Waits for the kernel's own word, at the foot; the notebook shows idle before there is one."""
        foot = self.page.get_by_role("button", name=re.compile(r"^Quill \(Swift\) \| Idle$"))
        expect(foot).to_be_visible(timeout=PATIENCE)

    def cell(self, number):
        return self.page.locator(".jp-Notebook .jp-CodeCell").nth(number - 1)

    def outputs(self, number):
        return self.cell(number).locator(".jp-OutputArea-child")

    def shown(self, number):
        """The last output of a cell, without what stands beside it."""
        return self.cell(number).locator(".jp-OutputArea-output").last

    def wait_ran(self, number, count=None):
        """Waits until a cell has a number in its brackets."""
        pattern = re.compile(r"\[\d+\]:" if count is None else rf"\[{count}\]:")
        prompt = self.cell(number).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(pattern, timeout=PATIENCE)

    def run(self, number):
        """Runs one cell, as with Shift and Enter."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")

    def choose(self, menu, item):
        bar = self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$"))
        bar.click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}")).first.click()

    def press(self, command):
        """Presses the button of the tool bar that stands for a command."""
        self.page.locator(f".jp-NotebookPanel-toolbar [data-command='{command}']").first.click()

    def screenshot(self, what):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{self.name}-{what}.png")


@contextlib.contextmanager
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        try:
            yield opened
        finally:
            opened.close()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
