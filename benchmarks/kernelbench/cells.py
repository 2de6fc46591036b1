"""Cells of many kinds, from the request to `idle`."""

import os
import signal
import threading
import time

from .client import Kernel
from .dialects import DIALECTS, cell
from .figures import Figure, milliseconds

PART = "cells"


def measure(bench, kernel):
    with Kernel(kernel) as running:
        yield from measure_cells(bench, running)
        yield from measure_failures(bench, running)
        yield from measure_interrupts(bench, running)
    if DIALECTS[running.language].library:
        yield from measure_cache(bench, kernel)


def measure_cells(bench, kernel):
    dialect = DIALECTS[kernel.language]
    repeats = bench.choose(full=40, smallest=2)
    texts = [cell(dialect.expression, 1000 + number) for number in range(repeats)]
    kernel.execute(texts[0])
    yield figure(kernel, "`1+1`, a new text each time", run(kernel, texts[1:]), goal=100)
    yield figure(kernel, "an unchanged cell again", run(kernel, [texts[0]] * repeats), goal=10)
    if dialect.library:
        count = bench.choose(full=15, smallest=1)
        texts = [cell(dialect.library, number) for number in range(count)]
        yield figure(kernel, "20 lines with the library", run(kernel, texts), goal=300)
    count = bench.choose(full=200, smallest=4)
    last = run(kernel, [cell(dialect.expression, number) for number in range(count)])[-5:]
    yield figure(kernel, f"`1+1` as cell {count}, new", last, goal=150)


def measure_failures(bench, kernel):
    dialect = DIALECTS[kernel.language]
    repeats = bench.choose(full=10, smallest=1)
    traps = [cell(dialect.trap, 9 + number) for number in range(repeats)]
    yield figure(kernel, "the error of a trap", run(kernel, traps, "error"), goal=150)
    mistakes = [cell(dialect.mistake, number) for number in range(repeats)]
    yield figure(kernel, "the error of the compiler", run(kernel, mistakes, "error"), goal=150)
    if dialect.process:
        deaths = [death(kernel) for _ in range(repeats)]
        yield figure(kernel, "a killed process, replaced by its copy", deaths, goal=50)


def measure_interrupts(bench, kernel):
    dialect = DIALECTS[kernel.language]
    for what, text in (("a loop", dialect.loop), ("a sleep", dialect.sleep)):
        repeats = bench.choose(full=10, smallest=1)
        seconds = [stopped(kernel, text, kernel.interrupt) for _ in range(repeats)]
        yield figure(kernel, f"interrupt to the end of {what}", seconds, goal=50)


def death(kernel):
    dialect = DIALECTS[kernel.language]
    process = int(kernel.execute(dialect.process).result["text/plain"])
    return stopped(kernel, dialect.sleep, lambda: os.kill(process, signal.SIGKILL))


def stopped(kernel, text, stop):
    """Seconds from stopping a cell until the kernel is idle."""
    stopped_at = []

    def stop_soon(message):
        if message["msg_type"] == "execute_input":
            threading.Thread(target=stop_now, daemon=True).start()

    def stop_now():
        # It has to be compiled first, and then to be on its way.
        time.sleep(0.4)
        stopped_at.append(time.perf_counter())
        stop()

    run = kernel.execute(text, when=stop_soon)
    assert run.status == "error", run.status
    return run.ended_at - stopped_at[0]


def measure_cache(bench, kernel):
    """The same notebook twice: the second time its cells were compiled before."""
    count = bench.choose(full=8, smallest=1)
    seconds = []
    for _ in range(2):
        with Kernel(kernel) as running:
            text = DIALECTS[running.language].library
            texts = [cell(text, 5000 + number) for number in range(count)]
            seconds = run(running, texts)
    yield figure(running, "20 lines, compiled by an earlier kernel", seconds, goal=30)


def run(kernel, texts, wanted="ok"):
    """The seconds that each cell took; all of them have to end as wanted."""
    seconds = []
    for text in texts:
        run = kernel.execute(text)
        assert run.status == wanted, f"{text!r} ended with {run.status}"
        seconds.append(run.seconds)
    return seconds


def figure(kernel, name, seconds, goal):
    return Figure(PART, name, kernel.name, milliseconds(seconds), goal=goal)
