public import Circuits

/// Maps that are made of maps.
extension FeatureMap {
  /// A map that is put together from others, each with some of the features and on some of the qubits.
  ///
  /// ```swift
  /// let map = FeatureMap("mixed", features: 6, qubits: 4) {
  ///   $0.append(.angle(features: 2), reading: [0, 1], on: [0, 1])
  ///   $0.append(.amplitude(features: 4), reading: [2, 3, 4, 5], on: [2, 3])
  ///   $0.append(.realAmplitudes(qubits: 4))
  /// }
  /// ```
  ///
  /// Each part has weights of its own. A feature may be read by several parts, and by none.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - features: How many numbers a row has.
  ///   - qubits: How many qubits there are.
  ///   - build: What appends the parts.
  public init(
    _ name: String, features: Int, qubits: Int, _ build: (inout FeatureMapParts) -> Void
  ) {
    var parts = FeatureMapParts(features: features, qubits: qubits)
    build(&parts)
    let all = parts
    let flaws = parts.flaws + parts.list.flatMap(\.flaws)
    guard let template = parts.template else {
      self.init(
        name, features: features, qubits: qubits, template: nil, flaws: flaws,
        make: .circuit { row throws(EncodingError) in try all.circuit(for: row) })
      return
    }
    self.init(
      name, features: features, qubits: template.qubitCount, template: template,
      flaws: flaws + template.flaws.map(\.description),
      make: .values { row throws(EncodingError) in try all.values(for: row) })
  }

  /// The map with gates behind it, as an ansatz.
  ///
  /// - Parameter circuit: The gates, whose weights stay as they are.
  /// - Returns: A map with the same features.
  public func appending(_ circuit: Circuit) -> FeatureMap {
    changed("\(name) and more") { $0.appending(circuit) }
  }

  /// The map again and again, and between two uploads, and behind the last, gates that are trained.
  ///
  /// ```swift
  /// FeatureMap.angle(features: 2)
  ///   .reuploaded(layers: 3, between: .stronglyEntangling(qubits: 2))
  /// ```
  ///
  /// Every layer has weights of its own: first those of the map, then the scales, then those between.
  /// Where features are scaled, a weight stands before each of them, $\theta = w\,x$, so that the
  /// frequencies are learned.
  ///
  /// A. Pérez-Salinas, A. Cervera-Lierta, E. Gil-Fuster and J. I. Latorre, "Data re-uploading for a
  /// universal quantum classifier", arXiv:1907.02085 (2019).
  ///
  /// - Parameters:
  ///   - layers: How often the features are uploaded.
  ///   - ansatz: The gates between, with weights.
  ///   - scaling: Whether a weight stands before each feature.
  ///   - weights: The name of the weights.
  /// - Returns: A map with the same features.
  public func reuploaded(
    layers: Int, between ansatz: Circuit, scaling: Bool = false, weights: String = "w"
  ) -> FeatureMap {
    let problem =
      layers < 1
      ? "reuploaded(layers: \(layers)): there is at least 1"
      : scaling && template == nil
        ? "reuploaded(scaling: true): a map that makes gates for each row has no features to scale"
        : nil
    return changed("\(name), \(layers) times", problem: problem) { upload in
      var w = Weights(weights)
      var circuit = upload.emptied()
      circuit.layers(layers) { circuit, _ in
        let own = upload.withWeights(from: &w)
        circuit.append(scaling ? own.scaled(by: &w) : own)
        circuit.append(ansatz.withWeights(from: &w))
      }
      return circuit
    }
  }

  /// The map with another circuit in the place of that of each row, or of all.
  private func changed(
    _ name: String, problem: String? = nil, _ change: @escaping @Sendable (Circuit) -> Circuit
  ) -> FeatureMap {
    let flaws = problem.map { [$0] } ?? []
    guard let template else {
      let map = self
      return FeatureMap(
        name, features: featureCount, qubits: qubitCount, template: nil, flaws: self.flaws + flaws,
        make: .circuit { row throws(EncodingError) in change(try map.circuit(for: row)) })
    }
    let circuit = change(template)
    return FeatureMap(
      name, features: featureCount, qubits: circuit.qubitCount, template: circuit,
      flaws: self.flaws + circuit.flaws.map(\.description) + flaws, make: make)
  }
}

/// The parts of a map, each a map or a circuit.
public struct FeatureMapParts: Sendable {
  /// One part.
  struct Part: Sendable {
    let map: FeatureMap
    let features: [Int]
    let qubits: [Int]
    var flaws: [String] { map.flaws }
  }

