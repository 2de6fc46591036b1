import Circuits
import EdgeExport
import Numerics
import Testing

/// Fourier tensors against the circuits that they were made of.
@Suite struct FourierTests {
  static let models: [(name: String, model: @Sendable () throws -> EdgeModel)] = [
    ("a ring", { try ringModel(qubits: 3, layers: 3) }),
    ("features uploaded twice", { try ringModel(qubits: 2, layers: 3, uploads: 2) }),
    ("a scaled feature", { try ringModel(qubits: 2, layers: 2, scale: 0.3) }),
    ("gates of several frequencies", { try mixedModel() }),
    ("no features", { try ringModel(qubits: 2, layers: 2, uploads: 0) }),
  ]

  @Test(arguments: models.indices) func aTensorIsItsCircuit(_ index: Int) throws {
    let model = try Self.models[index].model()
    let tensor = try FourierTensor(model)
    let rows = rows(20, of: model.featureCount, seed: 3, from: -9, to: 9)
    for (row, expected) in zip(rows, try model.values(for: rows)) {
      let found = try tensor.values(for: row)
      for (a, b) in zip(expected, found) {
        #expect(abs(a - b) < 1e-10, "\(Self.models[index].name)")
      }
    }
  }

  @Test(arguments: models.indices) func programsStayCloseToTheTensor(_ index: Int) throws {
    let model = try Self.models[index].model()
    let tensor = try FourierTensor(model)
    let float = try EdgeProgram("model", FourierFloat(tensor))
    let fixed = try EdgeProgram("model", FourierFixed(tensor))
    for row in rows(50, of: model.featureCount, seed: 4, from: -9, to: 9) {
      for (program, limit) in [(float, 2e-6), (fixed, 3e-4)] {
        let expected = try tensor.values(for: program.rounded(row))
        #expect(error(try program.values(for: row), expected) < limit)
      }
    }
  }

  @Test func aFourQubitModelHasTwoTenThousandthsOfError() throws {
    for seed: UInt64 in [7, 8, 9, 10] {
      let tensor = try FourierTensor(ringModel(qubits: 4, layers: 3, seed: seed))
      let program = try EdgeProgram("model", FourierFixed(tensor))
      let worst =
        try rows(500, of: 4, seed: seed).map { row in
          error(try program.values(for: row), try tensor.values(for: program.rounded(row)))
        }.max() ?? 1
      print("Q15, seed \(seed): \(worst)")
      #expect(worst <= 2e-4)
    }
  }

  @Test func multiplesThatAreMissingAreLeftOut() throws {
    // A turn back undoes the first, so that the feature is turned by once its value.
    let circuit = Circuit(qubits: 1) {
      $0.ry(2 * .feature(0), 0)
      $0.ry(-1 * .feature(0), 0)
    }
    let tensor = try FourierTensor(EdgeModel(circuit, outputs: [.z(0)]))
    #expect(tensor.axes.map(\.degree) == [1])
    #expect(tensor.axes.map(\.frequency) == [1])
  }

  @Test func whatHasNoTensorIsRefusedInWords() throws {
    let product = try EdgeModel(
      Circuit(qubits: 1) { $0.rx(.feature(0) * .feature(1), 0) }, outputs: [.z(0)])
    #expect(throws: EdgeError.notLinear("x[0]·x[1]")) { try FourierTensor(product) }
    let irrational = try EdgeModel(
      Circuit(qubits: 1) {
        $0.rx(.feature(0), 0)
        $0.rx(2.0.squareRoot() * .feature(0), 0)
      }, outputs: [.z(0)])
    #expect(throws: EdgeError.self) { try FourierTensor(irrational) }
    let wide = try ringModel(qubits: 12, layers: 1)
    #expect(throws: EdgeError.self) { try FourierTensor(wide) }
  }

  @Test(arguments: [1e-9, 1e-3, 1, 30, 1e6, 6e7]) func anyScaleOfObservablesFits(
    _ scale: Double
  ) throws {
    let scaled = try scaledModel(scale)
    let tensor = try FourierTensor(scaled)
    let program = try EdgeProgram("model", FourierFixed(tensor))
    for row in rows(40, of: 3, seed: 5) {
      let worst = error(try program.values(for: row), try tensor.values(for: row))
      #expect(worst < 6e-4 * scale + 3.1e-5)
    }
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(a.count == b.count ? 0 : .infinity) { max($0, abs($1.0 - $1.1)) }
  }

  private static func mixedModel() throws -> EdgeModel {
    let circuit = Circuit(qubits: 3) {
      $0.h(0, 1, 2)
      $0.crx(.feature(0), 0, 1)
      $0.rzz(2 * .feature(1) + 0.5 * .feature(0), 1, 2)
      $0.u3(.feature(2), .feature(1), 0.3, 0)
      $0.cx(0, 2)
      $0.ry(.weight(0), 2)
    }
    return try EdgeModel(
      circuit, weights: [0.4], outputs: [.z(0) * .x(1), 0.5 * .y(2) - 0.25 + .z(1)])
  }
}
