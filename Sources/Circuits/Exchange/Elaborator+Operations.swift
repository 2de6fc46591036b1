extension Elaborator {
  mutating func measure(
    _ source: Operand, into target: Operand, at place: TextPlace
  ) throws(CircuitError) {
    let (qubits, bits) = (try qubits(source), try bits(target))
    guard qubits.count == bits.count else {
      throw problem(
        "\(qubits.count) qubits are measured into \(bits.count) bits; there have to be as many",
        at: place)
    }
    try spend(2 * qubits.count, at: place)
    for index in 0..<qubits.count {
      operations.append(Operation(.measure(into: bits[index]), on: [qubits[index]]))
    }
  }

  mutating func reset(_ operand: Operand) throws(CircuitError) {
    let qubits = try qubits(operand)
    try spend(2 * qubits.count, at: operand.place)
    for index in 0..<qubits.count { operations.append(Operation(.reset, on: [qubits[index]])) }
  }

  /// A barrier on some qubits, or on all that there are.
  mutating func barrier(_ operands: [Operand], at place: TextPlace) throws(CircuitError) {
    var all: [Int] = []
    for operand in operands {
      let qubits = try qubits(operand)
      try spend(qubits.count, at: place)
      all += qubits.all
    }
    if operands.isEmpty {
      let count = bodyDepth == nil ? qubitCount : scopes[1].count
      try spend(count, at: place)
      all = bodyDepth == nil ? Array(0..<count) : bodyQubits
    }
    try checkDistinct(all, "barrier", at: place)
    operations.append(Operation(.barrier, on: all))
  }

  /// The qubits of the gate whose body is read.
  private var bodyQubits: [Int] {
    scopes[1].values.compactMap { binding in
      if case .qubits(let places) = binding { places[0] } else { nil }
    }.sorted()
  }

  func checkDistinct(
    _ qubits: [Int], _ what: String, at place: TextPlace
  ) throws(CircuitError) {
    guard qubits.count > 1 else { return }
    if qubits.count == 2 ? qubits[0] == qubits[1] : Set(qubits).count < qubits.count {
      throw problem("\(what) is given a qubit twice", at: place)
    }
  }

  // MARK: - Conditions

  mutating func choose(
    _ formula: Expression, _ then: [Statement], _ otherwise: [Statement], at place: TextPlace
  ) throws(CircuitError) {
    switch try truth(of: formula) {
    case .known(let isTrue): operations += try operations(of: isTrue ? then : otherwise)
    case .depends(let condition):
      let first = try operations(of: then)
      let second = try operations(of: otherwise)
      let bits = Set(condition.bits)
      let writes = { (operations: [Operation]) in
        operations.contains { !bits.isDisjoint(with: $0.writtenBits) }
      }
      // The condition is looked at before each part, so a part that changes it comes last.
      let isReversed = writes(first)
      if isReversed && !second.isEmpty && writes(second) {
        throw problem(
          "both parts of this if measure into bits that its condition reads; use other bits",
          at: place)
      }
      let parts = [(condition, first), (!condition, second)]
      for (condition, part) in isReversed ? parts.reversed() : parts where !part.isEmpty {
        try spend(part.reduce(1) { $0 + $1.qubits.count + $1.bits.count }, at: place)
        operations += Operation.choice(condition, part)
      }
    }
  }

  /// What a condition comes to: known while reading, or only when the circuit runs.
  private enum Truth {
    case known(Bool)
    case depends(Condition)

    static prefix func ! (truth: Truth) -> Truth {
      switch truth {
      case .known(let isTrue): .known(!isTrue)
      case .depends(let condition): .depends(!condition)
      }
    }
  }

  private func truth(of formula: Expression) throws(CircuitError) -> Truth {
    if let bits = try bitsRead(formula) {
      try checkWidth(bits, at: formula.place)
      let isOne = bits.count == 1
      let condition = Condition(bits: bits.all, equal: isOne ? 1 : 0)
      return .depends(isOne ? condition : !condition)
    }
    switch formula.kind {
    case .prefix(let sign, let inner) where sign == "!" || sign == "~":
      return !(try truth(of: inner))
    case .chain(let first, let links):
      if let link = links.first, links.count == 1, link.symbol == "==" || link.symbol == "!=",
        let truth = try comparison(first, link.operand)
      {
        return link.symbol == "==" ? truth : !truth
      }
      guard let symbol = links.first?.symbol, ["&&", "||", "&", "|"].contains(symbol) else { break }
      var sum = try truth(of: first)
      for link in links {
        sum = try joined(sum, symbol, try truth(of: link.operand), at: formula.place)
      }
      return sum
    default: break
    }
    guard case .flag(let flag) = try value(of: formula) else {
      throw problem("a condition is expected, as c == 2 or c[0] && !c[1]", at: formula.place)
    }
    return .known(flag)
  }

  /// Bits that a formula names; nothing for any other formula.
  private func bitsRead(_ formula: Expression) throws(CircuitError) -> Places? {
    switch formula.kind {
    case .name(let name):
      guard case .bits(let places) = try binding(name, at: formula.place) else { return nil }
      return places
    case .element(let name, let index):
      guard case .bits = try binding(name, at: formula.place) else { return nil }
      return try bits(Operand(name: name, selections: [.one(index)], place: formula.place))
    default: return nil
    }
  }

  private func checkWidth(_ bits: Places, at place: TextPlace) throws(CircuitError) {
    guard 1...64 ~= bits.count else {
      throw problem("a condition reads 1 to 64 bits, and these are \(bits.count)", at: place)
    }
  }

  /// `c == 5`, either way round; nothing where no bits stand in it.
  private func comparison(_ left: Expression, _ right: Expression) throws(CircuitError) -> Truth? {
    let leftBits = try bitsRead(left)
    let rightBits = try bitsRead(right)
    guard let bits = leftBits ?? rightBits else { return nil }
    try checkWidth(bits, at: left.place)
    let other = leftBits == nil ? left : right
    guard let number = try pattern(other), bits.count == 64 || number >> UInt64(bits.count) == 0
    else { return .known(false) }
    return .depends(Condition(bits: bits.all, equal: number))
  }

  /// The number that bits are compared with; nothing for one that they never are.
  private func pattern(_ formula: Expression) throws(CircuitError) -> UInt64? {
    if case .bits(let text) = formula.kind {
      let digits = text.filter { $0 != "_" && $0 != " " }
      guard !digits.isEmpty, digits.allSatisfy({ $0 == "0" || $0 == "1" }), digits.count <= 64
      else {
        throw problem("up to 64 zeros and ones are expected", at: formula.place)
      }
      return UInt64(digits, radix: 2)
    }
    let value = try value(of: formula)
    if case .flag(let flag) = value { return flag ? 1 : 0 }
    guard let number = value.integer else {
      throw problem("bits are compared with a whole number", at: formula.place)
    }
    return UInt64(exactly: number)
  }

  /// Two conditions in one, which has to be again that bits are a number, or are not.
  private func joined(
    _ left: Truth, _ symbol: String, _ right: Truth, at place: TextPlace
  ) throws(CircuitError) -> Truth {
    // a || b is !(!a && !b).
    if symbol.first == "|" { return !(try joined(!left, "&&", !right, at: place)) }
    switch (left, right) {
    case (.known(let isTrue), let other), (let other, .known(let isTrue)):
      return isTrue ? other : .known(false)
    case (.depends(let a), .depends(let b)):
      guard let a = a.assignments, let b = b.assignments else {
        throw problem(
          "a condition is here that bits are a number, or that they are not; this one is more",
          at: place)
      }
      let both = a.merging(b) { $0 == $1 ? $0 : nil }
      guard both.count <= 64 else { throw problem("a condition of more than 64 bits", at: place) }
      var number: UInt64 = 0
      let bits = both.keys.sorted()
      for (index, bit) in bits.enumerated() {
        guard let isSet = both[bit] ?? nil else { return .known(false) }
        if isSet { number |= 1 << UInt64(index) }
      }
      return .depends(Condition(bits: bits, equal: number))
    }
  }
}

