/// Layers from which circuits for noisy machines are searched: a block that is repeated.
///
/// ```swift
/// Circuit.designSpace(.seth, qubits: 4, blocks: 2)           // RZZ around a ring, then RY
/// DesignSpace.maxwell.weightCount(qubits: 4, blocks: 1)      // 28
/// ```
///
/// H. Wang et al., "QuantumNAS: noise-adaptive search for robust quantum circuits", arXiv:2107.10845
/// (2021).
public struct DesignSpace: Hashable, Sendable {
  /// A gate on each qubit, or on each pair of a map.
  public struct Layer: Hashable, Sendable {
    /// The gate.
    public let gate: Gate
    /// Which qubits a gate of two joins.
    public let map: EntanglingMap
    /// The angles of every gate of the layer; weights, where there are none.
    public let angles: [Angle]?

    /// A layer of a gate.
    public init(_ gate: Gate, _ map: EntanglingMap = .ring, angles: [Angle]? = nil) {
      (self.gate, self.map, self.angles) = (gate, map, angles)
    }

    /// How many weights it has.
    func weightCount(qubits: Int) -> Int {
      let count = angles == nil ? gate.angleCount : 0
      return count * map.groupCount(of: gate.qubitCount, qubits: qubits)
    }
  }

  /// The name.
  public let name: String
  /// What stands once before all blocks.
  public let opening: [Layer]
  /// What is repeated.
  public let block: [Layer]

  /// A design space of your own.
  public init(_ name: String, opening: [Layer] = [], block: [Layer]) {
    (self.name, self.opening, self.block) = (name, opening, block)
  }

  /// How many weights a circuit has: for 4 qubits and a block 24 (``u3cu3``), 8 (``seth``),
  /// 12 (``barren``), 8 (``farhi``), 28 (``maxwell``) and 12 (``ibmBasis``).
  ///
  /// - Parameters:
  ///   - qubits: How many qubits the circuit has.
  ///   - blocks: How often the block is repeated.
  /// - Returns: The count.
  public func weightCount(qubits: Int, blocks: Int) -> Int {
    func count(_ layers: [Layer]) -> Int {
      layers.reduce(0) { $0 + $1.weightCount(qubits: qubits) }
    }
    return count(opening) + max(0, min(blocks, Circuit.mostBuilt)) * count(block)
  }

  /// Any turn of each qubit, and any turn under control around a ring.
  public static let u3cu3 = DesignSpace("u3cu3", block: [Layer(.u3), Layer(.cu3)])
  /// RZZ around a ring, and RY.
  public static let seth = DesignSpace("seth", block: [Layer(.rzz), Layer(.ry)])
  /// RX, RY, RZ and CZ along a line, behind an eighth of a turn about Y, which is half of Hadamard's gate
  /// on 0.
  public static let barren = DesignSpace(
    "barren", opening: [Layer(.ry, angles: [.pi / 4])],
    block: [Layer(.rx), Layer(.ry), Layer(.rz), Layer(.cz, .linear)])
  /// RZX and RXX, both around a ring.
  public static let farhi = DesignSpace("farhi", block: [Layer(.rzx), Layer(.rxx)])
  /// Eleven layers of different gates.
  public static let maxwell = DesignSpace(
    "maxwell",
    block: [.rx, .s, .cx, .ry, .t, .swap, .rz, .h, .sswap, .u1, .cu3].map { Layer($0) })
  /// The gates that IBM's machines have: RZ, X, RZ, √X, RZ, and CX around a ring.
  public static let ibmBasis = DesignSpace(
    "ibmBasis", block: [.rz, .x, .rz, .sx, .rz, .cx].map { Layer($0) })

  /// All that have names here.
  public static let all = [u3cu3, seth, barren, farhi, maxwell, ibmBasis]
}

extension DesignSpace: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

extension Circuit {
  /// Blocks of a design space, one behind the other.
  ///
  /// As many weights as ``DesignSpace/weightCount(qubits:blocks:)`` says, layer by layer, gate by gate.
  ///
  /// - Parameters:
  ///   - space: The design space.
  ///   - qubits: How many qubits there are.
  ///   - blocks: How often its block is repeated.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func designSpace(
    _ space: DesignSpace, qubits: Int, blocks: Int = 1, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      for layer in space.opening { circuit.append(layer, weights: &w) }
      circuit.layers(blocks) { circuit, _ in
        for layer in space.block { circuit.append(layer, weights: &w) }
      }
    }
  }

  private mutating func append(_ layer: DesignSpace.Layer, weights: inout Weights) {
    guard let angles = layer.angles else {
      return self.layer(layer.gate, layer.map, weights: &weights)
    }
    for group in groups(of: layer.gate.qubitCount, joinedBy: layer.map) {
      append(layer.gate, angles, on: group)
    }
  }
}
