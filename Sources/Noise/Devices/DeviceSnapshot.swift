public import Circuits

/// A device as it was measured one day: which qubits meet, what gates it has, how long they last and how
/// often they fail.
///
/// ```swift
/// let device = try DeviceSnapshot.fiveQubitT()
/// let fitted = try circuit.fitted(to: device)
/// try DensityMatrix(fitted.circuit, noise: device.noiseModel)
/// ```
///
/// All times are in seconds. ``Simulation/DeviceBackend`` does these steps and turns what is measured back.
public struct DeviceSnapshot: Hashable, Sendable {
  /// What is known of a qubit.
  public struct Qubit: Hashable, Sendable {
    /// After how many seconds 1/e of the energy is left.
    public let t1: Double
    /// After how many seconds 1/e of the phase is left.
    public let t2: Double
    /// How it is misread.
    public let readout: ReadoutError

    /// What is known of a qubit.
    public init(t1: Double, t2: Double, readout: ReadoutError) {
      (self.t1, self.t2, self.readout) = (t1, t2, readout)
    }
  }

  /// What is known of a gate on given qubits.
  public struct GateSite: Hashable, Sendable {
    /// The gate.
    public let gate: Gate
    /// The qubits; a gate of two is there in either order.
    public let qubits: [Int]
    /// How many seconds it lasts.
    public let duration: Double
    /// How often it fails: 1 less the mean fidelity of what it does, what is lost by time included.
    public let error: Double

    /// What is known of a gate on given qubits.
    public init(_ gate: Gate, on qubits: [Int], duration: Double, error: Double) {
      (self.gate, self.qubits, self.duration, self.error) = (gate, qubits, duration, error)
    }
  }

  /// The name.
  public let name: String
  /// Which qubits meet.
  public let map: CouplingMap
  /// The gates.
  public let basis: GateBasis
  /// What is known of each qubit.
  public let qubits: [Qubit]
  /// What is known of gates; one of which nothing is known takes no time and never fails.
  public let gates: [GateSite]
  /// What goes wrong: the energy and the phase that qubits lose while a gate lasts, as much depolarising
  /// as makes its error what is measured, and readout errors.
  public let noiseModel: NoiseModel

  /// A device.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - map: Which qubits meet.
  ///   - basis: The gates.
  ///   - qubits: What is known of each qubit of the map.
  ///   - gates: What is known of gates.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another number of qubits than the map has, for
  ///   T2 > 2 T1 and other times that cannot be, and for a gate that the device cannot have there.
  public init(
    _ name: String, map: CouplingMap, basis: GateBasis, qubits: [Qubit], gates: [GateSite]
  ) throws(NoiseError) {
    let what = "device \(name)"
    guard qubits.count == map.qubitCount else {
      throw .unfit(
        what, given: "\(qubits.count) qubits on \(map)", allowed: "there are as many as in the map")
    }
    for (number, qubit) in qubits.enumerated() {
      try Channel.checkTimes(t1: qubit.t1, t2: qubit.t2, of: "\(what), qubit \(number)")
    }
    for site in gates { try DeviceSnapshot.check(site, what, map, basis) }
    (self.name, self.map, self.basis) = (name, map, basis)
    (self.qubits, self.gates) = (qubits, gates)
    noiseModel = try DeviceSnapshot.noise(of: qubits, gates)
  }

  /// How many qubits there are.
  public var qubitCount: Int { qubits.count }

  /// What is known of a gate on qubits, in either order.
  public func site(of gate: Gate, on qubits: [Int]) -> GateSite? {
    gates.first { $0.gate == gate && ($0.qubits == qubits || $0.qubits == qubits.reversed()) }
  }