extension Condition {
  /// The value of each bit where the condition holds; nothing where there are several ways.
  var assignments: [Int: Bool?]? {
    if isNegated && bits.count > 1 { return nil }
    var values: [Int: Bool?] = [:]
    for (index, bit) in bits.enumerated() {
      values[bit] = .some((value >> UInt64(index) & 1 == 1) != isNegated)
    }
    return values
  }
}

extension Operation {
  /// The bits that it may change.
  var writtenBits: [Int] {
    switch action {
    case .measure(let bit): [bit]
    case .block(let circuit, _, let bits):
      circuit.operations.flatMap(\.writtenBits).map { bits[$0] }
    case .gate, .reset, .barrier: []
    }
  }

  /// Operations that are done where a condition holds: each with the condition, or as one block where
  /// they could change it on the way.
  static func choice(_ condition: Condition, _ operations: [Operation]) -> [Operation] {
    let isSimple = operations.allSatisfy { operation in
      guard operation.condition == nil else { return false }
      switch operation.action {
      case .gate, .reset, .barrier: return true
      case .measure, .block: return operations.count == 1
      }
    }
    if isSimple {
      return operations.map { operation in
        var operation = operation
        operation.condition = condition
        return operation
      }
    }
    let qubits = Set(operations.flatMap(\.qubits)).sorted()
    let bits = Set(operations.flatMap(\.bits)).sorted()
    let places = Dictionary(uniqueKeysWithValues: qubits.enumerated().map { ($1, $0) })
    let bitPlaces = Dictionary(uniqueKeysWithValues: bits.enumerated().map { ($1, $0) })
    var block = Circuit(qubits: qubits.count, bits: bits.count)
    for operation in operations {
      block.append(operation.moved(qubits: { places[$0] ?? $0 }, bits: { bitPlaces[$0] ?? $0 }))
    }
    return [Operation(.block(block, label: "if", bits: bits), on: qubits, if: condition)]
  }
}
