"""What a result is judged by, the same values for every program, and the constants of the workloads."""

import numpy

from .formulas import mean_of_outcomes

ERROR, PAIR_ERROR, RUNS = 0.001, 0.01, 1000
SHOTS, CLIFFORD_SHOTS = 1_000_000, 100_000


def mean(value):
    return {"zsum": float(value)}


def gradient(slopes):
    return {
        "g0": float(slopes[0]), "glast": float(slopes[-1]), "norm": float(numpy.linalg.norm(slopes)),
    }  # fmt: skip


def step(result):
    loss, slopes = result
    return {"loss": float(loss), "g0": float(slopes[0]), "norm": float(numpy.linalg.norm(slopes))}


def squared_products(states):
    return numpy.abs(states.conj() @ states.T) ** 2


def kernel(matrix):
    return {
        "sum": float(matrix.sum()), "k01": float(matrix[0, 1]), "k17_251": float(matrix[17, 251]),
    }  # fmt: skip


def outcomes(qubits):
    """The check of measured numbers, one a shot."""
    return lambda numbers: {"zmean": mean_of_outcomes(numbers, qubits)}


def counts(qubits):
    """The check of counts by bit strings."""

    def check(counted):
        numbers = [int(outcome, 2) for outcome in counted]
        return {"zmean": mean_of_outcomes(numbers, qubits, list(counted.values()))}

    return check


def table(bits):
    """The check of a table of measured bits, a row a shot."""
    return {"zmean": float((1 - 2 * numpy.asarray(bits, dtype=int)).sum(1).mean())}


def fixed_bits(means):
    """How many bits are always 0, always 1, and about as often the one as the other."""
    means = numpy.asarray(means)
    return {
        "zeros": int((means == 0).sum()), "ones": int((means == 1).sum()),
        "half": int((abs(means - 0.5) < 0.02).sum()),
    }  # fmt: skip
