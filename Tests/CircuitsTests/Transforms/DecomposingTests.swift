import Circuits
import Numerics
import Testing

/// Circuits in a basis: only its gates, and the same matrix, phase and all.
@Suite struct DecomposingTests {
  static let bases: [GateBasis] = [
    .universal, .rzSX, .rzSXcz, .turns, .ions, GateBasis([.h, .rz, .cx]),
    GateBasis([.p, .ry, .cz, .ccx]), GateBasis([.rx, .ry, .iswap]), GateBasis([.u3, .sswap]),
    GateBasis([.r, .rzz]), GateBasis([.u1, .sx, .crz]),
  ]

  @Test(arguments: Gate.all) func everyGateIsWrittenInEveryBasis(_ gate: Gate) throws {
    let angles = (0..<gate.angleCount).map { Angle(0.3 + 0.77 * Double($0)) }
    let circuit = Circuit(qubits: gate.qubitCount) {
      $0.append(gate, angles, on: Array(0..<gate.qubitCount))
    }
    for basis in DecomposingTests.bases {
      let written = try circuit.decomposed(into: basis)
      #expect(Drawn.gates(of: written).allSatisfy(basis.contains), "\(gate), \(basis)")
      #expect(try Drawn.distance(circuit, written) < 1e-10, "\(gate), \(basis)")
    }
  }

