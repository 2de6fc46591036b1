"""Writes Tests/Goldens/Optimizers/peers.json: how many evaluations SciPy's methods take on 12 problems.

Run with SciPy 1.17.1 (the script refuses others), which scripts/test installs:

    .venv/bin/python Tests/Oracles/optimizer_oracle.py

Counted is the first evaluation whose value is within 1e-4 of the height of the start over the lowest
value; 0 says that the method never came so near. The same within a box that reaches 2 to each side of
the start, whose lowest value is the least that tight searches find there. The Swift tests have the same
problems and read the file. Methods of chance are in stochastic_oracle.py: SciPy has none of them.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import minimize

assert scipy.__version__ == "1.17.1", "see the version above"

FILE = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "Optimizers" / "peers.json"


def rosenbrock(x):
    return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def powell(x):
    a, b, c, d = x
    return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4


def wood(x):
    a, b, c, d = x
    return (
        100 * (b - a**2) ** 2 + (1 - a) ** 2 + 90 * (d - c**2) ** 2 + (1 - c) ** 2
        + 10 * (b + d - 2) ** 2 + 0.1 * (b - d) ** 2
    )


def beale(x):
    a, b = x
    return (1.5 - a + a * b) ** 2 + (2.25 - a + a * b**2) ** 2 + (2.625 - a + a * b**3) ** 2


def ellipsoid(factor):
    return lambda x: float(sum(factor**i * (v - 1) ** 2 for i, v in enumerate(x)))


def waves(x):
    return float(sum(-(i + 1) * np.cos(v - 0.3 * i) for i, v in enumerate(x)))


def chain(x):
    """Product states of a chain of qubits: neighbours by cosines, a field by sines."""
    return float(-np.sum(np.cos(x[1:]) * np.cos(x[:-1])) - 0.5 * np.sum(np.sin(x)))


PROBLEMS = {
    "sphere": (ellipsoid(1), [3.0, -2, 1, 4, -1], 0),
    "ellipsoid": (ellipsoid(3), [3.0, -2, 2, 0], 0),
    "steep ellipsoid": (ellipsoid(10), [2.0, -1, 0], 0),
    "booth": (lambda x: (x[0] + 2 * x[1] - 7) ** 2 + (2 * x[0] + x[1] - 5) ** 2, [0.0, 0], 0),
    "beale": (beale, [1.0, 1], 0),
    "himmelblau": (lambda x: (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2, [1.0, 1], 0),
    "rosenbrock 2": (rosenbrock, [-1.2, 1], 0),
    "rosenbrock 4": (rosenbrock, [-1.2, 1, -1.2, 1], 0),
    "powell": (powell, [3.0, -1, 0, 1], 0),
    "wood": (wood, [-3.0, -1, -3, -1], 0),
    "waves": (waves, [0.5, -0.5, 1, 2], -10),
    "chain": (chain, [0.1, 0.2, 0.3, 0.2, 0.1], None),
}

METHODS = {
    "nelderMead": {"method": "Nelder-Mead", "options": {"maxfev": 20000, "xatol": 1e-10, "fatol": 1e-12}},
    "cobyla": {"method": "COBYLA", "options": {"maxiter": 20000, "rhobeg": 0.5, "tol": 1e-6}},
    "powell": {"method": "Powell", "options": {"maxfev": 20000, "xtol": 1e-4, "ftol": 1e-10}},
    "lbfgs": {"method": "L-BFGS-B", "options": {"maxfun": 20000, "ftol": 1e-15, "gtol": 1e-8}},
}


def slope(function, point):
    """Central differences: a method that is given gradients counts one evaluation for each."""
    steps = 1e-6 * np.eye(len(point))
    return np.array([(function(point + s) - function(point - s)) / 2e-6 for s in steps])


BOUNDED = ["nelderMead", "cobyla", "powell", "lbfgs"]


def box(start):
    return [(x - 2, x + 2) for x in start]


def lowest_in_box(function, start):
    """The least that tight searches from the start find, polished from where they end."""
    least = np.inf
    for method in ["nelderMead", "powell", "lbfgs"]:
        found = minimize(function, start, bounds=box(start), **METHODS[method])
        options = {"maxfun": 20000, "ftol": 1e-16, "gtol": 1e-12}
        polished = minimize(function, found.x, method="L-BFGS-B", bounds=box(start), options=options)
        least = min(least, found.fun, polished.fun)
    return float(least)


def evaluations(function, start, lowest, settings, bounds=None):
    goal = lowest + 1e-4 * (function(np.array(start)) - lowest)
    values = []

    def counted(x):
        values.append(function(np.asarray(x)))
        return values[-1]

    jacobian = (lambda x: slope(function, np.asarray(x))) if settings["method"] == "L-BFGS-B" else None
    minimize(counted, start, jac=jacobian, bounds=bounds, **settings)
    return next((i + 1 for i, value in enumerate(values) if value <= goal), 0)


def main():
    answers = []
    for name, (function, start, lowest) in PROBLEMS.items():
        if lowest is None:
            lowest = minimize(function, start, method="BFGS", options={"gtol": 1e-12}).fun
        counts = {m: evaluations(function, start, lowest, s) for m, s in METHODS.items()}
        inside = lowest_in_box(function, start)
        bounded = {m: evaluations(function, start, inside, METHODS[m], box(start)) for m in BOUNDED}
        answers.append({
            "name": name, "start": start, "lowest": float(lowest), "evaluations": counts,
            "lowestInBox": inside, "evaluationsInBox": bounded,
        })
        print(name, counts, bounded)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
