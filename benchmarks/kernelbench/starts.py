"""From nothing to a kernel that has run a cell, and what it holds when it rests."""

import time

from .client import Kernel
from .dialects import DIALECTS, cell
from .figures import Figure, milliseconds
from .processes import megabytes

PART = "start"


def measure(bench, kernel):
    starts, firsts, memory = [], [], []
    for number in range(bench.choose(full=5, smallest=1)):
        with Kernel(kernel) as running:
            starts.append(running.start_seconds)
            dialect = DIALECTS[running.language]
            firsts.append(running.execute(cell(dialect.expression, number)).seconds)
            # What is made ready behind the first cell is there by then.
            time.sleep(bench.choose(full=3, smallest=0.1))
            memory.append(megabytes(running.process))
    yield Figure(PART, "start to first idle", kernel, milliseconds(starts), goal=350)
    yield Figure(PART, "first cell, as soon as it is idle", kernel, milliseconds(firsts), goal=150)
    yield Figure(PART, "memory of all processes, idle", kernel, memory, "MB", goal=350)
