"""A kernel and its processes, seen from outside."""

import os
import pathlib
import time

from jupyter_client import KernelManager

# How long anything may take that should take milliseconds.
PATIENCE = 15


class Kernel:
    """A kernel that runs, with a front end of the usual kind."""

    def __init__(self, **options):
        self.manager = KernelManager(kernel_name="quill", **options)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    @property
    def process(self):
        return self.manager.provisioner.pid

    def execute(self, code, **options):
        """The reply to a cell, the text of its result, and all its outputs."""
        outputs = []
        reply = self.client.execute_interactive(
            code, timeout=PATIENCE, output_hook=outputs.append, **options
        )
        results = [
            message["content"]["data"]["text/plain"]
            for message in outputs
            if message["msg_type"] == "execute_result"
        ]
        return reply["content"], results[0] if results else None, outputs

    def value(self, code):
        """The text of a cell's result; the cell has to come to its end."""
        content, result, _ = self.execute(code)
        assert content["status"] == "ok", content
        return result

    def shut_down(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def children(process):
    """The processes below one, its own children first."""
    parents = {}
    for place in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            # The name of a program may hold blanks and brackets; the parent stands behind it.
            fields = (place / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(place.name)] = int(fields[1])
    found = [child for child, parent in parents.items() if parent == process]
    for child in found:
        found += [grandchild for grandchild, parent in parents.items() if parent == child]
    return found


def cell_hosts(process):
    """Those among them that run cells: one, and its copy once a cell has ended."""
    return [child for child in children(process) if program(child) == "quill-cell-host"]


def program(process):
    try:
        return pathlib.Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def is_alive(process):
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(condition, seconds=PATIENCE):
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def memory(process, field="VmRSS"):
    """Megabytes of a process, as the system counts them."""
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0


def open_files(process):
    """What the descriptors of a process are: paths, or names as `socket:[123]`."""
    links = []
    for place in pathlib.Path(f"/proc/{process}/fd").iterdir():
        try:
            links.append(os.readlink(place))
        except OSError:
            continue
    return links
