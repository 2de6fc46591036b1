"""Other simulators on the same workloads: `benchmarks/peers.py` measures in turn with them."""