  private static func check(
    _ site: GateSite, _ what: String, _ map: CouplingMap, _ basis: GateBasis
  ) throws(NoiseError) {
    let (places, what) = (site.qubits, "\(what), \(site.gate) on \(site.qubits)")
    guard basis.contains(site.gate) else {
      throw .unfit(what, given: "\(site.gate)", allowed: "the gates are \(basis)")
    }
    let isThere =
      switch places.count {
      case 1: 0..<map.qubitCount ~= places[0]
      case 2: map.hasEdge(places[0], places[1])
      default: false
      }
    guard isThere, site.gate.qubitCount == places.count else {
      throw .unfit(
        what, given: "\(places)",
        allowed: "gates act on one qubit or on two that the map joins, as many as the gate has")
    }
    guard site.duration >= 0, site.duration.isFinite else {
      throw .unfit(what, given: "the duration \(site.duration)", allowed: "it is 0 s or more")
    }
    try Channel.check(site.error, "the error", of: what)
  }
}

extension DeviceSnapshot {
  /// The rules of all gates, and how qubits are read.
  private static func noise(
    of qubits: [Qubit], _ gates: [GateSite]
  ) throws(NoiseError) -> NoiseModel {
    var noise = NoiseModel()
    noise.readout = Readout(qubits.map(\.readout))
    for site in gates {
      var relaxations: [(channel: Channel, qubit: Int)] = []
      for qubit in site.qubits where site.duration > 0 {
        let (t1, t2) = (qubits[qubit].t1, qubits[qubit].t2)
        let channel = try Channel.thermalRelaxation(t1: t1, t2: t2, time: site.duration)
        relaxations.append((channel, qubit))
      }
      let lost = try depolarizing(besides: relaxations.map(\.channel), in: site)
      // What undoes a gate is made of it and of turns that take no time.
      let inverse = site.gate.inverse(site.gate.angleNames.map { _ in 0 }).gate
      for gate in Set([site.gate, inverse]).sorted(by: { $0.name < $1.name }) {
        for places in Set([site.qubits, site.qubits.reversed()]).sorted(by: { $0[0] < $1[0] }) {
          if let lost { try noise.add(lost, after: .gate(gate, on: places)) }
          for (channel, qubit) in relaxations {
            try noise.add(channel, after: .gate(gate, on: places), on: [qubit])
          }
        }
      }
    }
    return noise
  }

  /// As much depolarising as makes the error of a gate what was measured; nothing where what is lost by
  /// time is enough.
  ///
  /// Of a mean fidelity *F*, what loses the share λ leaves $(1 - λ) F + λ/d$.
  private static func depolarizing(
    besides relaxations: [Channel], in site: GateSite
  ) throws(NoiseError) -> Channel? {
    let dimension = Double(1 << site.qubits.count)
    var fidelity = 1.0
    if let first = relaxations.first {
      var whole = first
      for channel in relaxations.dropFirst() { whole = try whole.tensored(with: channel) }
      fidelity = whole.averageFidelity
    }
    let missing = site.error - (1 - fidelity)
    guard missing > 0, dimension * fidelity > 1 else { return nil }
    let most = dimension * dimension / (dimension * dimension - 1)
    let share = dimension * missing / (dimension * fidelity - 1)
    return try .depolarizing(losing: min(most, share), qubits: site.qubits.count)
  }
}

extension DeviceSnapshot: CustomStringConvertible {
  /// The name, the map and the gates, and a line for each qubit and each pair.
  public var description: String {
    func micro(_ seconds: Double) -> String { "\((seconds * 1e7).rounded() / 10) µs" }
    func nano(_ seconds: Double) -> String { "\(Int((seconds * 1e9).rounded())) ns" }
    let lines = qubits.enumerated().map { number, qubit in
      "  qubit \(number): T1 \(micro(qubit.t1)), T2 \(micro(qubit.t2)), reads \(qubit.readout)"
    }
    let pairs = gates.filter { $0.qubits.count == 2 }.map { site in
      "  \(site.gate) on \(site.qubits[0])–\(site.qubits[1]): \(nano(site.duration)), "
        + "error \(site.error)"
    }
    return (["\(name): \(map), gates \(basis)"] + lines + pairs).joined(separator: "\n")
  }
}