  let featureCount: Int
  let qubitCount: Int
  private(set) var list: [Part] = []
  private(set) var flaws: [String] = []

  init(features: Int, qubits: Int) {
    // What a map cannot have is a flaw of the map.
    (featureCount, qubitCount) = (FeatureMap.usable(features), qubits)
  }

  /// Appends a map.
  ///
  /// - Parameters:
  ///   - map: The map.
  ///   - features: The places of its features in a row; the first ones unless given.
  ///   - qubits: The qubit here for each of its qubits; the first ones unless given.
  public mutating func append(
    _ map: FeatureMap, reading features: [Int]? = nil, on qubits: [Int]? = nil
  ) {
    guard map.flaws.isEmpty else { return flaws += map.flaws.map { "\(map.name): \($0)" } }
    let features = features ?? Array(0..<map.featureCount)
    let qubits = qubits ?? Array(0..<map.qubitCount)
    if features.count != map.featureCount {
      flaws.append("\(map.name) takes \(map.featureCount) features, and reads \(features.count)")
    }
    if let place = features.first(where: { !(0..<featureCount ~= $0) }) {
      flaws.append("\(map.name) reads feature \(place), and a row has 0 to \(featureCount - 1)")
    }
    if qubits.count != map.qubitCount {
      flaws.append("\(map.name) has \(map.qubitCount) qubits, and \(qubits.count) are given")
    }
    guard flaws.isEmpty else { return }
    list.append(Part(map: map, features: features, qubits: qubits))
  }

  /// Appends gates that are the same for every row, as an ansatz.
  ///
  /// - Parameters:
  ///   - circuit: The gates.
  ///   - qubits: The qubit here for each of its qubits; the first ones unless given.
  public mutating func append(_ circuit: Circuit, on qubits: [Int]? = nil) {
    if let feature = circuit.features.first {
      return flaws.append("a circuit that reads \(feature): append FeatureMap(_:_:) of it")
    }
    let map = FeatureMap(
      "circuit", features: 1, qubits: circuit.qubitCount, template: circuit,
      flaws: circuit.flaws.map(\.description), make: .values { _ throws(EncodingError) in [] })
    guard qubits.map({ $0.count == circuit.qubitCount }) ?? true else {
      return flaws.append(
        "a circuit of \(circuit.qubitCount) qubits on \(qubits?.count ?? 0) of them")
    }
    list.append(Part(map: map, features: [0], qubits: qubits ?? Array(0..<circuit.qubitCount)))
  }

  /// All templates behind one another, with features and weights of their own.
  var template: Circuit? {
    guard list.allSatisfy({ $0.map.template != nil }) else { return nil }
    var start = 0
    return joined { part in
      let template = part.map.template ?? Circuit(qubits: part.qubits.count)
      let layout = template.layout(of: .feature)
      let places = Dictionary(uniqueKeysWithValues: layout.symbols.map { ($0.symbol, $0.place) })
      let first = start
      start += layout.count
      return template.substituting { symbol in
        places[symbol].map { Angle.feature(first + $0) }
      }
    }
  }

  func values(for row: [Double]) throws(EncodingError) -> [Double] {
    var values: [Double] = []
    for part in list {
      let own = try part.map.values(for: part.features.map { row[$0] })
      // A template may leave the last of its numbers unused.
      values += own.prefix(part.map.template?.layout(of: .feature).count ?? 0)
    }
    return values
  }

  func circuit(for row: [Double]) throws(EncodingError) -> Circuit {
    var circuits: [Circuit] = []
    for part in list {
      circuits.append(try part.map.circuit(for: part.features.map { row[$0] }))
    }
    var next = circuits.makeIterator()
    return joined { part in next.next() ?? Circuit(qubits: part.qubits.count) }
  }

  private func joined(_ circuit: (Part) -> Circuit) -> Circuit {
    var weights = Weights()
    return Circuit(qubits: qubitCount) { all in
      for part in list {
        all.append(circuit(part).withWeights(from: &weights), on: part.qubits)
      }
    }
  }
}

extension Circuit {
  /// The circuit with a weight before each feature.
  fileprivate func scaled(by weights: inout Weights) -> Circuit {
    var scaled: [Symbol: Angle] = [:]
    for feature in features { scaled[feature] = weights.next() * Angle(feature) }
    return substituting { scaled[$0] }
  }
}
