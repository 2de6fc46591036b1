public import Circuits

/// How a row of data becomes a circuit: features in, circuit out.
///
/// ```swift
/// let map = FeatureMap.zz(features: 2)
/// map.template                                  // one circuit for all rows, with x[0] and x[1] open
/// try map.circuit(for: [0.3, 1.2])              // the circuit of one row
/// ```
///
/// Nearly every map is two things: a ``template``, a circuit whose angles are formulas of features, and
/// numbers that a row gives to these features, mostly the row itself. So one circuit serves a batch. A
/// map whose gates themselves depend on the row has no template; it makes a circuit for each.
///
/// A new map is a function that returns one of the three initialisers:
///
/// ```swift
/// extension FeatureMap {
///   static func pair() -> FeatureMap {
///     let x = Features(count: 2)
///     return FeatureMap("pair", Circuit(qubits: 1) { $0.ry(x[0] * x[1], 0) })
///   }
/// }
/// ```
public struct FeatureMap: Sendable {
  /// The name, which errors begin with.
  public let name: String
  /// How many numbers a row has.
  public let featureCount: Int
  /// How many qubits the circuit has.
  public let qubitCount: Int
  /// The circuit of every row, with features that are open.
  ///
  /// Weights are open in it too, where a map has them. There is nothing for a map that makes gates of its
  /// own for each row.
  public let template: Circuit?
  /// What is wrong with the map.
  public let flaws: [String]
  let make: Make

  /// The numbers of the template's features, or a circuit.
  enum Make: Sendable {
    case values(@Sendable ([Double]) throws(EncodingError) -> [Double])
    case circuit(@Sendable ([Double]) throws(EncodingError) -> Circuit)
  }

  /// A map that is a circuit, whose features are the numbers of a row.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - circuit: A circuit with open features; weights may be open too.
  ///   - features: How many numbers a row has; as many as the circuit has places unless given.
  public init(_ name: String, _ circuit: Circuit, features: Int? = nil) {
    let used = circuit.layout(of: .feature).count
    self.init(
      name, features: max(features ?? used, used), qubits: circuit.qubitCount, template: circuit,
      flaws: circuit.flaws.map(\.description),
      make: .values { row throws(EncodingError) in Array(row.prefix(used)) })
  }

  /// A map that is a circuit, whose features are computed from a row.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - features: How many numbers a row has.
  ///   - template: A circuit with open features.
  ///   - values: The numbers of its features, in the order of ``Circuits/SymbolLayout``.
  public init(
    _ name: String, features: Int, template: Circuit,
    values: @escaping @Sendable (_ row: [Double]) throws(EncodingError) -> [Double]
  ) {
    self.init(
      name, features: features, qubits: template.qubitCount, template: template,
      flaws: template.flaws.map(\.description), make: .values(values))
  }

  /// A map that makes gates of its own for each row.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - features: How many numbers a row has.
  ///   - qubits: How many qubits every circuit has.
  ///   - circuit: The circuit of a row; weights may be open in it.
  public init(
    _ name: String, features: Int, qubits: Int,
    circuit: @escaping @Sendable (_ row: [Double]) throws(EncodingError) -> Circuit
  ) {
    self.init(
      name, features: features, qubits: qubits, template: nil, flaws: [], make: .circuit(circuit))
  }

  init(
    _ name: String, features: Int, qubits: Int, template: Circuit?, flaws: [String], make: Make
  ) {
    (self.name, featureCount) = (name, features)
    (self.template, self.make) = (template, make)
    let (hasRows, hasQubits) = (
      1...FeatureMap.mostFeatures ~= features, 0...Circuit.mostQubits ~= qubits
    )
    qubitCount = hasQubits ? qubits : 0
    let rows = "\(features) features: a row has 1 to \(FeatureMap.mostFeatures)"
    let width = "\(qubits) qubits: there are 0 to \(Circuit.mostQubits)"
    self.flaws = (hasRows ? [] : [rows]) + (hasQubits ? [] : [width]) + flaws
  }

  /// More numbers than a row of data has.
  static let mostFeatures = 1 << 22

  /// A count, where a row can have so many features; else 0, since there is a flaw and nothing to build.
  static func usable(_ count: Int) -> Int { 1...mostFeatures ~= count ? count : 0 }

  /// The numbers that a row gives to the features of the ``template``.
  ///
  /// - Parameter row: The features.
  /// - Returns: A number for each place of the template's features.
  /// - Throws: ``EncodingError`` for a row that does not fit, and for a map without a template.
  public func values(for row: [Double]) throws(EncodingError) -> [Double] {
    try check(row)
    guard case .values(let values) = make else { throw .noTemplate(name) }
    return try values(row)
  }

  /// The circuit of a row; weights stay open.
  ///
  /// - Parameter row: The features.
  /// - Returns: A circuit without open features.
  /// - Throws: ``EncodingError`` for a row that does not fit.
  /// - Complexity: O(*k*) in the number of terms of all angles, for a map with a template.
  public func circuit(for row: [Double]) throws(EncodingError) -> Circuit {
    try check(row)
    do {
      switch make {
      case .values(let values):
        let bound = try template?.bound(features: values(row))
        return bound ?? Circuit(qubits: qubitCount)
      case .circuit(let circuit): return try circuit(row).checked()
      }
    } catch let error as CircuitError {
      throw .circuit(error)
    } catch {
      throw error as? EncodingError ?? .flawed(name, flaws: ["\(error)"])
    }
  }

  private func check(_ row: [Double]) throws(EncodingError) {
    guard flaws.isEmpty else { throw .flawed(name, flaws: flaws) }
    guard row.count == featureCount else {
      throw .wrongCount(name, given: row.count, expected: featureCount)
    }
    if let place = row.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(name, place: place)
    }
  }
}

extension FeatureMap: CustomStringConvertible {
  /// The name, the counts, and the template.
  public var description: String {
    let head = "\(name): \(featureCount) features on \(qubitCount) qubits"
    return head + (template.map { "\n\($0)" } ?? ", a circuit for each row")
  }
}
