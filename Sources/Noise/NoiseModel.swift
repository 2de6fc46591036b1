public import Circuits

/// What goes wrong in a device: channels that follow gates.
///
/// ```swift
/// var noise = NoiseModel()
/// try noise.add(.depolarizing(0.001), after: .oneQubitGates)
/// try noise.add(.depolarizing(0.01, qubits: 2), after: .twoQubitGates)
/// try noise.add(.depolarizing(0.05, qubits: 2), after: .gate(.cx, on: [0, 1]))
/// ```
public struct NoiseModel: Hashable, Sendable {
  /// The gates that a channel follows.
  public enum Occasion: Hashable, Sendable {
    /// Every gate of one qubit.
    case oneQubitGates
    /// Every gate of two qubits.
    case twoQubitGates
    /// A gate by its name, on any qubits or on given ones in this order.
    case gate(Gate, on: [Int]? = nil)

    /// Whether an operation is one of them.
    func includes(_ gate: Gate, _ qubits: [Int]) -> Bool {
      switch self {
      case .oneQubitGates: qubits.count == 1
      case .twoQubitGates: qubits.count == 2
      case .gate(let named, let places): named == gate && (places == nil || places == qubits)
      }
    }
  }

  /// A channel with the gates that it follows.
  public struct Rule: Hashable, Sendable {
    /// The channel.
    public let channel: Channel
    /// The gates.
    public let occasion: Occasion
  }

  /// The rules, in the order in which their channels act.
  public private(set) var rules: [Rule] = []

  /// A device in which nothing goes wrong.
  public init() {}

  /// Adds a channel that follows gates.
  ///
  /// A channel of one qubit acts on each qubit of a wider gate.
  ///
  /// - Parameters:
  ///   - channel: The channel.
  ///   - occasion: The gates.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a channel of more qubits than the gates.
  public mutating func add(_ channel: Channel, after occasion: Occasion) throws(NoiseError) {
    let width =
      switch occasion {
      case .oneQubitGates: 1
      case .twoQubitGates: 2
      case .gate(let gate, _): gate.qubitCount
      }
    guard channel.qubitCount == width || channel.qubitCount == 1 else {
      throw .unfit(
        "add(\(channel), after: \(occasion))", given: "a channel of \(channel.qubitCount) qubits",
        allowed: "it acts on one qubit, or on as many as the gates: \(width)")
    }
    rules.append(Rule(channel: channel, occasion: occasion))
  }

  /// Whether nothing goes wrong.
  public var isIdeal: Bool { rules.isEmpty }

  /// The channels that follow a gate, with their qubits.
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - qubits: The qubits it acted on.
  /// - Returns: The channels in the order in which they act.
  public func channels(after gate: Gate, on qubits: [Int]) -> [(channel: Channel, qubits: [Int])] {
    rules.filter { $0.occasion.includes(gate, qubits) }.flatMap { rule in
      rule.channel.qubitCount == qubits.count
        ? [(rule.channel, qubits)] : qubits.map { (rule.channel, [$0]) }
    }
  }
}
