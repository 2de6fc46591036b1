"""The figures of a run as a page."""

import datetime
import os
import platform

from .figures import text
from .loops import RIVALS

TITLES = {
    "start": "Start and rest",
    "cells": "Cells",
    "output": "Output and completion",
    "session": "A long session",
    "loops": "Loops in cells",
}


def page(bench):
    """The whole page, in Markdown."""
    parts = [heading(bench)]
    for part, title in TITLES.items():
        figures = [figure for figure in bench.figures if figure.part == part]
        if part == "loops" and bench.loops:
            parts.append(loops(title, bench.loops))
        elif figures:
            parts.append(table(title, figures, bench.kernels))
    parts += [curves(bench)] if bench.curves else []
    return "\n".join(parts)


def heading(bench):
    ours = [figure for figure in bench.figures if figure.kernel == "quill"]
    missed = sum(not figure.meets_goal for figure in ours)
    load = " and ".join(f"{value:.1f}" for value in bench.loads)
    return f"""# The kernel's figures

{datetime.date.today()}, {os.cpu_count()} processors ({processor()}), {memory()} GB of memory,
{platform.system()} {platform.release().split("-")[0]}; load before and after: {load}.

Made by `benchmarks/kernel.py`; each number is a median with the least in brackets. The goals are
for the kernel `quill`. A figure in **bold** misses its goal: {missed} of {len(ours)} do.
"""


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory():
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def table(title, figures, kernels):
    """A row for each figure, a column for each kernel."""
    lines = [f"## {title}", "", f"| | goal | {' | '.join(kernels)} |"]
    lines.append("|---|---" + "|---" * len(kernels) + "|")
    for name in dict.fromkeys(figure.name for figure in figures):
        row = {figure.kernel: figure for figure in figures if figure.name == name}
        some = next(iter(row.values()))
        goal = f"{text(some.goal)} {some.unit}".strip() if some.goal is not None else ""
        values = " | ".join(value(row.get(kernel)) for kernel in kernels)
        lines.append(f"| {name} | {goal} | {values} |")
    return "\n".join(lines) + "\n"


def value(figure):
    if figure is None:
        return "–"
    words = f"{text(figure.median)} {figure.unit}".strip()
    # The goals are Quill's own.
    if figure.kernel == "quill" and not figure.meets_goal:
        words = f"**{words}**"
    return words if len(figure.values) == 1 else f"{words} ({text(min(figure.values))})"


def loops(title, rows):
    lines = [
        f"## {title}", "",
        "The same loops compiled in a package, as a cell, and as a cell that cannot be stopped, in",
        "turn in one process. Goals: a cell within 5 % of a package, and looking whether to stop",
        "within 2 % of not looking.", "",
        "| loop | package | cell | cell / package | cell / cell that cannot be stopped |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for row in rows:
        seconds, ratios = row["seconds"], row["ratios"]
        cells = [f"{1e6 * seconds[way]:.2f} µs" for way in ("package", "cell")]
        cells += [ratio(ratios[rival], goal) for rival, (_, goal) in RIVALS.items()]
        lines.append(f"| {row['loop']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def ratio(value, goal):
    return f"{value:.2f}" if round(value, 2) <= goal else f"**{value:.2f}**"


def curves(bench):
    lines = ["## The session as it grows", ""]
    for (kernel, kind), points in bench.curves.items():
        lines += [f"{kernel}, {kind}:", "", "| cells | ms a cell | memory, MB | disk, MB |"]
        lines.append("|---|---|---|---|")
        for point in points:
            values = (point.milliseconds, point.memory, point.disk)
            lines.append(f"| {point.cells} | {' | '.join(text(value) for value in values)} |")
        lines.append("")
    for drawing in bench.drawings:
        lines += ["```", drawing, "```", ""]
    return "\n".join(lines)
