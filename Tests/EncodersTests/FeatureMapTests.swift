import Circuits
import Encoders
import Foundation
import Numerics
import TestSupport
import Testing

/// What holds for every map, and their circuits.
@Suite struct FeatureMapTests {
  static let bits = [1.0, 0, 1, 1, 0]
  static let shares = (0..<4).map { 0.1 + 0.2 * Double($0) }
  static func numbers(_ count: Int) -> [Double] { (0..<count).map { 0.3 + 0.7 * Double($0 % 5) } }

  /// Each map with a row that it takes.
  static let maps: [(map: FeatureMap, row: [Double])] = [
    (.angle(features: 3), numbers(3)), (.columns([.rx, .ry], qubits: 2, features: 3), numbers(3)),
    (.image4x4, numbers(16)), (.image6x6, numbers(36)), (.tenValues, numbers(10)),
    (.denseAngle(features: 3), numbers(3)), (.phase(features: 2), numbers(2)),
    (.basis(bits: 5), bits), (.number(qubits: 3), [6]), (.qrac(bits: 5), bits),
    (FeatureMap.qrac(bits: 5, perQubit: 3).named("qrac3"), bits),
    (.amplitude(features: 5), numbers(5)), (.complexAmplitude(amplitudes: 3), numbers(6)),
    (.statePhases(count: 3), numbers(3)), (.iqp(features: 3), numbers(3)),
    (.z(features: 2), numbers(2)), (.zz(features: 3), numbers(3)),
    (.pauli(["Y", "XZ"], features: 3, repetitions: 1, map: .ring), numbers(3)),
    (.hamiltonian(rows: 3, time: .weight(0)), numbers(9)),
    (FeatureMap.hamiltonian(rows: 2, steps: 2).named("hamiltonian-steps"), numbers(4)),
    (.frqi(points: 4), shares),
    (FeatureMap.frqi(points: 4, form: .controlled).named("frqi-controlled"), shares),
    (FeatureMap.frqi(points: 4, form: .grayCode).named("frqi-gray-code"), shares),
    (.quanvolution(seed: 3), shares), (.permutationEquivariant(features: 3), numbers(3)),
    (.reflectionEquivariant(features: 3), numbers(3)),
    (.rotationEquivariant(points: 2), numbers(6)), (.random(features: 3, seed: 5), numbers(3)),
    (.trainable(features: 3), numbers(3)),
    (
      FeatureMap.angle(features: 2).reuploaded(
        layers: 2, between: .basicEntangler(qubits: 2), scaling: true
      ).named("reuploaded"), numbers(2)
    ),
    (
      FeatureMap("combined", features: 4, qubits: 3) {
        $0.append(.amplitude(features: 2), reading: [3, 1], on: [2])
        $0.append(.trainable(features: 2), reading: [0, 1], on: [1, 0])
        $0.append(.realAmplitudes(qubits: 3, layers: 1))
      }, numbers(4)
    ),
  ]

  @Test(arguments: maps.indices) func everyMapMakesAStateOfARow(_ place: Int) throws {
    let (map, row) = FeatureMapTests.maps[place]
    #expect(map.flaws.isEmpty && map.featureCount == row.count, "\(map)")
    let circuit = try map.circuit(for: row)
    #expect(circuit.features.isEmpty && circuit.qubitCount == map.qubitCount, "\(map)")
    #expect(circuit.flaws.isEmpty && circuit.isUnitary)
    let weights = circuit.weights.indices.map { 0.2 + Double($0) }
    let amplitudes = try state(of: circuit, weights)
    #expect(abs(overlap(amplitudes, amplitudes).real - 1) < 1e-12)
    if let template = map.template {
      let values = try map.values(for: row)
      #expect(values.count == template.layout(of: .feature).count, "\(map)")
      #expect(try template.bound(features: values) == circuit)
      #expect(template.weights == circuit.weights)
    } else {
      let error = #expect(throws: EncodingError.self) { try map.values(for: row) }
      #expect("\(try #require(error))".contains("use circuit(for:)"))
    }
    try expectGolden("\(map)\n", "Encoders/\(map.name).txt")
  }

