"""Writes Tests/Goldens/Optimizers/stochastic.json: how many evaluations peers of chance take, by 15 seeds.

SPSA is Qiskit's (qiskit-algorithms 0.4.0), CMA-ES that of its author (cma 4.5.0). Neither is in the
environment of scripts/test, and the test only reads the file. To write it anew:

    pip install qiskit==2.6.2 qiskit-algorithms==0.4.0 cma==4.5.0 scipy==1.17.1
    python Tests/Oracles/stochastic_oracle.py

The problems are those of optimizer_oracle.py. Counted is the first evaluation whose value is within a
part of the height of the start over the lowest value: 1e-2 for SPSA, 1e-4 for CMA-ES; 0 says that it
never came so near. The counts of each problem are sorted.
"""

import json
import pathlib

import cma
import numpy as np
import qiskit_algorithms
from qiskit_algorithms.optimizers import SPSA
from qiskit_algorithms.utils import algorithm_globals

from optimizer_oracle import FILE as PEERS
from optimizer_oracle import PROBLEMS

assert cma.__version__.startswith("4.5.0") and qiskit_algorithms.__version__ == "0.4.0"

FILE = pathlib.Path(PEERS).with_name("stochastic.json")
SEEDS = range(1, 16)


class Reached(Exception):
    pass


def counted(function, goal, run):
    """The evaluations of a run until the goal; 0 if it ends before."""
    count = 0

    def value(x):
        nonlocal count
        count += 1
        found = function(np.asarray(x))
        if found <= goal:
            raise Reached
        return found

    try:
        run(value)
    except Reached:
        return count
    return 0


def spsa(start, seed):
    def run(value):
        algorithm_globals.random_seed = seed
        SPSA(maxiter=1000).minimize(value, np.array(start))

    return run


def cmaes(start, seed):
    options = {"seed": seed, "verbose": -9, "maxfevals": 20000, "tolx": 1e-8, "tolfun": 0, "tolfunhist": 0}
    return lambda value: cma.fmin2(value, start, 0.5, options)


def main():
    lowest = {row["name"]: row["lowest"] for row in json.loads(PEERS.read_text())}
    answers = []
    for name, (function, start, _) in PROBLEMS.items():
        height = function(np.array(start)) - lowest[name]
        counts = {}
        for method, run, part in [("spsa", spsa, 1e-2), ("cmaes", cmaes, 1e-4)]:
            goal = lowest[name] + part * height
            with np.errstate(all="ignore"):
                counts[method] = sorted(counted(function, goal, run(start, seed)) for seed in SEEDS)
        answers.append({"name": name, "evaluations": counts})
        print(name, counts)
    FILE.write_text(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main()
