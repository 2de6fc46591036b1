internal import Glibc

/// What a formula of an OpenQASM text comes to.
enum Value: Sendable {
  case integer(Int)
  /// A number, or an angle with open symbols.
  case angle(Angle)
  case flag(Bool)

  /// The value as an angle; nothing for true and false.
  var angle: Angle? {
    switch self {
    case .integer(let number): Angle(Double(number))
    case .angle(let angle): angle
    case .flag: nil
    }
  }

  /// The value as a number; nothing where a symbol is open.
  var number: Double? { angle.flatMap { $0.isConstant ? $0.constant : nil } }

  /// The value as a whole number.
  var integer: Int? {
    if case .integer(let number) = self { return number }
    return number.flatMap { Int(exactly: $0) }
  }
}

/// Why a formula has no value; the place is added by whoever reads it.
struct ValueProblem: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

extension Value {
  /// The value of two others and an operator between them.
  static func joined(_ left: Value, _ symbol: String, _ right: Value) throws(ValueProblem) -> Value
  {
    if case .flag(let a) = left, case .flag(let b) = right {
      switch symbol {
      case "&&", "&": return .flag(a && b)
      case "||", "|": return .flag(a || b)
      case "==": return .flag(a == b)
      case "!=", "^": return .flag(a != b)
      default: throw ValueProblem("\(symbol) does not go between true and false")
      }
    }
    if case .integer(let a) = left, case .integer(let b) = right,
      let value = try integers(a, symbol, b)
    {
      return value
    }
    guard let a = left.angle, let b = right.angle else {
      throw ValueProblem("\(symbol) does not go between a number and true or false")
    }
    return try angles(a, symbol, b)
  }

