/// What can be done to qubits: a record of all that is known about one gate.
///
/// A gate says how it acts, what undoes it, how its angles turn it and how it is drawn. Whoever
/// simulates, differentiates, draws or exports circuits reads these facts and knows no gate by its name,
/// so a new gate is a new record and nothing else.
///
/// ```swift
/// Gate.rx.inverse([0.3])                        // rx with -0.3
/// Gate.h.controlled()                           // ch
/// try Gate.cx.matrix()                          // 4 rows, qubit 0 the lowest bit of an index
/// ```
///
/// A record is a class, immutable, so that a hundred thousand operations share one; two gates are equal
/// when all their facts are.
public final class Gate: Sendable {
  /// The name, which is OpenQASM's where that language has one.
  public let name: String
  /// The words in the box that stands for the gate in a diagram.
  public let label: String
  /// What a diagram shows on each qubit in the place of a box, in a gate of several qubits.
  public let marks: [Mark]
  /// On how many qubits the gate acts.
  public let qubitCount: Int
  /// The names of its angles.
  public let angleNames: [String]
  /// How it acts on the basis states.
  public let action: Action
  /// What undoes it.
  let inverseRule: InverseRule
  /// The generator of each angle, where the gate is $e^{-i\sum_k \theta_k G_k}$ with $G_k$ that commute.
  let statedGenerators: [Observable]
  /// The gate as a circuit of other gates.
  let definition: Definition?
  /// The numbers in which it differs from others of its name.
  let constants: [Double]
  /// How it is called in OpenQASM.
  let standardNames: StandardNames

  /// What a diagram draws on one qubit.
  public enum Mark: Hashable, Sendable {
    /// A dot, as for a control.
    case dot
    /// A circle filled by half, for a qubit that chooses among angles.
    case choice
    /// A cross, as for each qubit of a swap.
    case cross
    /// A circle with a plus, as for the target of a controlled X.
    case plus
    /// A box with the label.
    case box
  }

  /// The gate written with other gates: it is given a circuit on its own qubits, and its angles.
  typealias Definition = @Sendable (inout Circuit, [Angle]) -> Void

  init(
    _ name: String, label: String, marks: [Mark] = [], qubits: Int = 1, angles: [String] = [],
    action: Action, inverse: InverseRule, generators: [Observable] = [], constants: [Double] = [],
    openQASM standardNames: StandardNames = .none, definition: Definition? = nil
  ) {
    (self.name, self.label, self.marks) = (name, label, marks)
    (qubitCount, angleNames) = (qubits, angles)
    (self.action, inverseRule) = (action, inverse)
    (statedGenerators, self.constants, self.definition) = (generators, constants, definition)
    self.standardNames = standardNames
  }

  /// How many angles it has.
  public var angleCount: Int { angleNames.count }

  /// The gate that undoes this one, with its angles.
  ///
  /// - Parameter angles: The angles of this gate.
  /// - Returns: A gate $V$ and angles, so that $V U = 1$.
  public func inverse(_ angles: [Angle] = []) -> (gate: Gate, angles: [Angle]) {
    inverseRule.find(self, angles)
  }

  /// Whether the gate has a simpler form of its own.
  var isExpandable: Bool {
    if case .circuit = action { true } else { definition != nil }
  }

  /// The gate as a circuit of simpler gates on its own qubits; nothing for a gate that has no simpler
  /// form of its own, as a rotation of one qubit.
  ///
  /// - Parameter angles: The angles of the gate.
  /// - Returns: The circuit, or nothing.
  /// - Complexity: O(*k*) in the number of gates.
  public func expanded(_ angles: [Angle] = []) -> Circuit? {
    if case .circuit(let circuit, let formals) = action {
      return circuit.replacing(formals, by: angles)
    }
    guard let definition else { return nil }
    var circuit = Circuit(qubits: qubitCount)
    definition(&circuit, angles)
    return circuit
  }
}

/// What undoes a gate.
struct InverseRule: Sendable {
  let find: @Sendable (Gate, [Angle]) -> (gate: Gate, angles: [Angle])

  /// The gate undoes itself.
  static let itself = InverseRule { ($0, $1) }
  /// The gate with its angles the other way round.
  static let negated = InverseRule { ($0, $1.map { -$0 }) }
  /// Another gate without angles; found when it is asked for, since two gates can undo one another.
  static func other(_ gate: @escaping @Sendable () -> Gate) -> InverseRule {
    InverseRule { _, angles in (gate(), angles) }
  }
  /// The same gate with other angles.
  static func angles(_ angles: @escaping @Sendable ([Angle]) -> [Angle]) -> InverseRule {
    InverseRule { ($0, angles($1)) }
  }
}

extension Gate: Hashable {
  /// Whether all facts of the two are the same.
  public static func == (left: Gate, right: Gate) -> Bool {
    left === right
      || (left.name == right.name && left.qubitCount == right.qubitCount
        && left.angleNames == right.angleNames && left.constants == right.constants
        && left.action.isMadeOfTheSame(as: right.action))
  }

  /// Hashes the name and what tells members of a family apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(constants)
  }
}

extension Gate: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
