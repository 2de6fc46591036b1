internal import Numerics

extension Circuit {
  /// The circuit on the places of a map, with swaps, so that every gate of two qubits is on an edge.
  ///
  /// ```swift
  /// let routed = try circuit.routed(to: .heavyHex(distance: 5), seed: 7)
  /// routed.circuit.operations.count
  /// print(routed)                               // swaps, gates and depth before and after
  /// ```
  ///
  /// A circuit that fits the map as it is stays as it is; one that fits at other places is moved there.
  /// For any other the layout and the swaps are searched for, from several starts, and the fewest swaps
  /// are kept. Gates on more than two qubits are first written with smaller ones. Measurements,
  /// conditions and barriers go along with their qubits. A block with a condition is routed by itself,
  /// and its swaps are taken back at its end, since what follows has to know where the qubits are.
  ///
  /// - Parameters:
  ///   - map: The map, with no fewer qubits than the circuit.
  ///   - layout: Where the qubits stand before the first gate.
  ///   - trials: From how many layouts the search starts; more take longer and find fewer swaps.
  ///   - seed: What chance in the search depends on: the same seed gives the same circuit.
  /// - Returns: The circuit, its layouts and a report.
  /// - Throws: ``CircuitError`` for a circuit with flaws, more qubits than the map has, a map in
  ///   several parts that the circuit would need joined, a list that is no layout, no trials, and a
  ///   gate on more than two qubits that is not made of smaller ones.
  /// - Complexity: O(*t* log *t* · *s*) for *t* trials and *s* swaps and gates.
  public func routed(
    to map: CouplingMap, from layout: InitialLayout = .searched, trials: Int = 5, seed: UInt64 = 0
  ) throws(CircuitError) -> RoutedCircuit {
    let narrow = try checked().narrowed()
    guard qubitCount <= map.qubitCount else {
      throw .unfit(
        "routed(to:)", given: "a circuit of \(qubitCount) qubits",
        allowed: "\(map) has too few: take a larger map")
    }
    guard 1...10_000 ~= trials else {
      throw .unfit("routed(to:)", given: "\(trials) trials", allowed: "give 1 to 10000")
    }
    let given = try layout.layout(qubits: qubitCount, size: map.qubitCount)
    if let fit = narrow.fit(map, given) {
      return narrow.placed(fit, of: self, on: map)
    }
    guard map.isConnected else {
      throw .unfit(
        "routed(to:)", given: "\(map) in several parts",
        allowed: "the circuit needs a way between all of its qubits: route it to one part")
    }
    let assembly = RoutingAssembly(
      narrow.unboxed(), from: given?.places, on: map, trials: trials,
      random: RandomStream(seed: seed).split("routing"))
    return RoutedCircuit(
      original: self, circuit: widened(to: map.qubitCount, assembly.operations), map: map,
      initialLayout: Layout(places: assembly.initial, qubits: qubitCount),
      finalLayout: Layout(places: assembly.places, qubits: qubitCount),
      swapCount: assembly.swapCount)
  }

  /// A layout at which no swaps are needed: the given one, or the trivial one, or any that is found.
  private func fit(_ map: CouplingMap, _ given: Layout?) -> Layout? {
    let pairs = meetings
    let first = given ?? Layout(first: Array(0..<qubitCount), size: map.qubitCount)
    if pairs.allSatisfy({ map.hasEdge(first.places[$0.0], first.places[$0.1]) }) { return first }
    guard given == nil else { return nil }
    return PerfectLayout.places(for: pairs, qubits: qubitCount, on: map.tables)
      .map { Layout(first: $0, size: map.qubitCount) }
  }

  /// The circuit at places where it needs no swaps.
  private func placed(_ layout: Layout, of original: Circuit, on map: CouplingMap) -> RoutedCircuit
  {
    let isInPlace = (0..<qubitCount).allSatisfy { layout.places[$0] == $0 }
    let circuit = widened(
      to: map.qubitCount,
      isInPlace ? operations : operations.map { $0.moved { layout.places[$0] } })
    return RoutedCircuit(
      original: original, circuit: circuit, map: map, initialLayout: layout, finalLayout: layout,
      swapCount: 0)
  }
}
