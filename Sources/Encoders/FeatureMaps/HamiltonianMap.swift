public import Circuits
internal import Numerics

extension FeatureMap {
  /// A square of numbers as the energy that time passes under.
  ///
  /// $$e^{-itH},\qquad H = (M + M^T)/2$$
  ///
  /// ```swift
  /// FeatureMap.hamiltonian(rows: 8)               // 64 features, 3 qubits
  /// FeatureMap.hamiltonian(rows: 8, time: .weight(0))
  ///   .reuploaded(layers: 6, between: .stronglyEntangling(qubits: 3, layers: 2))
  /// ```
  ///
  /// Exactly, each row has a gate of its own, and the time may be a weight. In steps, by Trotter's formula,
  /// one circuit serves all rows: the times under the Pauli strings of *H* are sums of features.
  ///
  /// P. Wang et al., "Quantum Hamiltonian embedding of images for data reuploading classifiers",
  /// arXiv:2407.14055 (2024).
  ///
  /// - Parameters:
  ///   - rows: How many rows and columns *M* has; the features are its elements, row after row. It is
  ///     continued with zeros to 2ⁿ.
  ///   - time: *t*, a number or a weight.
  ///   - steps: How many steps; exactly, unless given.
  /// - Returns: A map with ⌈log₂ rows⌉ qubits, and at least one.
  /// - Complexity: O(8ⁿ) for each row exactly, and O(4ⁿ) gates in a step.
  public static func hamiltonian(
    rows: Int, time: Angle = 1, steps: Int? = nil
  ) -> FeatureMap {
    let problem =
      !(1...256 ~= rows)
      ? "\(rows) rows: there are 1 to 256"
      : !(1...1000 ~= steps ?? 1) ? "\(steps ?? 0) steps: there are 1 to 1000" : nil
    if let problem {
      return FeatureMap("hamiltonian", Circuit(qubits: 1), features: 1).noting(problem)
    }
    let qubits = qubits(for: rows)
    if let steps {
      let step = Circuit(qubits: qubits) { circuit in
        circuit.appendStep(rows: rows, time: time / Double(steps))
      }
      return FeatureMap("hamiltonian", step.repeated(steps), features: rows * rows)
    }
    return FeatureMap("hamiltonian", features: rows * rows, qubits: qubits) {
      row throws(EncodingError) in
      do throws(CircuitError) {
        let gate = try Gate.evolution(under: symmetric(row, rows: rows, size: 1 << qubits))
        return Circuit(qubits: qubits) { $0.append(gate, [time], on: Array(0..<gate.qubitCount)) }
      } catch { throw .circuit(error) }
    }
  }

  private static func symmetric(
    _ elements: [Double], rows: Int, size: Int
  ) throws(CircuitError) -> Observable {
    do {
      return try Observable(
        Matrix(rows: size, columns: size) { row, column in
          guard max(row, column) < rows else { return 0 }
          return Complex((elements[row * rows + column] + elements[column * rows + row]) / 2)
        })
    } catch {
      throw error as? CircuitError
        ?? .unfit("hamiltonian", given: "\(rows) rows", allowed: "\(error)")
    }
  }
}

extension Circuit {
  /// One step under the Pauli strings of a real symmetric matrix whose elements are features.
  ///
  /// The factor of a string is $c_P = 2^{-n} \mathrm{tr}(P H)$, and that of one with an odd number of Y
  /// is 0.
  fileprivate mutating func appendStep(rows: Int, time: Angle) {
    let size = 1 << qubitCount
    for flips in 0..<size {
      for phases in 0..<size where (flips & phases).nonzeroBitCount % 2 == 0 {
        if flips == 0 && phases == 0 { continue }
        let sign = (flips & phases).nonzeroBitCount % 4 == 0 ? 1.0 : -1.0
        var sum = Angle.zero
        for column in 0..<rows where column ^ flips < rows {
          let factor = (column & phases).nonzeroBitCount % 2 == 0 ? sign : -sign
          sum += factor / Double(size) * .feature((column ^ flips) * rows + column)
        }
        let qubits = (0..<qubitCount).filter { (flips | phases) >> $0 & 1 == 1 }
        let paulis = qubits.map { qubit -> Pauli in
          flips >> qubit & 1 == 0 ? .z : phases >> qubit & 1 == 0 ? .x : .y
        }
        if sum != 0 { turn(qubits, paulis, 2 * time * sum) }
      }
    }
  }
}
