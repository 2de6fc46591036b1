/// The operations of a circuit, gathered into the steps that a router orders.
struct RoutingPlan {
  /// Which step waits for which.
  let graph: StepGraph
  /// The operations of each step, in their order.
  let parts: [[Int]]
  /// Operations that come before every step of their qubit.
  let opening: [Int]

  /// The plan of a circuit whose gates have two qubits at most.
  ///
  /// - Complexity: O(*k*) in the number of operations, their qubits and bits.
  init(_ circuit: Circuit) {
    var builder = Builder(qubits: circuit.qubitCount, bits: circuit.bitCount)
    for (place, operation) in circuit.operations.enumerated() { builder.add(operation, place) }
    graph = StepGraph(qubits: builder.qubits, links: builder.links)
    (parts, opening) = (builder.parts, builder.opening)
  }

  private struct Builder {
    var qubits: [Int32] = []
    var links: [(earlier: Int32, later: Int32)] = []
    var parts: [[Int]] = []
    var opening: [Int] = []
    /// The last step of each qubit, and behind them of each bit; -1 before the first.
    var last: [Int]
    let qubitCount: Int

    init(qubits: Int, bits: Int) {
      qubitCount = qubits
      last = Array(repeating: -1, count: qubits + bits)
    }

    mutating func add(_ operation: Operation, _ place: Int) {
      let wires = operation.qubits + operation.bits.map { qubitCount + $0 }
      let steps = wires.map { last[$0] }
      let isPair = operation.gate != nil && operation.qubits.count == 2
      if wires.isEmpty || (wires.count == 1 && steps[0] < 0) {
        opening.append(place)
      } else if wires.count == 1 || joins(operation, isPair, steps) {
        parts[steps[0]].append(place)
      } else {
        let step = parts.count
        parts.append([place])
        qubits += isPair ? operation.qubits.map { Int32($0) } : [-1, -1]
        for earlier in Set(steps).sorted() where earlier >= 0 {
          links.append((Int32(earlier), Int32(step)))
        }
        for wire in wires { last[wire] = step }
      }
    }

    /// Whether a gate follows another one on the same two qubits, with nothing in between.
    private func joins(_ operation: Operation, _ isPair: Bool, _ steps: [Int]) -> Bool {
      isPair && operation.condition == nil && steps[0] >= 0 && steps[0] == steps[1]
        && qubits[2 * steps[0]] >= 0
    }
  }
}
