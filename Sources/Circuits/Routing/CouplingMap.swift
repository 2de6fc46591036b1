/// Which qubits of a machine can be brought together by a gate.
///
/// ```swift
/// let map = try CouplingMap.heavyHex(distance: 5)      // 57 qubits, each with at most 3 neighbours
/// let own = try CouplingMap(edges: [(0, 1), (1, 2), (2, 0), (2, 3)])
/// map.distance(0, 56)                                  // edges on the shortest way
/// ```
///
/// An edge has no direction: where a machine has its gates one way only, gates of one qubit turn them.
public struct CouplingMap: Sendable {
  /// Neighbours and distances, which are computed once.
  let tables: CouplingTables
  /// What the map is, for whoever reads about it: `heavy hex of 57 qubits`.
  let name: String

  /// The most qubits of a map: more than any machine has, and the distances still fit into memory.
  public static let mostQubits = 4_096

  /// A map from its edges.
  ///
  /// - Parameters:
  ///   - edges: Pairs of neighbours, in any order; a pair may stand there twice.
  ///   - qubits: How many qubits there are; one more than the highest in the edges unless given.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for an edge of a qubit with itself or with one
  ///   that is not there, and for more than ``mostQubits`` qubits or none.
  /// - Complexity: O(*n* *e*) for *n* qubits and *e* edges, since the distances of all pairs are found.
  public init(edges: [(Int, Int)], qubits: Int? = nil) throws(CircuitError) {
    try self.init("map", edges: edges, qubits: qubits)
  }

  init(_ shape: String, edges: [(Int, Int)], qubits: Int? = nil) throws(CircuitError) {
    let count = qubits ?? (edges.map { max($0.0, $0.1) }.max() ?? -1) &+ 1
    try CouplingMap.check(count)
    for edge in edges {
      guard edge.0 != edge.1, 0..<count ~= edge.0, 0..<count ~= edge.1 else {
        throw .unfit(
          "CouplingMap", given: "the edge \(edge)",
          allowed: "an edge joins two different qubits from 0 to \(count - 1)")
      }
    }
    tables = CouplingTables(size: count, edges: edges)
    name = "\(shape) of \(count) qubits"
  }

  static func check(_ qubits: Int) throws(CircuitError) {
    guard 1...mostQubits ~= qubits else {
      throw .unfit(
        "CouplingMap", given: "\(qubits) qubits", allowed: "a map has 1 to \(mostQubits) qubits")
    }
  }

  /// How many qubits there are.
  public var qubitCount: Int { tables.size }

  /// The pairs of neighbours, each once, the lower qubit first, in order.
  public var edges: [(Int, Int)] {
    (0..<qubitCount).flatMap { qubit in
      neighbours(of: qubit).lazy.filter { $0 > qubit }.map { (qubit, $0) }
    }
  }

  /// The neighbours of a qubit, in order; none of one that is not there.
  public func neighbours(of qubit: Int) -> [Int] {
    0..<qubitCount ~= qubit ? tables.neighbours(of: qubit) : []
  }

  /// How many edges the shortest way between two qubits has; nothing where there is no way.
  public func distance(_ a: Int, _ b: Int) -> Int? {
    guard 0..<qubitCount ~= a, 0..<qubitCount ~= b else { return nil }
    if a == b { return 0 }
    let distance = tables.distance(Int32(a), Int32(b))
    return distance == Int(CouplingTables.unreachable) ? nil : distance
  }

  /// Whether two qubits are neighbours.
  public func hasEdge(_ a: Int, _ b: Int) -> Bool { distance(a, b) == 1 }

  /// The most edges that the shortest way between two qubits has; nothing where some pair has no way.
  public var diameter: Int? { isConnected ? tables.farthest : nil }

  /// Whether there is a way from each qubit to each other.
  public var isConnected: Bool { tables.isConnected }
}

extension CouplingMap: Hashable {
  /// Whether the same qubits are neighbours.
  public static func == (left: CouplingMap, right: CouplingMap) -> Bool {
    left.qubitCount == right.qubitCount && left.edges.elementsEqual(right.edges, by: ==)
  }

  /// Hashes the edges.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(qubitCount)
    for edge in edges {
      hasher.combine(edge.0)
      hasher.combine(edge.1)
    }
  }
}

extension CouplingMap: CustomStringConvertible {
  /// `heavy hex of 57 qubits, 64 edges`.
  public var description: String { "\(name), \(tables.edgeCount) edges" }
}
