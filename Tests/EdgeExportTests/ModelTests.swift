import Circuits
import EdgeExport
import Foundation
import Learning
import Testing
import Training

/// Models of other targets, which the same call exports.
@Suite struct ModelTests {
  private func report(
    of model: some EdgeExportable, on cores: [EdgeCore], samples: [[Double]]? = nil
  ) throws -> EdgeReport {
    let folder = FileManager.default.temporaryDirectory.appending(path: "edge-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try model.exported(for: cores, to: folder.path, samples: samples)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(report.files + ["quill-export.txt"]))
    return report
  }

  @Test func aTrainedCircuitIsExported() throws {
    let circuit = Circuit(qubits: 2) {
      $0.ry(.feature(0), 0)
      $0.ry(.feature(1), 1)
      $0.cx(0, 1)
      $0.ry(.weight(0), 0)
      $0.ry(.weight(1), 1)
    }
    var model = try ExpectationModel(of: [.z(0), .z(1)], in: circuit, scale: 3, seed: 2)
    let data = Examples(rows: [[0, 1], [2, 1], [1, 2], [2, 2]], labels: [0, 1, 0, 1])
    _ = try model.train(
      on: data, epochs: 3, with: .adam(rate: 0.1), loss: .crossEntropy,
      options: TrainingOptions(isDrawn: false))
    let edge = try model.edgeModel()
    for (a, b) in zip(try model.outputs(for: data.rows), try edge.values(for: data.rows)) {
      for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-12) }
    }
    let report = try report(of: model, on: [.host, .cortexM4F])
    #expect(report.form == "Fourier float" && report.largestError < 1e-5)
    #expect(report.costs.rows.map(\.title).last == "State vector Q15")
    #expect(report.costs.rows.allSatisfy { $0.problem == nil && $0.error < 2e-2 })
  }

  @Test func aVariationalClassifierIsExported() throws {
    let split = try DataSet.moons(count: 60, noise: 0.1, seed: 1).split(seed: 1)
    let model = try VariationalClassifier.fitted(to: split.train)
    let edge = try model.net.edgeModel()
    let angles = rows(20, of: edge.featureCount, seed: 1, from: -3, to: 3)
    for (a, b) in zip(try model.net.outputs(for: angles), try edge.values(for: angles)) {
      #expect(a.count == b.count)
      for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-10) }
    }
    #expect(try report(of: model.net, on: [.host], samples: angles).largestError < 1e-2)
  }

  @Test func netsWithLayersAreRefusedInWords() throws {
    let circuit = Circuit(qubits: 1) {
      $0.ry(.feature(0), 0)
      $0.ry(.weight(0), 0)
    }
    let means = try Expectation(of: .z(0), in: circuit)
    let net = try HybridNet(front: DenseStack(sizes: [2, 1], seed: 1), means)
    let problem = #expect(throws: EdgeError.self) { try net.edgeModel() }
    #expect(
      "\(problem, default: "")"
        == "a net of dense layers before its circuit: a circuit stands alone on a device; export the layers "
        + "by themselves, or a student")
    let other = try HybridNet(means, readout: .dense(DenseStack(sizes: [1, 2], seed: 1)))
    #expect(throws: EdgeError.self) { try other.edgeModel() }
    var short = try HybridNet(means, readout: .affine(factors: [2], offsets: [0.5]))
    let gap =
      try short.edgeModel().values(for: [[0.3]])[0][0] - short.outputs(for: [[0.3]])[0][0]
    #expect(abs(gap) < 1e-12)
    short.weights.removeLast()
    #expect(throws: EdgeError.self) { try short.edgeModel() }
  }

  @Test func denseModelsAreExported() throws {
    let split = try DataSet.iris.split(seed: 1)
    let training = DenseTraining(epochs: 60, seed: 1)
    let model = try DenseClassifier.fitted(to: split.train, hidden: [8], training: training)
    let report = try report(of: model, on: [.host, .cortexM0Plus], samples: split.test.rows)
    #expect(report.form == "Dense int8")
    #expect(report.files == ["model.h", "model.c", "model_test.c", "model.tflite"])
    #expect(report.figures.map(\.comparedOutputs) == [114, 114])
    let program = try EdgeProgram(
      "iris", DenseInt8(model.stack, calibratedWith: split.train.rows))
    let found = try split.test.rows.map { likeliestClass(try program.values(for: $0)) }
    let expected = try model.labels(of: split.test.rows)
    #expect(zip(found, expected).count { $0 == $1 } >= 37)

    let rows = (0..<40).map { [Double($0) / 40] }
    let line = try DataSet(rows: rows, values: rows.map { 2 * $0[0] - 1 })
    let regressor = try DenseRegressor.fitted(to: line, hidden: [4], training: training)
    let second = try self.report(of: regressor, on: [.host], samples: rows)
    #expect(second.largestError < 0.05)
    #expect(try self.report(of: regressor.stack, on: [.host], samples: rows).form == second.form)
  }
}
