extension Gate {
  /// The gate as simpler ones: as what it is made of, where the record says so, and otherwise with gates
  /// that both versions of OpenQASM name; nothing for a matrix that depends on an open angle.
  func lowered(_ angles: [Angle]) -> Circuit? {
    if let circuit = expanded(angles) { return circuit }
    let whole = Circuit(qubits: qubitCount) {
      $0.append(self, angles, on: Array(0..<qubitCount))
    }
    return try? whole.decomposed(into: .openQASM)
  }
}

extension GateBasis {
  /// Gates that both standard libraries of OpenQASM have.
  fileprivate static let openQASM = GateBasis([.h, .x, .rx, .ry, .rz, .cx])
}
