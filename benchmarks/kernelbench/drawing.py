"""The curves of the long sessions, drawn by the library that is in the kernel's own cells."""

from .client import Kernel
from .dialects import DIALECTS


def drawings(curves):
    """A plot in text for each quantity, with a line for each session."""
    with Kernel("quill") as kernel:
        return [
            drawn(kernel, curves, title, field)
            for title, field in (
                ("milliseconds a cell", "milliseconds"),
                ("megabytes of memory", "memory"),
                ("megabytes on the disk", "disk"),
            )
        ]


def drawn(kernel, curves, title, field):
    series = [
        f'try Series("{name}, {kind}", x: {numbers(points, "cells")}, y: {numbers(points, field)})'
        for (name, kind), points in curves.items()
    ]
    assert DIALECTS[kernel.language].library, "only Quill has plots"
    top = 1.05 * max(max(numbers(points, field)) for points in curves.values())
    plot = f'LinePlot([{", ".join(series)}], title: "{title}", x: "cells", y: Axis(range: 0...{top}))'
    run = kernel.execute(plot)
    assert run.status == "ok", plot
    return run.result["text/plain"].rstrip()


def numbers(points, field):
    return [float(getattr(point, field)) for point in points]
