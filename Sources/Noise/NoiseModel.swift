public import Circuits

/// What goes wrong in a device: channels that follow gates, and qubits that are misread.
///
/// ```swift
/// var noise = NoiseModel()
/// try noise.add(.depolarizing(0.001), after: .oneQubitGates)
/// try noise.add(.depolarizing(0.01, qubits: 2), after: .twoQubitGates)
/// try noise.add(.depolarizing(0.05, qubits: 2), after: .gate(.cx, on: [0, 1]))
/// try noise.add(.amplitudeDamping(0.02), after: .pair(1, 2), on: [2])
/// noise.readout[0] = try ReadoutError(zeroAsOne: 0.01, oneAsZero: 0.03)
/// ```
///
/// All rules that fit a gate act, in the order in which they were added.
public struct NoiseModel: Hashable, Sendable {
  /// The gates that a channel follows.
  public enum Occasion: Hashable, Sendable {
    /// Every gate of one qubit.
    case oneQubitGates
    /// Every gate of two qubits.
    case twoQubitGates
    /// Every gate of one qubit on this one.
    case qubit(Int)
    /// Every gate of two qubits on these, in either order; a channel of two qubits counts them as here.
    case pair(Int, Int)
    /// A gate by its name, on any qubits or on given ones in this order.
    case gate(Gate, on: [Int]? = nil)

    /// Whether an operation is one of them.
    func includes(_ gate: Gate, _ qubits: [Int]) -> Bool {
      switch self {
      case .oneQubitGates: qubits.count == 1
      case .twoQubitGates: qubits.count == 2
      case .qubit(let qubit): qubits == [qubit]
      case .pair(let a, let b): qubits == [a, b] || qubits == [b, a]
      case .gate(let named, let places): named == gate && (places == nil || places == qubits)
      }
    }

    /// On how many qubits the gates act.
    var width: Int {
      switch self {
      case .oneQubitGates, .qubit: 1
      case .twoQubitGates, .pair: 2
      case .gate(let gate, _): gate.qubitCount
      }
    }

    /// The qubits, where the occasion names them.
    var qubits: [Int]? {
      switch self {
      case .oneQubitGates, .twoQubitGates: nil
      case .qubit(let qubit): [qubit]
      case .pair(let a, let b): [a, b]
      case .gate(_, let places): places
      }
    }
  }

  /// A channel with the gates that it follows.
  public struct Rule: Hashable, Sendable {
    /// The channel.
    public let channel: Channel
    /// The gates.
    public let occasion: Occasion
    /// The qubits that it acts on, where they are not all qubits of the gate.
    public let qubits: [Int]?
  }

  /// The rules, in the order in which their channels act.
  public private(set) var rules: [Rule] = []

  /// How qubits are read.
  ///
  /// Every measurement has these errors in it: samples, probabilities and means. What is asked of the
  /// state itself, as its matrix or its purity, has not.
  public var readout = Readout()

  /// A device in which nothing goes wrong.
  public init() {}

  /// Adds a channel that follows gates.
  ///
  /// A channel of one qubit acts on each qubit of a wider gate.
  ///
  /// - Parameters:
  ///   - channel: The channel.
  ///   - occasion: The gates.
  ///   - qubits: The qubits it acts on, some of those that the occasion names; all unless given.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a channel of more qubits than the gates, and
  ///   for qubits that the gates do not act on.
  public mutating func add(
    _ channel: Channel, after occasion: Occasion, on qubits: [Int]? = nil
  ) throws(NoiseError) {
    let what = "add(\(channel), after: \(occasion))"
    if let named = occasion.qubits {
      guard named.count == occasion.width, Set(named).count == named.count,
        named.allSatisfy({ $0 >= 0 })
      else {
        throw .unfit(
          what, given: "the qubits \(named)",
          allowed: "a gate of \(occasion.width) qubits acts on as many, counted from 0, each once")
      }
    }
    if let qubits {
      let named = occasion.qubits ?? []
      guard !qubits.isEmpty, Set(qubits).count == qubits.count,
        qubits.allSatisfy(named.contains)
      else {
        throw .unfit(
          what, given: "on: \(qubits)",
          allowed: "a channel acts on qubits that its occasion names, each once: \(named)")
      }
    }
    let width = qubits?.count ?? occasion.width
    guard channel.qubitCount == width || channel.qubitCount == 1 else {
      throw .unfit(
        what, given: "a channel of \(channel.qubitCount) qubits",
        allowed: "it acts on one qubit, or on as many as the gates: \(width)")
    }
    rules.append(Rule(channel: channel, occasion: occasion, qubits: qubits))
  }

  /// Whether nothing goes wrong.
  public var isIdeal: Bool { rules.isEmpty && readout.isIdeal }

  /// The channels that follow a gate, with their qubits.
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - qubits: The qubits it acted on.
  /// - Returns: The channels in the order in which they act.
  public func channels(after gate: Gate, on qubits: [Int]) -> [(channel: Channel, qubits: [Int])] {
    rules.filter { $0.occasion.includes(gate, qubits) }.flatMap { rule in
      // A pair is the same in either order, and its channel counts as the pair does.
      let own = rule.qubits ?? (qubits.count == 2 ? rule.occasion.qubits : nil) ?? qubits
      return rule.channel.qubitCount == own.count
        ? [(rule.channel, own)] : own.map { (rule.channel, [$0]) }
    }
  }
}
