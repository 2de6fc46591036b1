"""Qulacs. Its turns go the other way round: by exp(+i a P / 2)."""

import numpy
import qulacs
from qulacs.gate import U1, DenseMatrix, DepolarizingNoise, TwoQubitDepolarizingNoise, to_matrix_gate

from .. import checks, formulas

PACKAGES, COMPILES = ["qulacs"], False


def circuit(qubits, gates, is_open=False):
    kind = qulacs.ParametricQuantumCircuit if is_open else qulacs.QuantumCircuit
    made = kind(qubits)
    for gate in gates:
        add(made, gate, is_open)
    return made


def add(made, gate, is_open):
    name, qubits, angle, number = gate
    if name in ("rx", "ry", "rz"):
        words = f"parametric_{name.upper()}" if is_open and number is not None else name.upper()
        getattr(made, f"add_{words}_gate")(qubits[0], -angle)
    elif name in ("h", "s"):
        getattr(made, f"add_{name.upper()}_gate")(qubits[0])
    elif name == "p":
        made.add_U1_gate(qubits[0], angle)
    elif name == "cx":
        made.add_CNOT_gate(*qubits)
    elif name == "swap":
        made.add_SWAP_gate(*qubits)
    elif name == "cp":
        phase = to_matrix_gate(U1(qubits[1], angle))
        phase.add_control_qubit(qubits[0], 1)
        made.add_gate(phase)
    else:
        made.add_gate(DenseMatrix([qubits[1], qubits[0]], angle))


def z(total, qubits):
    observable = qulacs.Observable(total)
    for qubit in qubits:
        observable.add_operator(1.0, f"Z {qubit}")
    return observable


def run(made, qubits):
    state = qulacs.QuantumState(qubits)
    made.update_quantum_state(state)
    return state


def state(options):
    qubits, gates = formulas.state_circuit(options.size)
    numbered = [gate.angle for gate in gates if gate.number is not None]
    made = circuit(qubits, gates, is_open=bool(numbered))
    observable = z(qubits, range(qubits))

    def call():
        for number, angle in enumerate(numbered):
            made.set_parameter(number, -angle)
        return observable.get_expectation_value(run(made, qubits))

    return call, checks.mean


def gradient(options):
    qubits = int(options.size)
    gates = formulas.layered(qubits, 4)
    made = circuit(qubits, gates, is_open=True)
    observable = z(qubits, range(qubits))
    angles = [formulas.angle(index) for index in range(8 * qubits)]

    def call():
        for number, angle in enumerate(angles):
            made.set_parameter(number, -angle)
        return -numpy.array(made.backprop(observable))

    return call, checks.gradient


def kernel(options):
    rows = formulas.kernel_data(int(options.size))

    def call():
        states = [
            run(circuit(len(row), formulas.feature_map(row)), len(row)).get_vector() for row in rows
        ]
        return checks.squared_products(numpy.array(states))

    return call, checks.kernel


def noise(options):
    qubits = int(options.size.lstrip("t"))
    made = qulacs.QuantumCircuit(qubits)
    for gate in formulas.layered(qubits, 10):
        add(made, gate, is_open=False)
        if gate.name == "cx":
            made.add_gate(TwoQubitDepolarizingNoise(*gate.qubits, checks.PAIR_ERROR))
        else:
            made.add_gate(DepolarizingNoise(gate.qubits[0], checks.ERROR))
    if options.size.startswith("t"):
        simulator = qulacs.NoiseSimulator(made, qulacs.QuantumState(qubits))
        return lambda: simulator.execute(checks.RUNS), checks.outcomes(qubits)
    observable = z(qubits, range(qubits))

    def call():
        density = qulacs.DensityMatrix(qubits)
        made.update_quantum_state(density)
        return observable.get_expectation_value(density)

    return call, checks.mean


def sampling(options):
    qubits = int(options.size)
    made = circuit(qubits, formulas.chain(qubits))
    return lambda: run(made, qubits).sampling(checks.SHOTS, 7), checks.outcomes(qubits)


PLAYS = {"w1": state, "w2": gradient, "w4": kernel, "w5": noise, "w6": sampling}
