"""Loops in cells against the same loops in a package, by `quill-cell-bench`."""

import json
import subprocess

from .figures import Figure

PART = "loops"
RIVALS = {"package": ("package", 1.05), "bare": ("cell that cannot be stopped", 1.02)}


def measure(bench, kernel):
    if kernel != "quill":
        return
    rounds = bench.choose(full="40", smallest="2")
    result = subprocess.run(
        [bench.program, "--rounds", rounds], check=True, stdout=subprocess.PIPE, text=True
    )
    for line in result.stdout.splitlines():
        row = json.loads(line)
        bench.loops.append(row)
        for rival, (words, goal) in RIVALS.items():
            name = f"{row['loop']}, cell / {words}"
            yield Figure(PART, name, kernel, [round(row["ratios"][rival], 2)], "×", goal)
