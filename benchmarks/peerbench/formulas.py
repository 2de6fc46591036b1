"""The circuits and data of the workloads, from formulas, so that every program builds the same.

`PeerFormulas.swift` has them in Swift. RX, RY, RZ and RXX are exp(-i a P / 2); P and CP put e^ia on the
state of ones; CX has its control first.
"""

import math
from typing import NamedTuple

import numpy

GOLDEN = 2654435761


class Gate(NamedTuple):
    """A gate; `number` says which parameter its angle is, if it is one."""

    name: str
    qubits: tuple
    angle: object = None
    number: int | None = None


def part(index):
    """Thousandths that do not repeat for long."""
    return index * GOLDEN % 1000 / 1000


def angle(index):
    return 0.1 + 0.37 * part(index)


def spread(index):
    """Numbers that fill the interval from 0 to 1 evenly."""
    return index * GOLDEN % 2**32 / 2**32


def generator(state=12345):
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state >> 16


def ring(qubits):
    return [Gate("cx", (qubit, (qubit + 1) % qubits)) for qubit in range(qubits)]


def layered(qubits, depth):
    """Layers of RY and RZ on every qubit, each closed by a ring of CX."""
    gates = []
    for layer in range(depth):
        for qubit in range(qubits):
            number = 2 * (layer * qubits + qubit)
            gates.append(Gate("ry", (qubit,), angle(number), number))
            gates.append(Gate("rz", (qubit,), angle(number + 1), number + 1))
        gates += ring(qubits)
    return gates


def fourier(qubits):
    gates = [Gate("ry", (qubit,), angle(qubit)) for qubit in range(qubits)]
    for target in reversed(range(qubits)):
        gates.append(Gate("h", (target,)))
        gates += [
            Gate("cp", (control, target), math.pi / 2 ** (target - control))
            for control in reversed(range(target))
        ]
    return gates + [Gate("swap", (q, qubits - 1 - q)) for q in range(qubits // 2)]


def volume(qubits, depth=10):
    """Quantum volume: random pairs and blocks."""
    gates = []
    for layer in range(depth):
        keys = [(layer * qubits + qubit + 1) * GOLDEN % 2**32 for qubit in range(qubits)]
        order = sorted(range(qubits), key=keys.__getitem__)
        for first, second in zip(order[0::2], order[1::2]):
            gates.append(Gate("matrix", (first, second), block(len(gates))))
    return gates


def block(number):
    """A matrix on two qubits, the first of which is the high bit."""
    turns = [6 * spread(15 * number + index + 1) for index in range(15)]
    paulis = numpy.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
    matrix = numpy.kron(turned(*turns[0:3]), turned(*turns[3:6]))
    for turn, pauli in zip(turns[6:9], paulis):
        both = math.cos(turn / 2) * numpy.eye(4)
        matrix = (both - 1j * math.sin(turn / 2) * numpy.kron(pauli, pauli)) @ matrix
    return numpy.kron(turned(*turns[9:12]), turned(*turns[12:15])) @ matrix


def turned(theta, phi, lam):
    cosine, sine = math.cos(theta / 2), math.sin(theta / 2)
    return numpy.array([
        [cosine, -numpy.exp(1j * lam) * sine],
        [numpy.exp(1j * phi) * sine, numpy.exp(1j * (phi + lam)) * cosine],
    ])  # fmt: skip


def reuploading(qubits, features, weights, layers=3):
    """The features again in each layer, then two weights a qubit, then a ring."""
    gates = []
    for layer in range(layers):
        gates += [Gate("ry", (qubit,), features[qubit]) for qubit in range(qubits)]
        for qubit in range(qubits):
            number = 2 * (layer * qubits + qubit)
            gates.append(Gate("rz", (qubit,), weights[number], number))
            gates.append(Gate("ry", (qubit,), weights[number + 1], number + 1))
        gates += ring(qubits)
    return gates


def feature_map(features, repetitions=2):
    """The ZZ feature map on all pairs."""
    qubits = len(features)
    gates = []
    for _ in range(repetitions):
        gates += [Gate("h", (qubit,)) for qubit in range(qubits)]
        gates += [Gate("p", (qubit,), 2 * features[qubit]) for qubit in range(qubits)]
        for low in range(qubits):
            for high in range(low + 1, qubits):
                turn = 2 * (math.pi - features[low]) * (math.pi - features[high])
                cx = Gate("cx", (low, high))
                gates += [cx, Gate("p", (high,), turn), cx]
    return gates


def chain(qubits):
    gates = [Gate("h", (0,))] + [Gate("cx", (qubit, qubit + 1)) for qubit in range(qubits - 1)]
    return gates + [Gate("ry", (qubit,), angle(qubit)) for qubit in range(qubits)]


def bricks(qubits=50, depth=10):
    """Turns of every qubit, then of the even pairs, then of the odd ones."""
    gates = []
    for _ in range(depth):
        places = [(name, (q,)) for q in range(qubits) for name in ("ry", "rz")]
        for start in (0, 1):
            places += [("rxx", (q, q + 1)) for q in range(start, qubits - 1, 2)]
        for name, where in places:
            gates.append(Gate(name, where, 0.1 + part(len(gates))))
    return gates


def cliffords(side, count=1000):
    """Gates of Clifford's group on neighbours of a square grid."""
    numbers, gates = generator(), []
    for _ in range(count):
        kind, qubit, way = (next(numbers) % most for most in (4, side * side, 2))
        row, column = divmod(qubit, side)
        right = column + 1 if column + 1 < side else column - 1
        below = row + 1 if row + 1 < side else row - 1
        other = below * side + column if way else row * side + right
        gates.append(Gate("hs"[kind], (qubit,)) if kind < 2 else Gate("cx", (qubit, other)))
    return gates


def training_data(qubits, count=256):
    features = [[2 * spread(s * qubits + q + 1) - 1 for q in range(qubits)] for s in range(count)]
    features = numpy.array(features)
    return features, numpy.where(features.sum(1) > 0, 1.0, -1.0)


def kernel_data(qubits, count=300):
    rows = [[math.pi * spread(s * qubits + q + 1) for q in range(qubits)] for s in range(count)]
    return numpy.array(rows)


def state_circuit(size):
    """The qubits and gates of the workload w1."""
    if size.startswith("qft"):
        return int(size[3:]), fourier(int(size[3:]))
    if size.startswith("qv"):
        return int(size[2:]), volume(int(size[2:]))
    return int(size), layered(int(size), 10)


def mean_of_sum(probabilities, qubits):
    """The mean of the sum of all Z, from the probability of every outcome."""
    table = numpy.asarray(probabilities).reshape(-1)
    halves = [table.reshape(2**qubit, 2, -1).sum((0, 2)) for qubit in range(qubits)]
    return float(sum(half[0] - half[1] for half in halves))


def mean_of_outcomes(outcomes, qubits, weights=None):
    """The mean of the sum of all Z over measured numbers."""
    outcomes = numpy.asarray(outcomes, dtype=numpy.uint64)
    ones = sum((outcomes >> numpy.uint64(bit)) & numpy.uint64(1) for bit in range(qubits))
    return float(numpy.average(qubits - 2.0 * ones, weights=weights))
