"""Much output, and answers while the kernel has something to do."""

import threading
import time

from .client import Kernel, execution
from .dialects import DIALECTS, cell
from .figures import Figure, milliseconds

PART = "output"
MEGABYTE = 10_000  # lines


def measure(bench, kernel):
    with Kernel(kernel) as running:
        yield from measure_lines(bench, running)
        yield from measure_completion(bench, running)


def measure_lines(bench, kernel):
    sizes = bench.choose(full=((10, 500, 5), (100, 5000, 2)), smallest=((1, 500, 1),))
    for megabytes, goal, repeats in sizes:
        text = cell(DIALECTS[kernel.language].lines, megabytes * MEGABYTE)
        kernel.execute(text)
        runs = [kernel.execute(text) for _ in range(repeats)]
        for run in runs:
            # Output that is missing or comes behind `idle` is a fault and no figure.
            assert run.text_bytes == megabytes * 1_000_000, f"{run.text_bytes} bytes came"
        yield Figure(
            PART, f"{megabytes} MB in lines", kernel.name,
            milliseconds(run.seconds for run in runs), goal=goal,
        )  # fmt: skip
        yield Figure(
            PART, f"messages for {megabytes} MB", kernel.name,
            [run.messages for run in runs], "", goal=20 * megabytes,
        )  # fmt: skip


def measure_completion(bench, kernel):
    dialect = DIALECTS[kernel.language]
    noun = dialect.noun.split("=")[0].split()[-1]
    kernel.execute(dialect.noun)
    question = {"code": f"{noun}.", "cursor_pos": len(noun) + 1}
    repeats = bench.choose(full=30, smallest=2)
    completions(kernel, question, bench.choose(full=5, smallest=1))
    yield figure(kernel, "idle", completions(kernel, question, repeats))
    if kernel.language == "python":
        # It answers when its cell has ended.
        return
    yield figure(kernel, "while a cell runs", busy_completions(kernel, question, repeats))


def busy_completions(kernel, question, repeats):
    name = kernel.send("execute_request", execution(DIALECTS[kernel.language].loop))
    wait_for(kernel, name, "execute_input")
    time.sleep(0.5)
    seconds = completions(kernel, question, repeats)
    threading.Timer(0.1, kernel.interrupt).start()
    wait_for(kernel, name, "error")
    kernel.answer_all({name})
    return seconds


def wait_for(kernel, name, kind):
    for _, message, _ in kernel.answers({name}):
        if message["msg_type"] == kind:
            return


def completions(kernel, question, repeats):
    seconds = []
    for _ in range(repeats):
        reply, took = kernel.request("complete_request", question)
        assert reply["matches"], reply
        seconds.append(took)
    return seconds


def figure(kernel, when, seconds):
    return Figure(
        PART, f"completion, {when}", kernel.name, milliseconds(seconds), goal=30
    )  # fmt: skip
