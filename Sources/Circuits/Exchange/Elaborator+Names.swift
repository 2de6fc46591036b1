/// What a name of an OpenQASM text means.
enum Binding: Sendable {
  case value(Value)
  case qubits(Places)
  case bits(Places)
  /// Numbers that are left open, under one name.
  case inputs(Symbol, count: Int?)
}

/// The numbers of some qubits or bits.
struct Places: Sendable {
  private enum Storage {
    // A register is a range, so that a huge one costs nothing.
    case range(Range<Int>)
    case list([Int])
  }

  private let storage: Storage
  /// Whether it is a register, to each of whose qubits a gate is applied.
  let isRegister: Bool

  init(_ range: Range<Int>, isRegister: Bool) {
    (storage, self.isRegister) = (.range(range), isRegister)
  }

  init(_ list: [Int], isRegister: Bool = true) {
    (storage, self.isRegister) = (.list(list), isRegister)
  }

  var count: Int {
    switch storage {
    case .range(let range): range.count
    case .list(let list): list.count
    }
  }

  subscript(index: Int) -> Int {
    switch storage {
    case .range(let range): range.lowerBound + index
    case .list(let list): list[index]
    }
  }

  var all: [Int] { (0..<count).map { self[$0] } }
}

extension Elaborator {
  /// What a name means, seen from here.
  func binding(_ name: String, at place: TextPlace) throws(CircuitError) -> Binding {
    for (level, scope) in scopes.enumerated().reversed() {
      guard let binding = scope[name] else { continue }
      guard bodyDepth != nil, level == 0 else { return binding }
      // The body of a gate sees nothing of the program but its constants.
      if case .value = binding { return binding }
      throw problem("\"\(name)\" is not seen within the definition of a gate", at: place)
    }
    if let constant = Value.constants[name] { return .value(constant) }
    throw problem("nothing is called \"\(name)\" here", at: place)
  }

  mutating func bind(_ name: String, _ binding: Binding, at place: TextPlace) throws(CircuitError) {
    guard scopes[scopes.count - 1].updateValue(binding, forKey: name) == nil else {
      throw problem("\"\(name)\" is declared already", at: place)
    }
  }

  mutating func declareQubits(
    _ name: String, _ size: Expression?, at place: TextPlace
  ) throws(CircuitError) {
    let count = try registerSize(size, of: "qubits", after: qubitCount, at: place)
    let range = qubitCount..<qubitCount + count
    qubitCount += count
    try bind(name, .qubits(Places(range, isRegister: size != nil)), at: place)
  }

  mutating func declareBits(
    _ name: String, _ size: Expression?, at place: TextPlace
  ) throws(CircuitError) {
    let count = try registerSize(size, of: "bits", after: bitCount, at: place)
    let range = bitCount..<bitCount + count
    bitCount += count
    try bind(name, .bits(Places(range, isRegister: size != nil)), at: place)
  }

  private mutating func registerSize(
    _ size: Expression?, of what: String, after others: Int, at place: TextPlace
  ) throws(CircuitError) -> Int {
    guard isOutermost else {
      throw problem("\(what) are declared outside of blocks", at: place)
    }
    guard let size else { return 1 }
    let count = try whole(size)
    guard 0...Circuit.mostQubits - others ~= count else {
      throw problem(
        "\(count) \(what); a circuit has at most \(Circuit.mostQubits) of them", at: size.place)
    }
    return count
  }

  mutating func declareInput(
    _ name: String, _ count: Expression?, at place: TextPlace
  ) throws(CircuitError) {
    guard isOutermost else { throw problem("inputs are declared outside of blocks", at: place) }
    let length = try count.map { size throws(CircuitError) in try whole(size) }
    if let length, !(1...Circuit.mostQubits ~= length) {
      throw problem("an input has 1 to \(Circuit.mostQubits) numbers", at: place)
    }
    let symbol =
      length == nil ? InputName.symbol(for: name) : InputName.symbol(for: name + "_0")
    try spend(length ?? 1, at: place)
    for index in 0..<(length ?? 1) {
      let own = Symbol(symbol.role, group: symbol.group, index: symbol.index + index)
      guard inputs.insert(own).inserted else {
        throw problem("\"\(name)\" is \(own), and another input is that already", at: place)
      }
    }
    try bind(name, .inputs(symbol, count: length), at: place)
  }

  mutating func declareAlias(
    _ name: String, _ parts: [Operand], at place: TextPlace
  ) throws(CircuitError) {
    var qubits: [Int] = []
    for part in parts {
      let places = try self.qubits(part)
      try spend(places.count, at: place)
      qubits += places.all
    }
    try bind(name, .qubits(Places(qubits)), at: place)
  }

  // MARK: - Operands

  func qubits(_ operand: Operand) throws(CircuitError) -> Places {
    if operand.name.first == "$" {
      throw problem(
        "\(operand.name) is a qubit of a machine; a circuit has those of qubit[n] q",
        at: operand.place)
    }
    guard case .qubits(let places) = try binding(operand.name, at: operand.place) else {
      throw problem("\"\(operand.name)\" is no qubit", at: operand.place)
    }
    return try select(operand, from: places)
  }

  func bits(_ operand: Operand) throws(CircuitError) -> Places {
    guard case .bits(let places) = try binding(operand.name, at: operand.place) else {
      throw problem("\"\(operand.name)\" is no classical bit", at: operand.place)
    }
    return try select(operand, from: places)
  }

  private func select(_ operand: Operand, from places: Places) throws(CircuitError) -> Places {
    var places = places
    for selection in operand.selections {
      guard places.isRegister else {
        throw problem("\"\(operand.name)\" is one qubit or bit and has no parts", at: operand.place)
      }
      switch selection {
      case .one(let index):
        let place = places[try self.index(index, of: places.count, in: operand.name)]
        places = Places(place..<place + 1, isRegister: false)
      case .many(let values):
        var chosen: [Int] = []
        for number in try numbers(values, at: operand.place, of: places.count) {
          let inside = number < 0 ? number + places.count : number
          guard 0..<places.count ~= inside else {
            throw outside(number, places.count, operand.name, operand.place)
          }
          chosen.append(places[inside])
        }
        places = Places(chosen)
      }
    }
    return places
  }

  /// An index of a register; a negative one counts from the end.
  func index(_ formula: Expression, of count: Int, in name: String) throws(CircuitError) -> Int {
    let number = try whole(formula)
    let inside = number < 0 && version > 2 ? number + count : number
    guard 0..<count ~= inside else { throw outside(number, count, name, formula.place) }
    return inside
  }

  private func outside(
    _ number: Int, _ count: Int, _ name: String, _ place: TextPlace
  ) -> CircuitError {
    problem(
      "\(name)[\(number)] is not there; "
        + (count == 0 ? "\(name) is empty" : "\(name) has 0 to \(count - 1)"),
      at: place)
  }
}
