/// What passes made of a circuit, in numbers.
///
/// ```swift
/// print(try circuit.report(on: CircuitPass.standard))
/// ```
///
/// ```
///                  before  after
/// gates                12      5
/// two-qubit gates       6      2
/// ```
public struct CircuitReport: Sendable {
  /// The numbers of one circuit.
  public struct Measures: Hashable, Sendable {
    /// How often each gate stands there, by its name.
    public let counts: [String: Int]
    /// How many gates, measurements and resets there are.
    public let total: Int
    /// How many gates act on exactly two qubits.
    public let twoQubitCount: Int
    /// How many steps the circuit takes.
    public let depth: Int
    /// How many steps its gates of two and more qubits take.
    public let twoQubitDepth: Int
    /// How many gates do not belong to Clifford's group.
    public let nonCliffordCount: Int

    /// The numbers of a circuit.
    public init(_ circuit: Circuit) {
      counts = circuit.counts
      total = counts.values.reduce(0, +)
      (twoQubitCount, nonCliffordCount) = (circuit.twoQubitCount, circuit.nonCliffordCount)
      (depth, twoQubitDepth) = (circuit.depth, circuit.twoQubitDepth)
    }
  }

  /// The passes, in the order in which they were done.
  public let passes: [String]
  /// The circuit that they made.
  public let circuit: Circuit
  /// The numbers before them.
  public let before: Measures
  /// The numbers after them.
  public let after: Measures
}

extension Circuit {
  /// Does passes to the circuit, and says what came of it.
  ///
  /// - Parameter passes: The passes.
  /// - Returns: The new circuit, with the numbers of both.
  /// - Throws: ``CircuitError``, as ``transformed(by:)``.
  public func report(on passes: [CircuitPass]) throws(CircuitError) -> CircuitReport {
    let circuit = try transformed(by: passes)
    return CircuitReport(
      passes: passes.map(\.name), circuit: circuit, before: CircuitReport.Measures(self),
      after: CircuitReport.Measures(circuit))
  }
}

extension CircuitReport: CustomStringConvertible {
  /// A table: a line for each number, the gates by their names last.
  public var description: String {
    let names = Set(before.counts.keys).union(after.counts.keys).sorted()
    let lines =
      [("", "before", "after")]
      + CircuitReport.rows.map { row in
        (row.name, "\(row.number(before))", "\(row.number(after))")
      }
      + names.map { ($0, "\(before.counts[$0] ?? 0)", "\(after.counts[$0] ?? 0)") }
    let widths = lines.reduce((0, 0, 0)) {
      (max($0.0, $1.0.count), max($0.1, $1.1.count), max($0.2, $1.2.count))
    }
    return lines.map { line in
      line.0 + Self.blank(widths.0 - line.0.count + 2 + widths.1 - line.1.count) + line.1
        + Self.blank(2 + widths.2 - line.2.count) + line.2
    }.joined(separator: "\n")
  }

  private typealias Row = (name: String, number: @Sendable (Measures) -> Int)

  private static let rows: [Row] = [
    ("gates", { $0.total }), ("two-qubit gates", { $0.twoQubitCount }), ("depth", { $0.depth }),
    ("two-qubit depth", { $0.twoQubitDepth }), ("not Clifford", { $0.nonCliffordCount }),
  ]

  private static func blank(_ count: Int) -> String { String(repeating: " ", count: count) }
}