  /// Whole numbers stay whole where the result is; 1/2 is a half here, and not 0.
  private static func integers(
    _ a: Int, _ symbol: String, _ b: Int
  ) throws(ValueProblem) -> Value? {
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    case "/":
      if b == 0 { throw ValueProblem("a division by 0") }
      guard b != -1, a % b == 0 else { return nil }
      return .integer(a / b)
    case "%":
      if b == 0 { throw ValueProblem("a division by 0") }
      return .integer(b == -1 ? 0 : a % b)
    case "&": return .integer(a & b)
    case "|": return .integer(a | b)
    case "^": return .integer(a ^ b)
    case "<<", ">>":
      guard 0..<63 ~= b else { throw ValueProblem("a shift by \(b); 0 to 62 are possible") }
      if symbol == ">>" { return .integer(a >> b) }
      result = a.multipliedReportingOverflow(by: 1 << b)
    default: return nil
    }
    return result.overflow ? nil : .integer(result.partialValue)
  }

  private static func angles(
    _ a: Angle, _ symbol: String, _ b: Angle
  ) throws(ValueProblem) -> Value {
    switch symbol {
    case "+": return .angle(a + b)
    case "-": return .angle(a - b)
    case "*": return .angle(try product(a, b))
    case "/":
      guard b.isConstant else { throw ValueProblem(notPolynomial("a division by")) }
      if b.constant == 0 { throw ValueProblem("a division by 0") }
      return .angle(a.isConstant ? Angle(a.constant / b.constant) : a / b.constant)
    default: break
    }
    guard a.isConstant, b.isConstant else {
      throw ValueProblem("\(symbol) compares numbers, and an open symbol is none yet")
    }
    let (x, y) = (a.constant, b.constant)
    switch symbol {
    case "==": return .flag(x == y)
    case "!=": return .flag(x != y)
    case "<": return .flag(x < y)
    case ">": return .flag(x > y)
    case "<=": return .flag(x <= y)
    case ">=": return .flag(x >= y)
    default: throw ValueProblem("\(symbol) does not go between these numbers")
    }
  }

  private static func product(_ a: Angle, _ b: Angle) throws(ValueProblem) -> Angle {
    let degree = { (angle: Angle) in angle.terms.lazy.map(\.factors.count).max() ?? 0 }
    guard (a.terms.count + 1) * (b.terms.count + 1) <= ExchangeLimits.terms else {
      throw ValueProblem("an angle of more than \(ExchangeLimits.terms) terms")
    }
    guard degree(a) + degree(b) <= ExchangeLimits.factors else {
      throw ValueProblem("a product of more than \(ExchangeLimits.factors) symbols")
    }
    return a * b
  }

  /// A value to the power of another.
  static func power(_ base: Value, _ exponent: Value) throws(ValueProblem) -> Value {
    guard let a = base.angle, let b = exponent.number else {
      throw ValueProblem("a power of this is no angle: its exponent has to be a number")
    }
    if a.isConstant {
      let power = pow(a.constant, b)
      if case .integer = base, case .integer(let count) = exponent, count >= 0,
        let whole = Int(exactly: power), whole.magnitude < 1 << 53
      {
        return .integer(whole)
      }
      return .angle(Angle(power))
    }
    guard let count = Int(exactly: b), 0...ExchangeLimits.factors ~= count else {
      throw ValueProblem(notPolynomial("a power other than 0 to \(ExchangeLimits.factors) of"))
    }
    var product = Angle(1)
    for _ in 0..<count { product = try self.product(product, a) }
    return .angle(product)
  }

  /// A function of numbers; open symbols have no other functions than sums and products.
  static func function(_ name: String, _ arguments: [Value]) throws(ValueProblem) -> Value {
    if let cast = try cast(name, arguments) { return cast }
    if name == "pow", arguments.count == 2 { return try power(arguments[0], arguments[1]) }
    if name == "mod", arguments.count == 2 { return try joined(arguments[0], "%", arguments[1]) }
    guard let function = functions[name] else {
      throw ValueProblem(
        "no function is called \(name); there are \(functions.keys.sorted().joined(separator: ", "))"
      )
    }
    guard arguments.count == 1, let argument = arguments[0].angle else {
      throw ValueProblem("\(name) is a function of one number, and \(arguments.count) are given")
    }
    guard argument.isConstant else { throw ValueProblem(notPolynomial("\(name) of")) }
    return .angle(Angle(function(argument.constant)))
  }

  private static func notPolynomial(_ what: String) -> String {
    "\(what) an open symbol; an angle is a sum of products of symbols, and nothing else"
  }

  /// The functions that have names.
  static var functionNames: Dictionary<String, @Sendable (Double) -> Double>.Keys { functions.keys }

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "exp": { exp($0) },
    "ln": { log($0) }, "log": { log($0) }, "sqrt": { $0.squareRoot() }, "arcsin": { asin($0) },
    "arccos": { acos($0) }, "arctan": { atan($0) }, "floor": { $0.rounded(.down) },
    "ceiling": { $0.rounded(.up) }, "abs": { abs($0) },
  ]

  /// `int(x)` cuts the fraction off; the other types keep the number.
  private static func cast(
    _ name: String, _ arguments: [Value]
  ) throws(ValueProblem) -> Value? {
    guard ["int", "uint", "float", "angle", "bool"].contains(name) else { return nil }
    guard arguments.count == 1 else { throw ValueProblem("\(name) is made from one value") }
    let value = arguments[0]
    switch name {
    case "bool":
      if case .flag = value { return value }
      return try joined(value, "!=", .integer(0))
    case "float", "angle":
      if case .flag(let flag) = value { return .angle(flag ? 1 : 0) }
      return value.angle.map { .angle($0) }
    default:
      if case .flag(let flag) = value { return .integer(flag ? 1 : 0) }
      guard let whole = value.number.flatMap({ Int(exactly: $0.rounded(.towardZero)) }) else {
        throw ValueProblem("\(name) of what is no number, or too large")
      }
      return .integer(whole)
    }
  }

  /// The numbers that have names.
  static let constants: [String: Value] = [
    "pi": .angle(.pi), "π": .angle(.pi), "tau": .angle(2 * .pi), "τ": .angle(2 * .pi),
    "euler": .angle(Angle(exp(1))), "ℇ": .angle(Angle(exp(1))),
  ]
}
