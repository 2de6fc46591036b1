extension Circuit {
  /// The circuit with some symbols replaced, by numbers or by other angles.
  ///
  /// - Parameter replacement: What stands in the place of a symbol; nothing keeps it.
  /// - Returns: A circuit with the same gates.
  /// - Complexity: O(*k*) in the number of terms of all angles.
  ///   An angle that is not finite then is a flaw.
  public func substituting(_ replacement: (Symbol) -> Angle?) -> Circuit {
    var circuit = mapAngles { $0.isConstant ? $0 : $0.substituting(replacement) }
    for (place, operation) in circuit.operations.enumerated() {
      guard let reason = operation.angleFlaw else { continue }
      circuit.flaws.append(Flaw(place: place, operation: "\(operation)", reason: reason))
    }
    return circuit
  }

  /// The circuit with weights, features or both given as numbers.
  ///
  /// ```swift
  /// try circuit.bound(features: [0.1, 0.7])                  // weights stay open
  /// try circuit.bound(weights: ["w": [1, 2], "θ": [0.5]])    // two groups
  /// ```
  ///
  /// Numbers belong to the places of their group: `weights[3]` is `w[3]`. Where a circuit has several
  /// groups of weights, a list gives them one after the other, by the names of the groups; each takes
  /// as many numbers as the highest place that the circuit has of it.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight; nothing leaves them open.
  ///   - features: The value of each feature, and of more that the circuit does not use; nothing leaves
  ///     them open.
  /// - Returns: A circuit with fewer open symbols.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few values or too many weights.
  public func bound(weights: [Double]? = nil, features: [Double]? = nil) throws(CircuitError)
    -> Circuit
  {
    var values: [Symbol: Double] = [:]
    for (role, given) in [(Symbol.Role.weight, weights), (.feature, features)] {
      guard let given else { continue }
      let places = layout(of: role)
      let isFit = role == .weight ? given.count == places.count : given.count >= places.count
      guard isFit else {
        throw .unfitValues(role, given: given.count, needed: places.groups.map(\.description))
      }
      values.merge(places.symbols.map { ($0.symbol, given[$0.place]) }) { first, _ in first }
    }
    return substituting { values[$0].map { Angle($0) } }
  }

  /// The circuit with groups of weights and features given by their names.
  ///
  /// - Parameter values: The values of groups; other groups stay open.
  /// - Returns: A circuit with fewer open symbols.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` where a group has fewer values than places.
  public func bound(_ values: [String: [Double]]) throws(CircuitError) -> Circuit {
    for role in [Symbol.Role.weight, .feature] {
      for group in layout(of: role).groups {
        guard let given = values[group.name], given.count < group.count else { continue }
        throw .unfitValues(role, given: given.count, needed: [group.description])
      }
    }
    return substituting { symbol in values[symbol.group].map { Angle($0[symbol.index]) } }
  }

  /// Where the values of the weights, or of the features, stand in one list.
  public func layout(of role: Symbol.Role) -> SymbolLayout {
    SymbolLayout(symbols.filter { $0.role == role })
  }

  /// The circuit with other angles.
  func mapAngles(_ transform: (Angle) -> Angle) -> Circuit {
    with(operations.map { $0.mapAngles(transform) })
  }

  /// The circuit with angles in the place of the names that they have in it.
  func replacing(_ formals: [Symbol], by angles: [Angle]) -> Circuit {
    if formals.isEmpty { return self }
    let replacements = Dictionary(zip(formals, angles)) { first, _ in first }
    return substituting { replacements[$0] }
  }
}

/// Where the values of symbols stand in one list: group after group by name, and each by its places.
public struct SymbolLayout: Hashable, Sendable {
  /// Symbols of one name.
  public struct Group: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let name: String
    /// One more than the highest place that is used.
    public let count: Int
    /// How many values stand before its first.
    public let start: Int

    /// `w[0...3]`.
    public var description: String { count == 1 ? "\(name)[0]" : "\(name)[0...\(count - 1)]" }
  }

  /// The groups, in the order of their values.
  public let groups: [Group]
  /// The symbols that are used, each with the place of its value.
  public let symbols: [(symbol: Symbol, place: Int)]
  /// How many values there are in all.
  public var count: Int { groups.last.map { $0.start &+ $0.count } ?? 0 }

  /// The layout of symbols, in ascending order.
  init(_ symbols: [Symbol]) {
    var groups: [Group] = []
    var places: [(symbol: Symbol, place: Int)] = []
    var rest = symbols[...]
    while let first = rest.first {
      let members = rest.prefix { $0.group == first.group }
      let start = groups.last.map { $0.start &+ $0.count } ?? 0
      groups.append(
        Group(name: first.group, count: (members.last?.index ?? 0) &+ 1, start: start))
      places += members.map { ($0, start &+ $0.index) }
      rest = rest.dropFirst(members.count)
    }
    (self.groups, self.symbols) = (groups, places)
  }

  /// Whether the same symbols stand at the same places.
  public static func == (left: SymbolLayout, right: SymbolLayout) -> Bool {
    left.symbols.elementsEqual(right.symbols, by: ==)
  }

  /// Hashes the symbols.
  public func hash(into hasher: inout Hasher) {
    for (symbol, _) in symbols { hasher.combine(symbol) }
  }
}
