"""PennyLane compiled by JAX, a batch in one call."""

import jax
import jax.numpy
import numpy
import pennylane as qml

from .. import checks, formulas
from .jax_step import step
from .pennylane_gates import apply, z

PACKAGES, COMPILES = ["pennylane", "jax"], True
jax.config.update("jax_enable_x64", True)


def gradient(options):
    qubits = int(options.size)
    gates = formulas.layered(qubits, 4)
    observable = z(range(qubits))

    @qml.qnode(qml.device("default.qubit", wires=qubits), diff_method="backprop")
    def node(angles):
        apply(gates, angles)
        return qml.expval(observable)

    slopes = jax.jit(jax.grad(node))
    angles = jax.numpy.array([formulas.angle(index) for index in range(8 * qubits)])
    return lambda: numpy.array(slopes(angles)), checks.gradient


def training(options):
    qubits = int(options.size)

    @qml.qnode(qml.device("default.qubit", wires=qubits), diff_method="backprop")
    def node(features, weights):
        apply(formulas.reuploading(qubits, features.T, weights))
        return qml.expval(qml.PauliZ(0))

    return step(node, qubits), checks.step


PLAYS = {"w2": gradient, "w3": training}
