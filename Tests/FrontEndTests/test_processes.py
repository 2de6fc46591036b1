"""What the process that runs cells gets from the kernel, and that nothing is left behind."""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys

import pytest
from kernels import PATIENCE, Kernel, cell_hosts, children, is_alive, open_files, wait_until


@pytest.fixture(scope="module")
def kernel():
    with Kernel() as kernel:
        assert kernel.value("1 + 1") == "2"
        yield kernel


@pytest.fixture(scope="module")
def hosts(kernel):
    """The process that runs cells, and its copy."""
    found = cell_hosts(kernel.process)
    assert len(found) == 2, "a cell has ended, so there is a copy"
    return found


def test_the_sockets_stay_with_the_kernel(kernel, hosts):
    of_kernel = {name for name in open_files(kernel.process) if name.startswith("socket:")}
    # One is the channel between the two; its ends are two sockets.
    assert len(of_kernel) >= 5
    for child in children(kernel.process):
        assert not of_kernel & set(open_files(child))
    for host in hosts:
        files = open_files(host)
        assert sum(name.startswith("socket:") for name in files) == 1, files
        assert not any("eventpoll" in name or "eventfd" in name for name in files), files


def test_cells_find_neither_the_key_nor_the_way_to_it(kernel, hosts):
    key = kernel.client.session.key
    connection = os.fsencode(kernel.manager.connection_file)
    for child in {*hosts, *children(kernel.process)}:
        place = pathlib.Path(f"/proc/{child}")
        for file in ("environ", "cmdline"):
            assert key not in (place / file).read_bytes()
            assert connection not in (place / file).read_bytes()
        assert not found_in_memory(child, key)
    assert found_in_memory(kernel.process, key), "the search finds it where it is"


def found_in_memory(process, word):
    """Whether the writable memory of a process holds some bytes."""
    maps = pathlib.Path(f"/proc/{process}/maps").read_text()
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, re.MULTILINE):
            start, end = int(start, 16), int(end, 16)
            for at in range(start, end, 1 << 24):
                try:
                    memory.seek(at)
                    # A word may lie across the end of a piece.
                    if word in memory.read(min(end - at, (1 << 24) + len(word))):
                        return True
                except (OSError, ValueError):
                    break
    return False


def temporary_folders():
    return sorted(name for name in os.listdir(os.environ["TMPDIR"]) if name.startswith("quill-"))


BUSY = "import Glibc\nwhile true { usleep(1000) }"


@pytest.fixture(params=["idle", "busy"])
def crowd(request):
    """A kernel of its own, idle or in the middle of a cell without an end, and its processes."""
    before = temporary_folders()
    with Kernel() as kernel:
        kernel.value("1 + 1")
        if request.param == "busy":
            kernel.client.execute(BUSY)
            assert wait_until(
                lambda: kernel.client.get_iopub_msg(timeout=PATIENCE)["msg_type"]
                == "execute_input"
            )
        processes = [kernel.process, *children(kernel.process)]
        assert len(processes) >= 3
        yield kernel, processes, before


def assert_all_gone(processes, before, seconds=5):
    assert wait_until(lambda: not any(map(is_alive, processes)), seconds), [
        process for process in processes if is_alive(process)
    ]
    assert temporary_folders() == before


def test_a_shutdown_leaves_nothing(crowd):
    kernel, processes, before = crowd
    kernel.client.shutdown()
    assert_all_gone(processes, before)


def test_a_termination_leaves_nothing(crowd):
    _, processes, before = crowd
    os.kill(processes[0], signal.SIGTERM)
    assert_all_gone(processes, before)


def test_a_kernel_that_is_killed_leaves_no_process(crowd):
    _, processes, before = crowd
    os.kill(processes[0], signal.SIGKILL)
    assert wait_until(lambda: not any(map(is_alive, processes)), 5)
    # The next one removes what it could not remove, and nothing of those that live.
    other = Kernel()
    during = temporary_folders()
    assert other.value("1 + 1") == "2"
    other.shut_down()
    assert len(during) == len(before) + 1
    assert temporary_folders() == before


FRONT_END = """
import json, sys, time
sys.path.insert(0, {folder!r})
from kernels import Kernel, children
kernel = Kernel()
kernel.value("1 + 1")
if {busy!r}: kernel.client.execute({busy!r})
time.sleep(0.3)
print(json.dumps([kernel.process, *children(kernel.process)]), flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("busy", ["", BUSY], ids=["idle", "busy"])
def test_a_front_end_that_is_killed_leaves_nothing(busy):
    before = temporary_folders()
    text = FRONT_END.format(folder=str(pathlib.Path(__file__).parent), busy=busy)
    front_end = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)
    try:
        processes = json.loads(front_end.stdout.readline())
        assert len(processes) >= 3
    finally:
        front_end.kill()
        front_end.wait()
        front_end.stdout.close()
    assert_all_gone(processes, before, seconds=8)


def test_a_signal_interrupts_the_cell_and_not_the_kernel(kernel):
    kernel.value("var beats = 1; beats")
    kernel.client.execute("beats = 2\nprint(beats)\nwhile true {}")
    said = []

    def has_begun():
        said.append(kernel.client.get_iopub_msg(timeout=PATIENCE)["msg_type"])
        return said[-1] == "stream"

    assert wait_until(has_begun), said
    os.kill(kernel.process, signal.SIGINT)
    reply = kernel.client.get_shell_msg(timeout=PATIENCE)["content"]
    assert reply["ename"] == "Interrupted"
    assert kernel.value("beats") == "2"
    os.kill(kernel.process, signal.SIGINT)
    assert kernel.value("beats + 1") == "3"