  /// Angles stay formulas, and mean the same whatever they become.
  @Test(arguments: Gate.all.filter { $0.angleCount > 0 })
  func openAnglesSurvive(_ gate: Gate) throws {
    let (w, x) = (Weights(), Features(count: 1))
    for controls in 0..<(gate.qubitCount <= 3 ? 3 : 1) {
      let circuit = Circuit(qubits: gate.qubitCount + controls) { circuit in
        let angles = (0..<gate.angleCount).map { 0.5 * w[$0] * x[0] + 0.25 }
        circuit.controlled(
          gate, angles, by: Array(0..<controls), states: (0..<controls).map { $0 % 2 == 0 },
          on: Array(controls..<controls + gate.qubitCount))
      }
      for basis in DecomposingTests.bases.prefix(controls == 0 ? 10 : 2) {
        let written = try circuit.decomposed(into: basis)
        #expect(written.symbols == circuit.symbols, "\(gate), \(basis)")
        #expect(Drawn.gates(of: written).allSatisfy(basis.contains), "\(gate), \(basis)")
        #expect(
          try Drawn.distance(Drawn.bound(circuit), Drawn.bound(written)) < 1e-10,
          "\(controls) \(gate), \(basis)")
      }
    }
  }

  @Test(arguments: 0..<20) func randomCircuitsStayWhatTheyAre(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let circuit = Drawn.circuit(5, 12, &random)
    let basis = DecomposingTests.bases[Int(seed) % DecomposingTests.bases.count]
    let written = try circuit.decomposed(into: basis)
    #expect(Drawn.gates(of: written).allSatisfy(basis.contains), "seed \(seed)")
    #expect(try Drawn.distance(circuit, written) < 1e-9, "seed \(seed), \(basis)")
  }

  @Test(arguments: Gate.all.filter { $0.qubitCount <= 3 })
  func controlsAreWrittenToo(_ gate: Gate) throws {
    let angles = (0..<gate.angleCount).map { Angle(0.3 + 0.77 * Double($0)) }
    for states in [[true], [false], [true, false], [true, true, true]] {
      let count = states.count
      let circuit = Circuit(qubits: count + gate.qubitCount) {
        $0.controlled(
          gate, angles, by: Array(0..<count), states: states,
          on: Array(count..<count + gate.qubitCount))
      }
      let written = try circuit.decomposed(into: .universal)
      #expect(Drawn.gates(of: written).isSubset(of: [.u3, .cx]))
      #expect(try Drawn.distance(circuit, written) < 1e-10, "\(gate), \(states)")
    }
  }

  @Test func gatesOfABasisAreLeftAlone() throws {
    let circuit = Circuit(qubits: 3, bits: 2) {
      $0.rz(.weight(0), 0)
      $0.sx(1)
      $0.cx(0, 1)
      $0.measure(0, into: 0)
      $0.barrier()
      $0.when(Condition(bit: 0)) { $0.cx(1, 2) }
      $0.reset(1)
    }
    #expect(try circuit.decomposed(into: .rzSX) == circuit)
  }

  @Test func conditionsAndBlocksStay() throws {
    let circuit = Circuit(qubits: 2, bits: 2) {
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) { $0.swap(0, 1) }
      $0.when(!Condition(bit: 0), label: "again") {
        $0.ch(0, 1)
        $0.measure(1, into: 1)
      }
    }
    let written = try circuit.decomposed(into: .rzSX)
    #expect(written.flaws.isEmpty)
    #expect(written.operations.dropFirst().allSatisfy { $0.condition != nil })
    #expect(written.operations.count { $0.gate == .cx } == 3)
    guard case .block(let inner, _, _) = written.operations.last?.action else {
      return #expect(Bool(false), "\(written)")
    }
    #expect(inner.counts["ch"] == nil && inner.counts["cx"] == 1)
  }

  @Test func cliffordAndTWriteWhatTheyCan() throws {
    let circuit = Circuit(qubits: 3) {
      $0.y(0)
      $0.sx(1)
      $0.sxdg(2)
      $0.ccx(0, 1, 2)
      $0.cswap(2, 0, 1)
      $0.csx(0, 1)
      $0.ch(1, 2)
      $0.p(.pi / 4, 0)
      $0.rz(-.pi / 2, 1)
      $0.mcx([0, 1], 2)
    }
    let written = try circuit.decomposed(into: .cliffordT)
    #expect(Drawn.gates(of: written).allSatisfy(GateBasis.cliffordT.contains))
    #expect(try Drawn.distance(circuit, written) < 1e-12)
    let toffoli = try Circuit(qubits: 3) { $0.ccx(0, 1, 2) }.decomposed(into: .cliffordT)
    #expect(toffoli.counts["cx"] == 6 && toffoli.nonCliffordCount == 7)
  }

  @Test func whatABasisCannotIsSaid() throws {
    func words(_ basis: GateBasis, _ build: (inout Circuit) -> Void) -> String {
      let circuit = Circuit(qubits: 3, build)
      return (#expect(throws: CircuitError.self) { try circuit.decomposed(into: basis) })
        .map { "\($0)" } ?? ""
    }
    #expect(
      words(.cliffordT) { $0.rz(0.3, 1) }
        == "decomposed(into: [h, s, sdg, t, tdg, x, z, cx]) from rz(0.3, 1): these gates do not make "
        + "it exactly; add rz and h, or u3, which make any gate of one qubit")
    #expect(words(.cliffordT) { $0.rx(.weight(0), 0) }.contains("rx(w[0], 0)"))
    #expect(
      words(GateBasis([.u3])) { $0.swap(0, 1) }
        == "decomposed(into: [u3]) from cx(0, 1): add a gate that couples two qubits, as cx")
    #expect(words(.universal) { $0.cx(0, 7) }.contains("qubit 7 is outside"))
    let error = #expect(throws: CircuitError.self) {
      try Circuit(qubits: 2).decomposed(into: .universal, spare: .clean([4]))
    }
    #expect("\(try #require(error))".contains("the clean qubit 4: the circuit has 2 qubits"))
  }

  /// What the literature counts.
  @Test func namedGatesTakeTheirKnownNumbers() throws {
    let expected: [(Gate, Int)] = [
      (.cz, 1), (.cy, 1), (.ch, 1), (.csx, 2), (.cp, 2), (.crx, 2), (.cu3, 2), (.swap, 3),
      (.iswap, 2), (.siswap, 2), (.sswap, 3), (.fswap, 2), (.rzz, 2), (.rxx, 2), (.xxPlusYY, 2),
      (.ccx, 6), (.ccz, 6), (.cswap, 8),
    ]
    for (gate, count) in expected {
      let circuit = Circuit(qubits: gate.qubitCount) {
        $0.append(
          gate, (0..<gate.angleCount).map { Angle(0.4 + Double($0)) },
          on: Array(0..<gate.qubitCount))
      }
      let written = try circuit.decomposed(into: .universal)
      #expect(written.twoQubitCount == count, "\(gate)")
      #expect(try circuit.decomposed(into: .turns).twoQubitCount == count, "\(gate)")
    }
  }
}
