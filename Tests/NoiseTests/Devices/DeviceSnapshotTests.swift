import Circuits
import Noise
import Numerics
import Testing

/// The devices, their noise and what fits them.
@Suite struct DeviceSnapshotTests {
  @Test func theTwoDevicesAreATAndAnH() throws {
    let (t, h) = (try DeviceSnapshot.fiveQubitT(), try DeviceSnapshot.sevenQubitH())
    #expect((0..<5).map { t.map.neighbours(of: $0).count }.sorted() == [1, 1, 1, 2, 3])
    #expect((0..<7).map { h.map.neighbours(of: $0).count }.sorted() == [1, 1, 1, 1, 2, 3, 3])
    for device in [t, h] {
      #expect(device.map.isConnected && device.map.edges.count == device.qubitCount - 1)
      for edge in device.map.edges { #expect(device.site(of: .cx, on: [edge.1, edge.0]) != nil) }
      #expect("\(device)".contains("T1") && "\(device)".contains("cx on 0–1"))
      let noise = device.noiseModel
      #expect(!noise.isIdeal && noise.readout[2] == device.qubits[2].readout)
      #expect(noise.channels(after: .rz, on: [0]).isEmpty)
      let (there, back) = (
        noise.channels(after: .cx, on: [0, 1]), noise.channels(after: .cx, on: [1, 0])
      )
      #expect(there.count == 3 && there.map(\.channel) == back.map(\.channel))
      // What undoes a gate fails as it does.
      #expect(
        noise.channels(after: .sxdg, on: [1]).map(\.channel)
          == noise.channels(after: .sx, on: [1]).map(\.channel))
    }
  }

  @Test(arguments: 0..<6) func fittedCircuitsAreOnTheDeviceAndDoTheSame(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let device = try seed % 2 == 0 ? DeviceSnapshot.fiveQubitT() : .sevenQubitH()
    let qubits = 2 + Int(seed % 3)
    let circuit = Circuit(qubits: qubits) { circuit in
      for _ in 0..<10 {
        let places = random.shuffled([Int](0..<qubits))
        circuit.h(places[0])
        circuit.ry(Angle(random.uniform()), places[1])
        circuit.cx(places[0], places[1])
        if qubits > 2 { circuit.ccx(places[0], places[1], places[2]) }
      }
    }
    let fitted = try circuit.fitted(to: device, seed: seed)
    for operation in fitted.circuit.operations {
      #expect(operation.gate.map(device.basis.contains) ?? true, "\(operation)")
      if operation.qubits.count == 2 {
        #expect(device.map.hasEdge(operation.qubits[0], operation.qubits[1]))
      }
    }
    // The states of both, where the first one's qubits stand.
    let (before, after) = (try circuit.unitary(), try fitted.circuit.unitary())
    func place(_ index: Int) -> Int {
      (0..<qubits).reduce(0) { $0 | (index >> $1 & 1) << (fitted.finalLayout[$1] ?? 0) }
    }
    for row in 0..<1 << qubits {
      #expect((before[row, 0] - after[place(row), 0]).magnitude < 1e-9)
    }
  }

  @Test func whatCannotBeIsSaid() throws {
    let line = try CouplingMap.line(2)
    let good = DeviceSnapshot.Qubit(t1: 1e-4, t2: 1e-4, readout: .none)
    func make(
      _ qubits: [DeviceSnapshot.Qubit], _ gates: [DeviceSnapshot.GateSite] = []
    ) throws {
      _ = try DeviceSnapshot("mine", map: line, basis: .rzSX, qubits: qubits, gates: gates)
    }
    #expect(words { try make([good]) }.contains("1 qubits on line of 2 qubits"))
    let bad = DeviceSnapshot.Qubit(t1: 1e-4, t2: 3e-4, readout: .none)
    #expect(words { try make([good, bad]) }.contains("qubit 1 from T1 = 0.0001 and T2 = 0.0003"))
    func site(_ gate: Gate, _ qubits: [Int], _ time: Double = 1e-8, _ error: Double = 0) -> String {
      words { try make([good, good], [.init(gate, on: qubits, duration: time, error: error)]) }
    }
    #expect(site(.h, [0]).contains("the gates are [rz, sx, x, cx]"))
    #expect(site(.cx, [0, 0]).contains("the map joins"))
    #expect(site(.sx, [0, 1]).contains("as many as the gate has"))
    #expect(site(.x, [.max]).contains("one qubit or on two"))
    #expect(site(.x, [0], -1).contains("0 s or more"))
    #expect(site(.x, [0], 1e-8, .nan).contains("between 0 and 1"))
    #expect(site(.x, [0], 1e6, 1) == "nothing")
    let wide = Circuit(qubits: 9) { $0.h(8) }
    #expect(words { _ = try wide.fitted(to: .fiveQubitT()) }.contains("9 qubits"))
  }
}
