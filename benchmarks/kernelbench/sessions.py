"""A long session: what each cell takes, in time, memory and on the disk, as they become many."""

import dataclasses
import os
import shutil
import statistics

from .client import Kernel
from .dialects import DIALECTS, cell
from .figures import Figure
from .processes import disk_megabytes, megabytes

PART = "session"


@dataclasses.dataclass(frozen=True)
class Point:
    """How things are behind so many cells."""

    cells: int
    milliseconds: float
    memory: float
    disk: float


def measure(bench, kernel):
    for kind in ("expressions", "declarations"):
        points = session(bench, kernel, kind)
        bench.curves[kernel, kind] = points
        last = points[-1]
        for what, value, unit, goal in (
            ("latency", last.milliseconds, "ms", 200),
            ("memory", last.memory, "MB", 600),
            ("disk", last.disk, "MB", 200),
        ):
            name = f"{what} behind {last.cells} {kind}"
            yield Figure(PART, name, kernel, [value], unit, goal)


def session(bench, kernel, kind):
    """A point for each step; its latency is the median of the step's cells."""
    count, step = bench.choose(full=(1000, 100), smallest=(4, 2))
    # What earlier sessions have left there is not this one's.
    for folder in (bench.cache, bench.temporary):
        shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(bench.temporary)
    points, seconds = [], []
    with Kernel(kernel) as running:
        dialect = DIALECTS[running.language]
        text = dialect.expression if kind == "expressions" else dialect.declaration
        for number in range(1, count + 1):
            run = running.execute(cell(text, number))
            assert run.status == "ok", f"cell {number} ended with {run.status}"
            seconds.append(run.seconds)
            if number % step == 0:
                files = disk_megabytes(bench.temporary) + disk_megabytes(bench.cache)
                points.append(
                    Point(
                        number, 1e3 * statistics.median(seconds), megabytes(running.process), files
                    )
                )
                seconds = []
                bench.note(f"{kernel}, {number} {kind}: {points[-1].milliseconds:.0f} ms")
    return points
