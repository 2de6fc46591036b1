"""TensorCircuit-NG compiled by JAX; a layer is compiled once and gone through again."""

import jax
import jax.numpy
import numpy
import tensorcircuit

from .. import checks, formulas
from .jax_step import step

PACKAGES, COMPILES = ["tensorcircuit-ng", "jax"], True
NAMES = {"cx": "cnot", "p": "phase", "cp": "cphase"}

tensorcircuit.set_backend("jax")
tensorcircuit.set_dtype("complex128")


def apply(made, gates, parameters=None):
    for name, qubits, angle, number in gates:
        if parameters is not None and number is not None:
            angle = parameters[number]
        if name == "matrix":
            made.any(*qubits, unitary=angle)
        else:
            turn = {} if angle is None else {"theta": angle}
            getattr(made, NAMES.get(name, name))(*qubits, **turn)
    return made


def z_sum(probabilities, qubits):
    halves = [probabilities.reshape(2**qubit, 2, -1).sum((0, 2)) for qubit in range(qubits)]
    return sum(half[0] - half[1] for half in halves)


def layered_mean(qubits):
    """The mean as a function of angles and start; a start inside would be folded into a constant."""
    layer = formulas.layered(qubits, 1)

    def one_layer(state, angles):
        return apply(tensorcircuit.Circuit(qubits, inputs=state), layer, angles).state(), None

    def mean(angles, start):
        state, _ = jax.lax.scan(one_layer, start, angles.reshape(-1, 2 * qubits))
        return z_sum(jax.numpy.real(state * jax.numpy.conj(state)), qubits)

    return mean


def state(options):
    qubits, gates = formulas.state_circuit(options.size)
    start = tensorcircuit.Circuit(qubits).state()
    angles = jax.numpy.array([gate.angle for gate in gates if gate.number is not None])
    mean = jax.jit(layered_mean(qubits))
    return lambda: float(mean(angles, start)), checks.mean


def gradient(options):
    qubits = int(options.size)
    start = tensorcircuit.Circuit(qubits).state()
    angles = jax.numpy.array([formulas.angle(index) for index in range(8 * qubits)])
    slopes = jax.jit(jax.grad(layered_mean(qubits)))
    return lambda: numpy.array(slopes(angles, start)), checks.gradient


def training(options):
    qubits = int(options.size)

    def output(features, weights):
        gates = formulas.reuploading(qubits, features, weights)
        made = apply(tensorcircuit.Circuit(qubits), gates)
        return jax.numpy.real(made.expectation_ps(z=[0]))

    return step(jax.vmap(output, (0, None)), qubits), checks.step


def kernel(options):
    rows = jax.numpy.array(formulas.kernel_data(int(options.size)))
    qubits = rows.shape[1]

    def one_state(row):
        once = lambda _, state: apply(  # noqa: E731
            tensorcircuit.Circuit(qubits, inputs=state), formulas.feature_map(row, repetitions=1)
        ).state()
        return jax.lax.fori_loop(0, 2, once, tensorcircuit.Circuit(qubits).state())

    # All states at once do not fit the caches of a processor from 16 qubits on.
    states = jax.vmap(one_state) if qubits <= 12 else lambda rows: jax.lax.map(one_state, rows)

    @jax.jit
    def matrix(rows):
        found = states(rows)
        return jax.numpy.abs(found.conj() @ found.T) ** 2

    return lambda: numpy.array(matrix(rows)), checks.kernel


PLAYS = {"w1": state, "w2": gradient, "w3": training, "w4": kernel}
