/// An OpenQASM text as it is written, before it is known what its names mean.
struct Program: Sendable {
  /// 2 or 3.
  let version: Int
  let statements: [Statement]
}

/// A statement and where it stands.
struct Statement: Sendable {
  indirect enum Kind: Sendable {
    /// As `include "stdgates.inc";`.
    case include(String)
    /// As `qreg q[2];`, `qubit[2] q;`.
    case qubits(String, size: Expression?)
    /// As `creg c[2];`, `bit[2] c;`, `bit[2] c = measure q;`.
    case bits(String, size: Expression?, measured: Operand?)
    /// As `input float[64] w_0;`, `input array[float[64], 3] w;`.
    case input(String, count: Expression?)
    /// As `const int n = 3;`.
    case constant(String, Expression)
    /// As `let a = q[0:2] ++ r;`.
    case alias(String, [Operand])
    case gate(GateSyntax)
    /// As `opaque magic(a) q;`.
    case opaque(String)
    case call(Call)
    case measure(Operand, into: Operand)
    case reset(Operand)
    case barrier([Operand])
    case choice(Expression, then: [Statement], otherwise: [Statement])
    case loop(String, Values, [Statement])
  }

  let kind: Kind
  let place: TextPlace
}

/// As `gate name(angles) qubits { body }`.
struct GateSyntax: Sendable {
  let name: String
  let angles: [String]
  let qubits: [String]
  let body: [Statement]
  let place: TextPlace
}

/// As `ctrl @ name(angles) qubits;`.
struct Call: Sendable {
  enum Modifier: Sendable {
    case controls(Expression?, state: Bool)
    case inverse
    case power(Expression)
  }

  let name: String
  let modifiers: [Modifier]
  let angles: [Expression]
  let operands: [Operand]
  let place: TextPlace
}

/// Qubits or bits: `q`, `q[0]`, `q[0:2]`, `q[{0, 3}]`, `$0`.
struct Operand: Sendable {
  enum Selection: Sendable {
    case one(Expression)
    case many(Values)
  }

  let name: String
  let selections: [Selection]
  let place: TextPlace
}

/// What a loop goes through: `[0:2]`, `[0:2:8]`, `{1, 5, 7}`.
enum Values: Sendable {
  case range(from: Expression?, step: Expression?, to: Expression?)
  case list([Expression])
}

/// A formula and where it begins.
struct Expression: Sendable {
  indirect enum Kind: Sendable {
    case integer(Int)
    case real(Double)
    case flag(Bool)
    /// `"0110"`, the highest bit first.
    case bits(String)
    case name(String)
    case element(String, Expression)
    /// `-a`, `!a`.
    case prefix(String, Expression)
    /// Operators of one rank, from left to right.
    case chain(Expression, [Link])
    case power(Expression, Expression)
    case call(String, [Expression])
  }

  /// An operator and what stands behind it.
  struct Link: Sendable {
    let symbol: String
    let operand: Expression
  }

  let kind: Kind
  let place: TextPlace
}
