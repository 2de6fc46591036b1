"""What Qiskit Aer answers about channels, devices and noisy circuits.

    python noise_oracle.py QUESTION.json ANSWER.json

The question has any of these parts, and the answer the same ones:

    channels  [{name, numbers}]    the superoperator of Aer's error of that kind, and its mean fidelity
    gates     [{qubits, duration, error}], qubits [{t1, t2}]: Aer's model of a device's gate, as a
              superoperator
    circuits  [{text, rules, readout}]  the density matrix behind an OpenQASM 2 text where each rule
              {gate, qubits, name, numbers} adds Aer's error to a gate, and how likely each value of
              all qubits is read with the errors [[p(1|0), p(0|1)]] of the readout

A matrix is a list of its rows one after the other, real and imaginary parts by turns; it acts on
density matrices written column after column. Qubit 0 is the lowest bit of an index.
"""

import json
import sys

import numpy as np
from qiskit import qasm2
from qiskit.quantum_info import SuperOp, average_gate_fidelity
from qiskit_aer import AerSimulator
from qiskit_aer.noise import (
    NoiseModel, amplitude_damping_error, depolarizing_error, pauli_error, phase_amplitude_damping_error,
    phase_damping_error, reset_error, thermal_relaxation_error)
from qiskit_aer.noise.device.models import _device_depolarizing_error


def numbers(matrix):
    return np.asarray(matrix, dtype=complex).ravel().view(float).tolist()


def flip(label):
    return lambda p: pauli_error([(label, p), ("I" * len(label), 1 - p)])


def even(p, qubits):
    """An error happens with a probability, each Pauli matrix alike."""
    return depolarizing_error(p * 4**qubits / (4**qubits - 1), qubits)


ERRORS = {
    "bitFlip": flip("X"),
    "phaseFlip": flip("Z"),
    "bitPhaseFlip": flip("Y"),
    "pauli": lambda x, y, z: pauli_error([("X", x), ("Y", y), ("Z", z), ("I", 1 - x - y - z)]),
    # Aer's first letter is the last qubit.
    "pauliOfTwo": lambda xx, zy: pauli_error([("XX", xx), ("YZ", zy), ("II", 1 - xx - zy)]),
    "depolarizing": lambda p: even(p, 1),
    "depolarizingOfTwo": lambda p: even(p, 2),
    "losing": lambda p: depolarizing_error(p, 1),
    "losingOfTwo": lambda p: depolarizing_error(p, 2),
    "amplitudeDamping": lambda p, e: amplitude_damping_error(p, e),
    "phaseDamping": phase_damping_error,
    "damping": lambda a, p, e: phase_amplitude_damping_error(a, p, e),
    "thermalRelaxation": lambda t1, t2, t, e: thermal_relaxation_error(t1, t2, t, e),
    "reset": lambda zero, one: reset_error(zero, one),
}


def channel(question):
    error = ERRORS[question["name"]](*question["numbers"])
    whole = SuperOp(error)
    return {"matrix": numbers(whole.data), "fidelity": float(average_gate_fidelity(whole))}


def gate(question):
    """Aer's way to make the error of a gate from its duration and what was measured."""
    relaxation = None
    for qubit in question["qubits"]:
        own = thermal_relaxation_error(qubit["t1"], qubit["t2"], question["duration"], 0)
        relaxation = own if relaxation is None else relaxation.expand(own)
    rest = _device_depolarizing_error(
        list(range(len(question["qubits"]))), question["error"], relaxation)
    whole = SuperOp(relaxation) if rest is None else SuperOp(rest).compose(SuperOp(relaxation))
    return numbers(whole.data)


def noisy(question):
    model = NoiseModel(basis_gates=["rx", "ry", "rz", "h", "x", "cx", "cz"])
    errors = {}
    for rule in question["rules"]:
        key = (rule["gate"], tuple(rule["qubits"]))
        error = ERRORS[rule["name"]](*rule["numbers"])
        errors[key] = errors[key].compose(error) if key in errors else error
    for (name, qubits), error in errors.items():
        model.add_quantum_error(error, name, list(qubits))
    circuit = qasm2.loads(question["text"], custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    circuit.save_density_matrix()
    backend = AerSimulator(method="density_matrix", noise_model=model)
    # Nothing is rewritten: each gate has its error where it stands.
    state = np.asarray(backend.run(circuit, shots=1).result().data()["density_matrix"])
    reading = np.eye(1)
    for zero_as_one, one_as_zero in question["readout"]:
        own = np.array([[1 - zero_as_one, one_as_zero], [zero_as_one, 1 - one_as_zero]])
        reading = np.kron(own, reading)
    return {"matrix": numbers(state), "probabilities": (reading @ state.diagonal().real).tolist()}


def main():
    question = json.load(open(sys.argv[1]))
    parts = {"channels": channel, "gates": gate, "circuits": noisy}
    answer = {name: [parts[name](q) for q in part] for name, part in question.items()}
    json.dump(answer, open(sys.argv[2], "w"))


if __name__ == "__main__":
    main()
