import Circuits
import Display
import TestSupport
import Testing
import Training

/// What is drawn of each diagnosis, in text and as SVG.
@Suite struct DiagnosisPlotTests {
  static let circuit = Circuit(qubits: 2) { circuit in
    for layer in 0..<2 {
      for qubit in 0..<2 {
        circuit.rx(.feature(qubit), qubit)
        circuit.ry(.weight(4 * layer + 2 * qubit), qubit)
        circuit.rz(.weight(4 * layer + 2 * qubit + 1), qubit)
      }
      circuit.cx(0, 1)
    }
  }

  static let weights = [0.3, -0.8, 1.1, 0.4, -0.6, 0.9, 0.2, -1.3]

  private func expectDrawn(_ picture: some Picture, _ name: String) throws {
    try expectGolden(picture.text() + "\n", "Training/\(name).txt")
    try expectGolden(picture.svg(), "Training/\(name).svg")
  }

  @Test func `fidelities beside those of the whole space`() throws {
    let found = try Self.circuit.expressibility(features: [0.2, 0.5], samples: 400, bins: 20)
    try expectDrawn(found.plot, "expressibility")
    // Both are shares, so that each line adds up to one.
    for series in found.plot.series {
      #expect(abs(series.points.y.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test func `entanglement state by state`() throws {
    try expectDrawn(
      Self.circuit.entanglementPlot(features: [0.2, 0.5], samples: 300), "entanglement")
  }

  @Test func `spectra, kernel and landscape`() throws {
    let mean = try Expectation(of: .z(0), in: Self.circuit)
    let rows = (0..<6).map { [0.3 * Double($0), 0.5 - 0.2 * Double($0)] }
    try expectDrawn(mean.fisherPlot(at: Self.weights, features: [0.2, 0.5]), "fisher-spectrum")
    try expectDrawn(mean.tangentKernelPlot(at: Self.weights, features: rows), "tangent-kernel")
    try expectDrawn(
      mean.fourierPlot(at: Self.weights, features: [0, 0.5], highest: 4), "fourier-spectrum")
    try expectDrawn(
      mean.landscapePlot(around: Self.weights, features: [0.2, 0.5], points: 15), "landscape")
  }
}
