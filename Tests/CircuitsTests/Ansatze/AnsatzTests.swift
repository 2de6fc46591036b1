import Circuits
import Foundation
import Numerics
import TestSupport
import Testing

/// Circuits with weights: their counts, their matrices in other libraries, and their drawings.
@Suite struct AnsatzTests {
  /// Each with its name and how many weights it has for so many qubits.
  static let shapes:
    [(name: String, make: @Sendable (Int) -> Circuit, count: @Sendable (Int) -> Int)] =
      [
        (
          "two-local",
          { .twoLocal(qubits: $0, rotations: [.u3, .h], entanglers: [.crx, .cz], layers: 2) },
          { 9 * $0 + 2 * ($0 - 1) }
        ),
        ("real-amplitudes", { .realAmplitudes(qubits: $0) }, { 4 * $0 }),
        ("efficient-su2", { .efficientSU2(qubits: $0, layers: 2) }, { 6 * $0 }),
        (
          "hardware-efficient", { .hardwareEfficient(qubits: $0, layers: 2, map: .full) },
          { 9 * $0 }
        ),
        ("basic-entangler", { .basicEntangler(qubits: $0, layers: 3) }, { 3 * $0 }),
        ("strongly-entangling", { .stronglyEntangling(qubits: $0, layers: 3) }, { 9 * $0 }),
        ("pauli-two-design", { .pauliTwoDesign(qubits: $0, layers: 2, seed: 1) }, { 3 * $0 }),
        ("random-layers", { .randomLayers(qubits: $0, layers: 2, seed: 2) }, { 2 * $0 }),
        ("qcnn", { .qcnn(qubits: $0) }, { 17 * levels($0) }),
        ("ttn", { .ttn(qubits: $0) }, { 2 * ($0 - 1) }),
        ("mps", { .mps(qubits: $0) }, { 2 * ($0 - 1) }),
        (
          "brickwork", { .brickwork(qubits: $0, layers: 3, block: .interactionBlock) },
          { 3 * (2 * ($0 / 2) + ($0 - 1) / 2) }
        ),
        ("qaoa", { .qaoa(.ising(on: .ring($0), field: 1), layers: 2) }, { _ in 4 }),
      ]

  /// How often so many qubits are halved until one is left.
  private static func levels(_ qubits: Int) -> Int { qubits < 2 ? 0 : 1 + levels((qubits + 1) / 2) }

  @Test(arguments: shapes.map(\.name)) func theCountOfWeightsIsTheFormula(_ name: String) throws {
    let shape = try #require(AnsatzTests.shapes.first { $0.name == name })
    for qubits in 1...9 {
      let circuit = shape.make(qubits)
      #expect(circuit.flaws.isEmpty && circuit.qubitCount == qubits, "\(circuit)")
      #expect(circuit.weights.count == shape.count(qubits), "\(name) of \(qubits) qubits")
      #expect(circuit.weights.map(\.index) == Array(0..<circuit.weights.count))
      #expect(circuit.features.isEmpty && circuit.isUnitary)
    }
    #expect(shape.make(0).flaws.isEmpty && shape.make(0).operations.isEmpty)
    try expectGolden("\(shape.make(4))\n", "Circuits/ansatz-\(name).txt")
  }

  @Test(arguments: [2, 4, 8, 16]) func meraHasABlockForEachBond(_ qubits: Int) throws {
    let circuit = Circuit.mera(qubits: qubits)
    #expect(circuit.weights.count == 2 * (2 * qubits - 2 - qubits.trailingZeroBitCount))
    if qubits == 4 { try expectGolden("\(circuit)\n", "Circuits/ansatz-mera.txt") }
  }

