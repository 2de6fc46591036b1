"""qsim, called through Cirq. It computes in single precision."""

import math

import cirq
import numpy
import qsimcirq

from .. import checks, formulas

PACKAGES, COMPILES = ["qsimcirq", "cirq-core"], False


def circuit(gates, line):
    makers = {
        "h": lambda _: cirq.H, "s": lambda _: cirq.S, "cx": lambda _: cirq.CNOT,
        "swap": lambda _: cirq.SWAP, "ry": cirq.ry, "rz": cirq.rz, "matrix": cirq.MatrixGate,
        "cp": lambda angle: cirq.CZPowGate(exponent=angle / math.pi),
    }  # fmt: skip
    return cirq.Circuit(
        makers[gate.name](gate.angle)(*(line[qubit] for qubit in gate.qubits)) for gate in gates
    )


def simulator(options, widest):
    fused = qsimcirq.QSimOptions(cpu_threads=options.threads, max_fused_gate_size=widest)
    return qsimcirq.QSimSimulator(qsim_options=fused, seed=7)


def state(options):
    qubits, gates = formulas.state_circuit(options.size)
    line = cirq.LineQubit.range(qubits)
    made = circuit(gates, line)
    observable = sum((cirq.Z(qubit) for qubit in line), cirq.PauliSum())
    qsim = simulator(options, widest=4)

    def call():
        means = qsim.simulate_expectation_values(made, observable, qubit_order=line)
        return float(numpy.real(means[0]))

    return call, checks.mean


def sampling(options):
    line = cirq.LineQubit.range(int(options.size))
    made = circuit(formulas.chain(len(line)), line) + cirq.Circuit(cirq.measure(*line, key="m"))
    qsim = simulator(options, widest=4)
    return lambda: qsim.run(made, repetitions=checks.SHOTS).measurements["m"], checks.table


def noise(options):
    line = cirq.LineQubit.range(int(options.size.lstrip("t")))
    moments = []
    for operation in circuit(formulas.layered(len(line), 10), line).all_operations():
        is_pair = len(operation.qubits) == 2
        error = cirq.depolarize(checks.PAIR_ERROR if is_pair else checks.ERROR, 1 + is_pair)
        moments += [cirq.Moment(operation), cirq.Moment(error(*operation.qubits))]
    made = cirq.Circuit(moments) + cirq.Circuit(cirq.measure(*line, key="m"))
    qsim = simulator(options, widest=2)
    return lambda: qsim.run(made, repetitions=checks.RUNS).measurements["m"], checks.table


PLAYS = {"w1": state, "w5": noise, "w6": sampling}
