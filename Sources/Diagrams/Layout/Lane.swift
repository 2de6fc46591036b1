/// One row of a diagram: a wire, or wires that are out of view.
struct Lane: Hashable, Sendable {
  /// What runs in the row.
  enum Kind: Hashable, Sendable { case qubit, bit, bundle, foldedQubits, foldedBits }

  /// What runs in the row.
  let kind: Kind
  /// The qubits or bits that it stands for.
  let members: Range<Int>

  var isFolded: Bool { kind == .foldedQubits || kind == .foldedBits }

  /// The letter of its name and the number behind it; of folded wires, what there is to say.
  var name: (letter: String, number: String) {
    switch kind {
    case .qubit: ("q", "\(members.lowerBound)")
    case .bit: ("c", "\(members.lowerBound)")
    case .bundle: ("c", "")
    case .foldedQubits: ("⋮", " \(members.count) more qubit\(members.count == 1 ? "" : "s")")
    case .foldedBits: ("⋮", " \(members.count) more bit\(members.count == 1 ? "" : "s")")
    }
  }
}

/// The rows of a diagram from the top: qubits, and classical bits below them.
struct Lanes: Hashable, Sendable {
  let all: [Lane]
  /// How many of them are of qubits.
  let quantumCount: Int
  /// Whether the classical bits share one wire.
  let isBundled: Bool

  init(_ diagram: CircuitDiagram) {
    let (qubits, bits) = (diagram.circuit.qubitCount, diagram.circuit.bitCount)
    let most = min(max(diagram.mostQubits, 2), 1_000)
    let chosen = diagram.qubits.map { Set($0.filter { 0..<qubits ~= $0 }).sorted() }
    let quantum = Lanes.lanes(
      qubits, shown: chosen ?? Lanes.ends(qubits, most), .qubit, .foldedQubits)
    isBundled = bits > 0 && (diagram.bundlesBits ?? (bits > 4))
    let classical =
      isBundled
      ? [Lane(kind: .bundle, members: 0..<bits)]
      : Lanes.lanes(bits, shown: Lanes.ends(bits, most), .bit, .foldedBits)
    all = quantum + classical
    quantumCount = quantum.count
  }

  /// The row of a qubit, which may be one of folded wires.
  func place(ofQubit qubit: Int) -> Int { place(of: qubit, in: 0..<quantumCount) }

  /// The row of a classical bit.
  func place(ofBit bit: Int) -> Int { place(of: bit, in: quantumCount..<all.count) }

  /// The last row of a range that does not begin behind a wire.
  private func place(of wire: Int, in range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while high - low > 1 {
      let middle = (low + high) / 2
      if all[middle].members.lowerBound <= wire { low = middle } else { high = middle }
    }
    return low
  }

  /// The first and the last of many; one that would be hidden alone is shown.
  private static func ends(_ count: Int, _ most: Int) -> [Int] {
    if count <= most + 1 { return Array(0..<count) }
    return Array(0..<most - most / 2) + Array(count - most / 2..<count)
  }

  private static func lanes(
    _ count: Int, shown: [Int], _ wire: Lane.Kind, _ folded: Lane.Kind
  ) -> [Lane] {
    var lanes: [Lane] = []
    var next = 0
    for place in shown {
      if next < place { lanes.append(Lane(kind: folded, members: next..<place)) }
      lanes.append(Lane(kind: wire, members: place..<place + 1))
      next = place + 1
    }
    if next < count { lanes.append(Lane(kind: folded, members: next..<count)) }
    return lanes
  }
}