  @Test(arguments: maps.indices) func rowsThatDoNotFitAreRefused(_ place: Int) throws {
    let (map, row) = FeatureMapTests.maps[place]
    func words(_ row: [Double]) throws -> String {
      let error = #expect(throws: EncodingError.self) { try map.circuit(for: row) }
      return "\(try #require(error))"
    }
    #expect(
      try words(row + [0])
        == "\(map.name) with a row of \(row.count + 1) numbers: it takes \(row.count)")
    #expect(try words([]).contains("a row of 0 numbers"))
    #expect(
      try words(row.dropLast() + [.nan]).contains("number \(row.count - 1) of the row is not"))
    #expect(try words([.infinity] + row.dropFirst()).contains("number 0 of the row is not finite"))
  }

  /// Whatever a map is made from, it has a flaw or works.
  @Test(arguments: [-3, 0, .max]) func mapsOfNothingAreFlaws(_ count: Int) throws {
    let maps: [FeatureMap] = [
      .angle(features: count), .columns([.rx], qubits: count), .denseAngle(features: count),
      .phase(features: count), .basis(bits: count), .number(qubits: count), .qrac(bits: count),
      .amplitude(features: count), .complexAmplitude(amplitudes: count),
      .statePhases(count: count), .iqp(features: count),
      .z(features: count), .zz(features: count), .pauli(["X"], features: count),
      .hamiltonian(rows: count), .hamiltonian(rows: count, steps: 1), .frqi(points: count),
      .quanvolution(size: count, seed: 1), .permutationEquivariant(features: count),
      .reflectionEquivariant(features: count), .rotationEquivariant(points: count),
      .random(features: count, seed: 1), .trainable(features: count),
      FeatureMap("parts", features: count, qubits: count) { _ in },
    ]
    for map in maps {
      let error = #expect(throws: EncodingError.self, "\(map)") { try map.circuit(for: [1]) }
      #expect("\(try #require(error))".hasPrefix("\(map.name): "), "\(map)")
    }
  }

  @Test func otherFlawsAreSaid() throws {
    func words(_ map: FeatureMap) -> String {
      let row = FeatureMapTests.numbers(max(0, map.featureCount))
      let error = #expect(throws: EncodingError.self) { try map.circuit(for: row) }
      return error.map { "\($0)" } ?? ""
    }
    #expect(
      words(.columns([.rx], qubits: 2, features: 3))
        == "columns: 3 features in 1 columns of 2: there is no place")
    #expect(words(.angle(features: 2, rotation: .u3)).contains("u3 has 3 angles, and 1 are given"))
    #expect(
      words(.pauli(["ZA"], features: 2)).contains("\"ZA\": a string has the letters X, Y and Z"))
    #expect(words(.pauli([""], features: 2)).contains("at least one"))
    #expect(words(.zz(features: 2, repetitions: 0)).contains("0 repetitions: there is at least 1"))
    #expect(words(.zz(features: 2, map: [(0, 5)])).contains("qubit 5 is outside"))
    #expect(words(.pauli(["ZZ"], features: 2, map: [(1, 1)])).contains("stands there twice"))
    #expect(words(.qrac(bits: 4, perQubit: 4)).contains("4 bits on a qubit"))
    #expect(words(.number(qubits: 60)).contains("1 to 52 bits"))
    #expect(words(.hamiltonian(rows: 2, steps: 0)).contains("0 steps"))
    #expect(words(.trainable(features: 2, layers: 0)).contains("0 layers"))
    #expect(words(.random(features: 2, repetitions: 0, seed: 1)).contains("0 repetitions"))
    #expect(words(.random(features: 2, qubits: 0, seed: 1)).contains("0 qubits: there is no place"))
    #expect(words(.zz(features: 5000)).contains("at most 4096 are joined"))
    #expect(words(.permutationEquivariant(features: 5000)).contains("at most 4096 are joined"))
    #expect(words(.rotationEquivariant(points: 1, scale: .infinity)).contains("has to be finite"))
    #expect(words(.amplitude(features: 3, padding: .nan)).contains("padding with nan"))
    #expect(
      words(FeatureMap.angle(features: 2).reuploaded(layers: 0, between: Circuit(qubits: 2)))
        .contains("layers: 0"))
    #expect(
      words(.angle(features: 2).reuploaded(layers: 1, between: .basicEntangler(qubits: 3)))
        .contains("qubit"))
  }

  @Test func anyCircuitIsAMap() throws {
    let x = Features(count: 2)
    let map = FeatureMap("pair", Circuit(qubits: 1) { $0.ry(x[0] * x[1], 0) })
    #expect(try map.circuit(for: [2, 0.4]).operations[0].angles == [0.8])
    #expect(FeatureMap("wide", Circuit(qubits: 1), features: 4).featureCount == 4)
    let broken = FeatureMap("broken", Circuit(qubits: 1) { $0.ry(x[7], 0) }, features: 1)
    let error = #expect(throws: EncodingError.self) { try broken.circuit(for: [1]) }
    #expect("\(try #require(error))".contains("x[7]: x has places 0 to 1"))
  }

  private struct Answer: Decodable {
    let name: String
    let repetitions: Int
    let map: String
    let strings: [String]
    let features: [Double]
    let weights: [Double]
    let real: [Double]
    let imaginary: [Double]
  }

  @Test func qiskitAndPennyLaneHaveTheSameMatrices() throws {
    let answers = try JSONDecoder().decode(
      [Answer].self,
      from: Data(contentsOf: goldensFolder.appending(path: "Encoders/oracle-maps.json")))
    #expect(answers.count == 13)
    for answer in answers {
      let (n, repetitions) = (answer.features.count, answer.repetitions)
      let pairs: EntanglingMap = answer.map == "linear" ? .linear : .full
      let map: FeatureMap =
        switch answer.name {
        case "z": .z(features: n, repetitions: repetitions)
        case "zz": .zz(features: n, repetitions: repetitions, map: pairs)
        case "iqp": .iqp(features: n, repetitions: repetitions)
        case "trainable": .trainable(features: n, layers: repetitions)
        default: .pauli(answer.strings, features: n, repetitions: repetitions, map: pairs)
        }
      let expected = try Matrix(
        rows: 1 << n, columns: 1 << n,
        elements: zip(answer.real, answer.imaginary).map { Complex($0, $1) })
      let matrix = try map.circuit(for: answer.features).bound(weights: answer.weights).unitary()
      // Up to the phase of the whole state.
      let trace = try (expected.adjoint * matrix).trace()
      let same = try (matrix - trace / Complex(trace.magnitude) * expected).maxNorm
      #expect(
        same < 1e-10, "\(answer.name) \(answer.strings) \(answer.map), \(n) features: \(same)")
    }
  }
}

extension FeatureMap {
  /// The same map under another name, for its golden.
  func named(_ name: String) -> FeatureMap {
    let map = self
    guard let template else {
      return FeatureMap(name, features: featureCount, qubits: qubitCount) {
        row throws(EncodingError) in try map.circuit(for: row)
      }
    }
    return FeatureMap(name, features: featureCount, template: template) {
      row throws(EncodingError) in try map.values(for: row)
    }
  }
}
