extension Elaborator {
  /// The value of a formula.
  func value(of formula: Expression) throws(CircuitError) -> Value {
    switch formula.kind {
    case .integer(let number): return .integer(number)
    case .real(let number): return .angle(Angle(number))
    case .flag(let flag): return .flag(flag)
    case .bits: throw problem("a text of bits is no number here", at: formula.place)
    case .name(let name): return try value(ofName: name, nil, at: formula.place)
    case .element(let name, let index):
      return try value(ofName: name, index, at: formula.place)
    case .prefix(let sign, let inner): return try signed(sign, inner)
    case .chain(let first, let links): return try value(of: first, links)
    case .power(let base, let exponent):
      let (base, exponent) = (try value(of: base), try value(of: exponent))
      return try placed(formula.place) { () throws(ValueProblem) in
        try Value.power(base, exponent)
      }
    case .call(let name, let arguments):
      var values: [Value] = []
      for argument in arguments { values.append(try value(of: argument)) }
      return try placed(formula.place) { () throws(ValueProblem) in
        try Value.function(name, values)
      }
    }
  }

  /// A whole number.
  func whole(_ formula: Expression) throws(CircuitError) -> Int {
    guard let number = try value(of: formula).integer else {
      throw problem("a whole number is expected", at: formula.place)
    }
    return number
  }

  /// The numbers that a loop goes through, or that name parts of a register of so many.
  func numbers(
    _ values: Values, at place: TextPlace, of count: Int? = nil
  ) throws(CircuitError) -> [Int] {
    switch values {
    case .list(let formulas):
      var numbers: [Int] = []
      for formula in formulas { numbers.append(try whole(formula)) }
      return numbers
    case .range(let from, let step, let to):
      let stride = try step.map { formula throws(CircuitError) in try whole(formula) } ?? 1
      var first = try from.map { formula throws(CircuitError) in try whole(formula) } ?? 0
      let last: Int
      if let to {
        last = try whole(to)
      } else {
        guard let count else { throw problem("the range has no end", at: place) }
        last = count - 1
      }
      if let count, first < 0 { first += count }
      let end = count.map { last < 0 ? last + $0 : last } ?? last
      return try range(first, stride, end, at: place)
    }
  }

  private func range(
    _ first: Int, _ stride: Int, _ last: Int, at place: TextPlace
  ) throws(CircuitError) -> [Int] {
    let limit = ExchangeLimits.work
    guard stride != 0 else { throw problem("the step of the range is 0", at: place) }
    guard abs(Double(last) - Double(first)) / abs(Double(stride)) <= Double(limit),
      [first, stride, last].allSatisfy({ $0.magnitude < 1 << 60 })
    else { throw problem("the range has more than \(limit) numbers", at: place) }
    return Array(Swift.stride(from: first, through: last, by: stride))
  }

  private func value(
    ofName name: String, _ index: Expression?, at place: TextPlace
  ) throws(CircuitError) -> Value {
    switch try binding(name, at: place) {
    case .value(let value) where index == nil: return value
    case .inputs(let symbol, let count):
      guard let count else {
        if index != nil { throw problem("\(name) is one number and has no parts", at: place) }
        return .angle(Angle(symbol))
      }
      guard let index else {
        throw problem("\(name) is \(count) numbers; one is needed", at: place)
      }
      let number = try self.index(index, of: count, in: name)
      return .angle(Angle(Symbol(symbol.role, group: symbol.group, index: number)))
    default: throw problem("\(name) is no number", at: place)
    }
  }

  private func signed(_ sign: String, _ inner: Expression) throws(CircuitError) -> Value {
    let value = try value(of: inner)
    switch (sign, value) {
    case ("+", .integer), ("+", .angle): return value
    case ("-", .integer(let number)) where number != Int.min: return .integer(-number)
    case ("-", .angle(let angle)): return .angle(-angle)
    case ("!", .flag(let flag)): return .flag(!flag)
    case ("~", .integer(let number)): return .integer(~number)
    default: throw problem("\(sign) does not go before this value", at: inner.place)
    }
  }

  /// A chain of operators; a long sum of open angles is added up at once.
  private func value(
    of first: Expression, _ links: [Expression.Link]
  ) throws(CircuitError) -> Value {
    var sum = try value(of: first)
    var terms: [(factors: [Symbol], coefficient: Double)] = []
    for link in links {
      let value = try value(of: link.operand)
      if let angle = value.angle, !angle.isConstant, link.symbol == "+" || link.symbol == "-" {
        let sign: Double = link.symbol == "+" ? 1 : -1
        terms += angle.terms.map { ($0.factors, sign * $0.coefficient) }
        if angle.constant == 0 { continue }
        sum = try joined(sum, link.symbol, .angle(Angle(angle.constant)), at: link.operand.place)
      } else {
        sum = try joined(sum, link.symbol, value, at: link.operand.place)
      }
    }
    guard !terms.isEmpty else { return sum }
    guard let angle = sum.angle else { throw problem("a sum with true or false", at: first.place) }
    terms += angle.terms.map { ($0.factors, $0.coefficient) }
    return .angle(Angle.sum(of: terms, plus: angle.constant, flaws: []))
  }

  private func joined(
    _ left: Value, _ symbol: String, _ right: Value, at place: TextPlace
  ) throws(CircuitError) -> Value {
    try placed(place) { () throws(ValueProblem) in try Value.joined(left, symbol, right) }
  }

  private func placed(
    _ place: TextPlace, _ compute: () throws(ValueProblem) -> Value
  ) throws(CircuitError) -> Value {
    do { return try compute() } catch { throw problem(error.reason, at: place) }
  }
}
