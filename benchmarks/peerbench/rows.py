"""What is compared: workloads, their peers, and how many times faster we mean to be."""

from typing import NamedTuple

STATES = ("qulacs", "lightning", "aer", "tensorcircuit")


class Row(NamedTuple):
    """One size of one workload; the goal is the best peer's time divided by ours."""

    workload: str
    size: str
    goal: float
    peers: tuple
    threads: int = 1
    precision: str = "double"

    @property
    def name(self):
        threads = f"{self.threads} thread{'s' if self.threads > 1 else ''}"
        return f"{self.workload} {self.size}, {self.precision}, {threads}"


def both(workload, sizes, goal, peers, precision="double"):
    """Rows on one and on two threads."""
    return [
        Row(workload, size, goal, peers, threads, precision) for size in sizes for threads in (1, 2)
    ]


ROWS = [
    *(Row("w1", size, goal, STATES) for size, goal in zip(("4", "8", "12"), (20, 20, 5))),
    *(Row("w1", size, 3, STATES) for size in ("16", "20")),
    *both("w1", ("22", "24"), 8, ("lightning", "aer")),
    *both("w1", ("20", "24"), 2, ("qsim",), "single"),
    *both("w1", ("qft20", "qv20"), 1.3, ("qsim",), "single"),
    *(Row("w1", size, 2, ("qulacs", "lightning", "aer")) for size in ("qft20", "qv20")),
    *(Row("w2", size, 20, ("qulacs", "tensorcircuit", "pennylane_jax")) for size in ("4", "8")),
    Row("w2", "12", 8, ("qulacs", "lightning", "tensorcircuit")),
    Row("w2", "16", 5, ("qulacs", "lightning", "tensorcircuit")),
    Row("w2", "20", 6, ("qulacs", "lightning")),
    Row("w3", "4", 10, ("tensorcircuit", "pennylane_jax")),
    Row("w3", "8", 20, ("tensorcircuit", "pennylane_jax")),
    *(Row("w4", size, 5, ("tensorcircuit", "qulacs")) for size in ("4", "8", "12")),
    Row("w4", "16", 5, ("qulacs", "lightning")),
    *(Row("w5", size, 4, ("aer", "qulacs")) for size in ("6", "8", "10")),
    Row("w5", "t12", 3, ("qulacs", "aer", "qsim")),
    Row("w6", "20", 4, ("qulacs", "aer", "qsim")),
    *(Row("w7", size, 1.2, ("aer",)) for size in ("32", "64")),
    Row("w9", "10", 1, ("stim",)),
    Row("w9", "10", 100, ("aer",)),
]
