extension Circuit {
  /// Moves each basis state of some qubits to a place, by flips with controls.
  ///
  /// State by state from the lowest, each is brought to where it belongs by flips that leave those below
  /// it alone.
  ///
  /// D. M. Miller, D. Maslov and G. W. Dueck, "A transformation based algorithm for reversible logic
  /// synthesis", Proc. DAC 318 (2003).
  ///
  /// - Complexity: O(*n* 4ⁿ).
  mutating func appendPermutation(_ places: [Int], on qubits: [Int], _ spare: Spare) {
    var places = places
    var flips: [(controls: Int, target: Int)] = []
    func flip(_ controls: Int, _ target: Int) {
      flips.append((controls, target))
      for index in places.indices where places[index] & controls == controls {
        places[index] ^= 1 << target
      }
    }
    for state in places.indices {
      for bit in qubits.indices where (state & ~places[state]) >> bit & 1 == 1 {
        flip(places[state], bit)
      }
      for bit in qubits.indices where (places[state] & ~state) >> bit & 1 == 1 {
        flip(state, bit)
      }
    }
    for (controls, target) in flips.reversed() {
      let members = qubits.indices.filter { controls >> $0 & 1 == 1 }.map { qubits[$0] }
      let others = qubits.indices.filter { controls >> $0 & 1 == 0 && $0 != target }
      appendFlip(members, qubits[target], spare.lending(others.map { qubits[$0] }))
    }
  }
}
