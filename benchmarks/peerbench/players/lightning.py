"""PennyLane with its compiled simulator."""

import numpy
import pennylane as qml
from pennylane import numpy as differentiable

from .. import checks, formulas
from .pennylane_gates import apply, z

PACKAGES, COMPILES = ["pennylane", "pennylane-lightning"], False


def device(options, qubits):
    kind = numpy.complex64 if options.precision == "single" else numpy.complex128
    return qml.device("lightning.qubit", wires=qubits, c_dtype=kind)


def state(options):
    qubits, gates = formulas.state_circuit(options.size)
    angles = numpy.array([gate.angle for gate in gates if gate.number is not None])
    observable = z(range(qubits))

    @qml.qnode(device(options, qubits), diff_method=None)
    def node(angles):
        apply(gates, angles)
        return qml.expval(observable)

    return lambda: node(angles), checks.mean


def gradient(options):
    qubits = int(options.size)
    gates = formulas.layered(qubits, 4)
    observable = z(range(qubits))
    angles = [formulas.angle(index) for index in range(8 * qubits)]
    angles = differentiable.array(angles, requires_grad=True)

    @qml.qnode(device(options, qubits), diff_method="adjoint")
    def node(angles):
        apply(gates, angles)
        return qml.expval(observable)

    slopes = qml.grad(node)
    return lambda: numpy.array(slopes(angles)), checks.gradient


def kernel(options):
    rows = formulas.kernel_data(int(options.size))

    @qml.qnode(device(options, rows.shape[1]), diff_method=None)
    def node(row):
        apply(formulas.feature_map(row))
        return qml.state()

    return lambda: checks.squared_products(numpy.array([node(row) for row in rows])), checks.kernel


PLAYS = {"w1": state, "w2": gradient, "w4": kernel}
