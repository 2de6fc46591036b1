/// Which qubits a layer of gates joins.
///
/// ```swift
/// EntanglingMap.ring.pairs(qubits: 4)           // (0, 1), (1, 2), (2, 3), (3, 0)
/// let own: EntanglingMap = [(0, 2), (1, 3)]
/// ```
///
/// A map is a rule for any number of qubits, and for gates of two qubits or more.
public struct EntanglingMap: Hashable, Sendable {
  private enum Rule: Hashable {
    case linear, reverseLinear, full, pairwise
    case ring(stride: Int)
    case star(center: Int)
    case groups([[Int]])
  }

  private let rule: Rule

  private init(_ rule: Rule) { self.rule = rule }

  /// Each qubit with the next, from the first on.
  public static let linear = EntanglingMap(.linear)
  /// Each qubit with the next, from the last pair back.
  public static let reverseLinear = EntanglingMap(.reverseLinear)
  /// Each qubit with the next, and the last with the first; two qubits are joined once.
  public static let ring = EntanglingMap(.ring(stride: 1))
  /// Each qubit with every later one.
  public static let full = EntanglingMap(.full)
  /// The first qubit with every other.
  public static let star = EntanglingMap(.star(center: 0))
  /// Neighbours that do not overlap: (0, 1), (2, 3) and so on, then (1, 2), (3, 4) and so on.
  public static let pairwise = EntanglingMap(.pairwise)

  /// Each qubit with the one so many places on, around the ring.
  public static func ring(stride: Int) -> EntanglingMap { EntanglingMap(.ring(stride: stride)) }
  /// One qubit with every other.
  public static func star(center: Int) -> EntanglingMap { EntanglingMap(.star(center: center)) }
  /// Given pairs.
  public static func pairs(_ pairs: [(Int, Int)]) -> EntanglingMap {
    EntanglingMap(.groups(pairs.map { [$0.0, $0.1] }))
  }
  /// Given groups, for gates of as many qubits.
  public static func groups(_ groups: [[Int]]) -> EntanglingMap { EntanglingMap(.groups(groups)) }

  /// The pairs that the map joins, in order.
  ///
  /// - Parameter qubits: How many qubits there are.
  /// - Returns: The pairs; none where there are too few qubits, or more pairs than 8,388,608.
  public func pairs(qubits: Int) -> [(Int, Int)] {
    groups(of: 2, qubits: qubits).map { ($0[0], $0[1]) }
  }

  /// How many qubits all groups may have together.
  private static let mostPlaces = 1 << 24

  /// How many groups there are; none where there are too many.
  func groupCount(of size: Int, qubits: Int) -> Int {
    if case .groups(let groups) = rule { return groups.count { $0.count == size } }
    let count = countOfAny(of: size, qubits: qubits)
    return count <= EntanglingMap.mostPlaces / max(1, size) ? count : 0
  }

  /// Why there are no groups where there should be.
  func flaw(of size: Int, qubits: Int) -> String? {
    if case .groups = rule { return nil }
    guard countOfAny(of: size, qubits: qubits) > EntanglingMap.mostPlaces / max(1, size) else {
      return nil
    }
    return "groups of \(size) among \(qubits) qubits would have more than "
      + "\(EntanglingMap.mostPlaces) qubits together"
  }

  /// How many groups there are, or some number that is too large.
  private func countOfAny(of size: Int, qubits: Int) -> Int {
    guard size > 0, size <= qubits else { return 0 }
    let most = EntanglingMap.mostPlaces + 1
    if size == 1 || qubits > Circuit.mostQubits { return min(qubits, most) }
    switch rule {
    case .full: return binomial(qubits, size, upTo: most)
    case .star: return binomial(qubits - 1, size - 1, upTo: most)
    case .ring(let step): return qubits == size && step == 1 ? 1 : qubits
    case .linear, .reverseLinear, .pairwise, .groups: return qubits - size + 1
    }
  }

  /// The groups of qubits that the map joins, in order; each qubit by itself for groups of one.
  ///
  /// - Parameters:
  ///   - size: How many qubits a group has.
  ///   - qubits: How many qubits there are.
  /// - Returns: The groups; none where there are too few qubits, or where the groups would have more than
  ///   16,777,216 qubits together.
  public func groups(of size: Int, qubits: Int) -> [[Int]] {
    if case .groups(let groups) = rule { return groups.filter { $0.count == size } }
    guard groupCount(of: size, qubits: qubits) > 0 else { return [] }
    if size == 1 { return (0..<qubits).map { [$0] } }
    let windows = (0...(qubits - size)).map { Array($0..<$0 + size) }
    switch rule {
    case .linear, .groups: return windows
    case .reverseLinear: return windows.reversed()
    case .full: return combinations(of: size, below: qubits)
    case .pairwise:
      return (0..<size).flatMap { start in
        stride(from: start, through: qubits - size, by: size).map { windows[$0] }
      }
    case .star(let center):
      return combinations(of: size - 1, below: qubits - 1).map { others in
        [center] + others.map { $0 < center ? $0 : $0 + 1 }
      }
    case .ring(let step):
      if qubits == size && step == 1 { return windows }
      let distance = (step % qubits + qubits) % qubits
      return (0..<qubits).map { first in
        (0..<size).map { (first + $0 * distance) % qubits }
      }
    }
  }
}

extension EntanglingMap: ExpressibleByArrayLiteral {
  /// Given pairs.
  public init(arrayLiteral pairs: (Int, Int)...) { self = .pairs(pairs) }
}

extension EntanglingMap: CustomStringConvertible {
  /// The map as it is typed.
  public var description: String {
    switch rule {
    case .linear: "linear"
    case .reverseLinear: "reverseLinear"
    case .full: "full"
    case .pairwise: "pairwise"
    case .ring(let stride): stride == 1 ? "ring" : "ring(stride: \(stride))"
    case .star(let center): center == 0 ? "star" : "star(center: \(center))"
    case .groups(let groups): "groups(\(groups))"
    }
  }
}
