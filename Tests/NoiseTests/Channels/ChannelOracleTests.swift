import Circuits
import Noise
import Numerics
import TestSupport
import Testing

/// Channels and the gates of devices against Qiskit Aer.
@Suite struct ChannelOracleTests {
  private struct Question: Encodable {
    struct Error: Encodable {
      let name: String
      let numbers: [Double]
    }
    struct Qubit: Encodable {
      let t1: Double
      let t2: Double
    }
    struct Gate: Encodable {
      let qubits: [Qubit]
      let duration: Double
      let error: Double
    }
    var channels: [Error] = []
    var gates: [Gate] = []
  }

  private struct Answer: Decodable {
    struct Error: Decodable {
      let matrix: [Double]
      let fidelity: Double
    }
    let channels: [Error]
    let gates: [[Double]]
  }

  private func distance(_ channel: Channel, _ numbers: [Double]) -> Double {
    let elements = channel.superoperator.elements.flatMap { [$0.real, $0.imaginary] }
    guard elements.count == numbers.count else { return .infinity }
    return zip(elements, numbers).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private typealias Asked = (Question.Error, () throws -> Channel)

  /// The channels that are asked about.
  private var asked: [Asked] {
    var all: [Asked] = []
    func ask(_ name: String, _ numbers: [Double], _ make: @escaping () throws -> Channel) {
      all.append((Question.Error(name: name, numbers: numbers), make))
    }
    for p in [0.001, 0.07, 0.4, 0.9] {
      let (half, third, small) = (p / 2, p / 3, p / 7)
      ask("bitFlip", [p]) { try .bitFlip(p) }
      ask("phaseFlip", [p]) { try .phaseFlip(p) }
      ask("bitPhaseFlip", [p]) { try .bitPhaseFlip(p) }
      ask("pauli", [half, third, small]) { try .pauli(x: half, y: third, z: small) }
      ask("pauliOfTwo", [half, third]) {
        let product: Observable = half * .x(0) * .x(1) + third * .z(0) * .y(1)
        return try .pauli(product, qubits: 2)
      }
      ask("depolarizing", [p]) { try .depolarizing(p) }
      ask("depolarizingOfTwo", [p]) { try .depolarizing(p, qubits: 2) }
      ask("losing", [p]) { try .depolarizing(losing: p) }
      ask("losingOfTwo", [p]) { try .depolarizing(losing: p, qubits: 2) }
      ask("amplitudeDamping", [p, 0]) { try .amplitudeDamping(p) }
      ask("amplitudeDamping", [p, 0.3]) { try .amplitudeDamping(p, excited: 0.3) }
      ask("phaseDamping", [p]) { try .phaseDamping(p) }
      ask("damping", [half, third, 0.1]) {
        try .damping(amplitude: half, phase: third, excited: 0.1)
      }
      ask("thermalRelaxation", [50, 70, 100 * p, 0.1]) {
        try .thermalRelaxation(t1: 50, t2: 70, time: 100 * p, excited: 0.1)
      }
      ask("thermalRelaxation", [50, 30, 100 * p, 0]) {
        try .thermalRelaxation(t1: 50, t2: 30, time: 100 * p)
      }
      ask("reset", [half, third]) { try .reset(toZero: half, toOne: third) }
    }
    return all
  }

  @Test func channelsAndDevicesAreThoseOfAer() throws {
    let asked = asked
    let devices = try DeviceSnapshot.all()
    var question = Question(channels: asked.map(\.0))
    for device in devices {
      question.gates += device.gates.map { site in
        Question.Gate(
          qubits: site.qubits.map { .init(t1: device.qubits[$0].t1, t2: device.qubits[$0].t2) },
          duration: site.duration, error: site.error)
      }
    }
    let answer: Answer = try askOracle("noise_oracle.py", question)
    #expect(answer.channels.count == asked.count)
    for (own, theirs) in zip(asked, answer.channels) {
      let channel = try own.1()
      #expect(distance(channel, theirs.matrix) < 1e-9, "\(channel)")
      #expect(abs(channel.averageFidelity - theirs.fidelity) < 1e-9, "\(channel)")
    }
    var rest = answer.gates[...]
    for device in devices {
      for site in device.gates {
        let whole = try composed(device.noiseModel, site)
        #expect(distance(whole, rest.removeFirst()) < 1e-9, "\(device.name): \(site)")
        #expect(abs(1 - whole.averageFidelity - site.error) < 1e-12, "\(device.name): \(site)")
      }
    }
  }

  /// All that goes wrong with a gate, as one channel on its qubits.
  private func composed(_ noise: NoiseModel, _ site: DeviceSnapshot.GateSite) throws -> Channel {
    let nothing = try Channel.bitFlip(0)
    var whole = try site.qubits.count == 1 ? nothing : nothing.tensored(with: nothing)
    for (channel, places) in noise.channels(after: site.gate, on: site.qubits) {
      var wide = channel
      if site.qubits.count == 2, channel.qubitCount == 1 {
        let isFirst = places == [site.qubits[0]]
        wide = try isFirst ? channel.tensored(with: nothing) : nothing.tensored(with: channel)
      }
      whole = try whole.followed(by: wide)
    }
    return whole
  }
}
