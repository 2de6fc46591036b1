"""Stim."""

import stim

from .. import checks, formulas

PACKAGES, COMPILES = ["stim"], False


def stabilizers(options):
    side = int(options.size)
    gates = formulas.cliffords(side)

    def call():
        made = stim.Circuit()
        for gate in gates:
            made.append(gate.name.upper(), gate.qubits)
        made.append("M", range(side * side))
        return made.compile_sampler(seed=7).sample(checks.CLIFFORD_SHOTS)

    return call, lambda bits: checks.fixed_bits(bits.mean(0))


PLAYS = {"w9": stabilizers}
