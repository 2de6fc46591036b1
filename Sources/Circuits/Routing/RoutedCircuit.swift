/// A circuit whose gates of two qubits all stand on edges of a map, and how it came to that.
///
/// ```swift
/// let routed = try circuit.routed(to: .heavyHex(distance: 5))
/// routed.circuit                                // on the 57 places of the map
/// routed.finalLayout[3]                         // where qubit 3 of the first circuit is in the end
/// print(routed)                                 // what it costs
/// ```
public struct RoutedCircuit: Hashable, Sendable {
  /// The circuit that was given.
  public let original: Circuit
  /// The circuit on the places of the map.
  public let circuit: Circuit
  /// The map.
  public let map: CouplingMap
  /// Where each qubit stands before the first operation.
  public let initialLayout: Layout
  /// Where each qubit stands after the last one.
  public let finalLayout: Layout
  /// How many swaps were added.
  public let swapCount: Int
}

extension RoutedCircuit {
  /// The same circuit at the same places, written with the gates of a basis.
  ///
  /// - Parameter basis: The gates to write with.
  /// - Returns: A circuit whose gates of two qubits stand on the same edges.
  /// - Throws: ``CircuitError`` for a gate that the basis does not make.
  public func decomposed(into basis: GateBasis) throws(CircuitError) -> RoutedCircuit {
    RoutedCircuit(
      original: original, circuit: try circuit.decomposed(into: basis, spare: .none), map: map,
      initialLayout: initialLayout, finalLayout: finalLayout, swapCount: swapCount)
  }
}

extension RoutedCircuit: CustomStringConvertible {
  /// The map, the swaps, and what circuits take before and after.
  ///
  /// ```
  /// line of 3 qubits, 2 edges: 1 swap added
  ///                              before  after
  /// operations                        3      4
  /// gates of two qubits               3      4
  /// the same, a swap as three         3      6
  /// depth                             3      4
  /// depth of two-qubit gates          3      4
  /// ```
  public var description: String {
    let (before, after) = (original.sizes, circuit.sizes)
    let heading = "\(map): \(swapCount == 1 ? "1 swap" : "\(swapCount) swaps") added"
    let rows = zip(before, after).map { ($0.title, "\($0.count)", "\($1.count)") }
    let lines = ([("", "before", "after")] + rows).map { title, before, after in
      title.padded(to: 25, onLeft: false) + before.padded(to: 10) + after.padded(to: 8)
    }
    return ([heading] + lines).joined(separator: "\n")
  }
}

extension Circuit {
  /// What the circuit takes, line by line.
  fileprivate var sizes: [(title: String, count: Int)] {
    let pairs = pairCount()
    return [
      ("operations", operations.count), ("gates of two qubits", pairs.all),
      ("the same, a swap as three", pairs.all + 2 * pairs.swaps), ("depth", depth(ofPairs: false)),
      ("depth of two-qubit gates", depth(ofPairs: true)),
    ]
  }

  private func pairCount() -> (all: Int, swaps: Int) {
    operations.reduce(into: (0, 0)) { count, operation in
      switch operation.action {
      case .gate(let gate, _):
        count.all += operation.qubits.count == 2 ? 1 : 0
        count.swaps += gate == .swap ? 1 : 0
      case .block(let inner, _, _):
        let within = inner.pairCount()
        count = (count.all + within.all, count.swaps + within.swaps)
      case .measure, .reset, .barrier: break
      }
    }
  }

  /// How many operations stand one behind the other at most, or how many gates of two qubits.
  private func depth(ofPairs isOfPairs: Bool) -> Int {
    var ends = Array(repeating: 0, count: qubitCount + bitCount)
    for operation in operations {
      let wires = operation.qubits + operation.bits.map { qubitCount + $0 }
      let counts: Int =
        switch operation.action {
        case .barrier: 0
        case .block(let inner, _, _): inner.depth(ofPairs: isOfPairs)
        case .gate: isOfPairs && operation.qubits.count != 2 ? 0 : 1
        case .measure, .reset: isOfPairs ? 0 : 1
        }
      let end = (wires.lazy.map { ends[$0] }.max() ?? 0) + counts
      for wire in wires { ends[wire] = end }
    }
    return ends.max() ?? 0
  }
}

extension String {
  fileprivate func padded(to width: Int, onLeft: Bool = true) -> String {
    let padding = String(repeating: " ", count: max(0, width - count))
    return onLeft ? padding + self : self + padding
  }
}