  @Test(arguments: DesignSpace.all) func designSpacesAreTheirLayers(_ space: DesignSpace) throws {
    for qubits in 1...6 {
      let circuit = Circuit.designSpace(space, qubits: qubits, blocks: 3)
      #expect(circuit.flaws.isEmpty)
      #expect(circuit.weights.count == space.weightCount(qubits: qubits, blocks: 3), "\(space)")
    }
    let counts = ["u3cu3": 24, "seth": 8, "barren": 12, "farhi": 8, "maxwell": 28, "ibmBasis": 12]
    #expect(space.weightCount(qubits: 4, blocks: 1) == counts[space.name])
    try expectGolden(
      "\(Circuit.designSpace(space, qubits: 4))\n", "Circuits/design-space-\(space.name).txt")
  }

  private struct Answer: Decodable {
    let name: String
    let qubits: Int
    let layers: Int
    let weights: [Double]
    let real: [Double]
    let imaginary: [Double]
  }

  @Test func qiskitAndPennyLaneHaveTheSameMatrices() throws {
    let answers = try JSONDecoder().decode(
      [Answer].self,
      from: Data(contentsOf: goldensFolder.appending(path: "Circuits/oracle-ansatze.json")))
    #expect(answers.count == 10)
    for answer in answers {
      let (n, layers) = (answer.qubits, answer.layers)
      let circuit: Circuit =
        switch answer.name {
        case "realAmplitudes": .realAmplitudes(qubits: n, layers: layers)
        case "efficientSU2": .efficientSU2(qubits: n, layers: layers)
        case "twoLocal":
          .twoLocal(
            qubits: n, rotations: [.rx, .rz], entanglers: [.crx], map: .full, layers: layers)
        case "stronglyEntangling": .stronglyEntangling(qubits: n, layers: layers)
        default: .basicEntangler(qubits: n, layers: layers)
        }
      let expected = try Matrix(
        rows: 1 << n, columns: 1 << n,
        elements: zip(answer.real, answer.imaginary).map { Complex($0, $1) })
      let distance = try (circuit.bound(weights: answer.weights).unitary() - expected).maxNorm
      #expect(distance < 1e-10, "\(answer.name), \(n) qubits")
    }
  }

  @Test func layersTakeTheNextWeights() {
    var w = Weights("θ")
    let circuit = Circuit(qubits: 3) {
      $0.layer(.ry, weights: &w)
      $0.layer(.h, weights: &w)
      $0.layer(.crx, .ring, weights: &w)
      $0.layer(.ccx, .linear, weights: &w)
    }
    #expect(circuit.weights.map(\.description) == (0..<6).map { "θ[\($0)]" })
    #expect(circuit.operations.count == 10 && circuit.operations[9].gate == .ccx)
    #expect(circuit.operations[8].description == "crx(θ[5], 2, 0)")
    let renamed = circuit.withWeights(named: "v")
    #expect(renamed.weights.map(\.description) == (0..<6).map { "v[\($0)]" })
    #expect((renamed + circuit).weights.count == 12 && (circuit + circuit).weights.count == 6)
    #expect(
      Circuit.realAmplitudes(qubits: 2, weights: "v").layout(of: .weight).groups[0].name == "v")
  }

  @Test func whatCannotBeIsAFlaw() throws {
    func words(_ circuit: Circuit) -> String {
      (#expect(throws: CircuitError.self) { try circuit.checked() }).map { "\($0)" } ?? ""
    }
    #expect(
      words(.realAmplitudes(qubits: 2, layers: -1)).contains("layers: -1: there are 0 layers"))
    #expect(words(.realAmplitudes(qubits: -2)).contains("Circuit(qubits: -2)"))
    #expect(words(.ttn(qubits: 4, block: Circuit(qubits: 3))).contains("it has 3 qubits"))
    #expect(words(.twoLocal(qubits: 2, map: [(0, 2)])).contains("qubit 2 is outside"))
    #expect(words(.random(qubits: 1, gates: 3, from: [.cx], seed: 1)).contains("fits 1 qubits"))
    #expect(words(.randomLayers(qubits: 2, entangling: 1, seed: 1)).contains("below 1"))
    #expect(words(.qaoa(.z(-1))).contains("qubit -1"))
    #expect(
      words(Circuit(qubits: 1) { $0.evolve(under: .z(0), for: 1, steps: 0) }).contains("1 step"))
  }
}
