/// What circuits with weights are put together from.
extension Circuit {
  /// Appends a layer: a gate on each qubit or, for a gate of several, on each group that a map makes.
  ///
  /// Each angle of each gate is the next weight.
  ///
  /// ```swift
  /// var w = Weights()
  /// let circuit = Circuit(qubits: 4) {
  ///   $0.layer(.ry, weights: &w)                // w[0] to w[3]
  ///   $0.layer(.cx, .ring, weights: &w)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - map: Which qubits a gate of several joins.
  ///   - weights: Where the angles come from.
  /// - Complexity: O(*k*) in the number of gates appended.
  public mutating func layer(
    _ gate: Gate, _ map: EntanglingMap = .linear, weights: inout Weights
  ) {
    let groups =
      gate.qubitCount == 1
      ? (0..<qubitCount).map { [$0] } : self.groups(of: gate.qubitCount, joinedBy: map)
    for group in groups {
      append(gate, (0..<gate.angleCount).map { _ in weights.next() }, on: group)
    }
  }

  /// The circuit with other weights: the next ones of a group, in the order of those it has.
  ///
  /// A block that is appended once for each call has weights of its own each time; one that is appended
  /// several times shares them.
  ///
  /// - Parameter weights: Where the weights come from.
  /// - Returns: The same gates.
  public func withWeights(from weights: inout Weights) -> Circuit {
    var names: [Symbol: Angle] = [:]
    for symbol in self.weights { names[symbol] = weights.next() }
    return names.isEmpty ? self : substituting { names[$0] }
  }

  /// The circuit with its weights under one name, counted from 0 in their order.
  ///
  /// Circuits that are joined share the weights that have the same name and place; this keeps them apart.
  ///
  /// ```swift
  /// let both = map + .realAmplitudes(qubits: 4).withWeights(named: "v")
  /// ```
  ///
  /// - Parameter name: The name of the group.
  /// - Returns: The same gates.
  public func withWeights(named name: String) -> Circuit {
    var weights = Weights(name)
    return withWeights(from: &weights)
  }

  /// The groups of qubits that a map joins here; more than can be are a flaw.
  package mutating func groups(of size: Int, joinedBy map: EntanglingMap) -> [[Int]] {
    if let flaw = map.flaw(of: size, qubits: qubitCount) { note("\(map)", flaw) }
    return map.groups(of: size, qubits: qubitCount)
  }

  /// So many layers, each with weights of its own; less than none is a flaw, and so is a circuit that
  /// becomes too long.
  package mutating func layers(
    _ count: Int, called name: String = "layers", _ build: (inout Circuit, Int) -> Void
  ) {
    if count < 0 { note("\(name): \(count)", "there are 0 \(name) or more") }
    var layer = 0
    while layer < count, !isTooLong("\(name): \(count)", more: layer == 0 ? count : 0) {
      build(&self, layer)
      layer += 1
    }
  }

  /// Whether a builder has made more than it makes, or is asked for more, which then is a flaw.
  mutating func isTooLong(_ words: @autoclosure () -> String, more: Int = 0) -> Bool {
    guard max(operations.count + flaws.count, more) > Circuit.mostBuilt else { return false }
    note(words(), "a circuit would have more than \(Circuit.mostBuilt) operations")
    return true
  }
}
