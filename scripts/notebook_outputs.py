"""What the cells of a notebook showed as text, and where that differs from what they show now."""

import itertools
import math
import platform
import re

# How far numbers may be apart and still be the same: the last bits may differ between machines.
RELATIVE, ABSOLUTE = 1e-4, 1e-6
# A cell with this tag shows something else in every run, such as a time.
VARIES = "varies"
# Lines of each text that a difference shows.
LINES_SHOWN = 12

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def processor():
    """The kind of this processor, as far as arithmetic rounds otherwise on another."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        flags = next((line.split() for line in file if line.startswith("flags")), [])
    return " ".join([platform.machine(), *(flag for flag in ("avx2", "avx512f") if flag in flags)])


def stores_outputs(notebook):
    """Whether a notebook was saved with outputs; one without has nothing to compare with."""
    return any(cell.get("outputs") for cell in notebook.cells)


def shown_text(cell):
    """All text of a cell: what it printed, each stream as a whole, and the text of its results.

    A stream arrives in pieces whose number depends on the moment, so its pieces are joined.
    """
    streams, results = {}, []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        elif "text/plain" in output.get("data", {}):
            results.append(output.data["text/plain"])
    return "\n".join([*(streams[name].rstrip("\n") for name in sorted(streams)), *results])


def difference(stored, now):
    """A description of where two texts differ, or nothing if they are the same."""
    pairs = itertools.zip_longest(stored.splitlines(), now.splitlines())
    for number, (old, new) in enumerate(pairs):
        if old is None or new is None or not same_line(old, new):
            return f"    stored:\n{part(stored, number)}\n    now:\n{part(now, number)}"
    return None


def same_line(old, new):
    """Whether lines are the same: numbers within the tolerances, all else character by character."""
    if old == new:
        return True
    if NUMBER.split(old) != NUMBER.split(new):
        return False
    return all(map(same_number, NUMBER.findall(old), NUMBER.findall(new)))


def same_number(old, new):
    return math.isclose(float(old), float(new), rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def part(text, first):
    """The lines of a text from one on, as far as there is room."""
    lines = text.splitlines()[first:]
    shown = lines[:LINES_SHOWN] or ["(nothing)"]
    if len(lines) > LINES_SHOWN:
        shown.append(f"… {len(lines) - LINES_SHOWN} lines more")
    return "\n".join(f"      {line}" for line in shown)
