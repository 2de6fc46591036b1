public import Circuits

/// How a picture's brightnesses are written with gates; all forms make the same state.
public enum FRQIForm: Hashable, Sendable, CaseIterable {
  /// For each point, a turn under the controls that name its place.
  case controlled
  /// One gate that turns by the angle of the place.
  case multiplexed
  /// As many turns and CX as there are places, by the Gray code.
  case grayCode
}

/// Pictures as states.
extension FeatureMap {
  /// A picture as a qubit of brightness and qubits of places: the flexible representation of quantum
  /// images.
  ///
  /// $$2^{-n/2} \sum_i (\cos\tfrac{\pi x_i}{2}\,|0\rangle + \sin\tfrac{\pi x_i}{2}\,|1\rangle)\,|i\rangle$$
  ///
  /// ```swift
  /// FeatureMap.frqi(points: 64)                   // 6 qubits of places, and qubit 6 of brightness
  /// ```
  ///
  /// P. Q. Le, F. Dong and K. Hirota, "A flexible representation of quantum images for polynomial
  /// preparation, image compression, and processing operations", Quantum Inf. Process. 10, 63 (2011).
  ///
  /// - Parameters:
  ///   - points: How many points there are, each from 0 to 1; what is missing to 2ⁿ is 0.
  ///   - form: How it is written with gates.
  /// - Returns: A map with ⌈log₂ points⌉ qubits and one.
  /// - Complexity: 2ⁿ controlled turns, one gate, or 2ⁿ turns and 2ⁿ CX.
  public static func frqi(points: Int, form: FRQIForm = .multiplexed) -> FeatureMap {
    let count = max(1, min(points, 1 << 12))
    let places = qubits(for: count)
    let angles = (0..<1 << places).map { $0 < count ? .pi * Angle.feature($0) : 0 }
    let template = Circuit(qubits: places + 1) { circuit in
      let controls = Array(0..<places)
      for qubit in controls { circuit.h(qubit) }
      switch form {
      case .controlled:
        for (place, angle) in angles.enumerated() where angle != 0 {
          circuit.controlled(
            .ry, [angle], by: controls, states: controls.map { place >> $0 & 1 == 1 }, on: [places])
        }
      case .multiplexed: circuit.multiplexedRotation(.y, angles, controls: controls, places)
      case .grayCode:
        let gate = try? Gate.multiplexedRotation(.y, controls: places)
        if let parts = gate?.expanded(angles) { circuit.append(parts) }
      }
    }
    let map = FeatureMap("frqi", features: points, template: template) {
      row throws(EncodingError) in
      if let place = row.firstIndex(where: { !(0...1 ~= $0) }) {
        throw .outside("frqi", place: place, value: row[place], allowed: 0...1)
      }
      return row
    }
    return map.noting(count == points ? nil : "\(points) points: there are 1 to \(1 << 12)")
  }

  /// The filter of quanvolution: a patch of a picture turns as many qubits about Y, each brightness 1 by
  /// half a turn, and random gates mix them.
  ///
  /// ```swift
  /// let filter = FeatureMap.quanvolution(size: 2, seed: 7)
  /// let patches = try ImagePatches(rows: 8, columns: 8, size: 2)
  /// let circuits = try patches.of(image).map(filter.circuit)       // Z of each qubit is a channel
  /// ```
  ///
  /// M. Henderson, S. Shakya, S. Pradhan and T. Cook, "Quanvolutional neural networks: powering image
  /// recognition with quantum circuits", arXiv:1904.04767 (2019).
  ///
  /// - Parameters:
  ///   - size: How many rows and columns a patch has.
  ///   - gates: How many random gates there are; four for each qubit unless given.
  ///   - seed: What the gates follow from.
  /// - Returns: A map with a qubit for each point of a patch.
  public static func quanvolution(
    size: Int = 2, gates: Int? = nil, seed: UInt64
  ) -> FeatureMap {
    let qubits = 1...16 ~= size ? size * size : 0
    let circuit = Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.ry(.pi * .feature(qubit), qubit) }
      circuit.append(
        .random(qubits: qubits, gates: gates ?? 4 * qubits, from: [.rx, .ry, .rz, .cx], seed: seed))
    }
    return FeatureMap("quanvolution", circuit, features: qubits).noting(
      qubits > 0 ? nil : "patches of size \(size): there are 1 to 16 rows")
  }
}

/// The patches of a picture, as a filter sees them one after the other.
public struct ImagePatches: Hashable, Sendable {
  /// How many rows a picture has.
  public let rows: Int
  /// How many columns a picture has.
  public let columns: Int
  /// How many rows and columns a patch has.
  public let size: Int
  /// How far it is from one patch to the next.
  public let stride: Int

  /// The patches of a picture.
  ///
  /// - Parameters:
  ///   - rows: How many rows a picture has.
  ///   - columns: How many columns it has.
  ///   - size: How many rows and columns a patch has.
  ///   - stride: How far it is from one patch to the next; the size unless given.
  /// - Throws: ``EncodingError/unfit(_:given:allowed:)`` where no patch fits into a picture.
  public init(rows: Int, columns: Int, size: Int, stride: Int? = nil) throws(EncodingError) {
    let step = stride ?? size
    let isInside = size > 0 && size <= rows && size <= columns
    guard isInside, step > 0, max(rows, columns) <= 1 << 12 else {
      throw .unfit(
        "patches", given: "size \(size) and stride \(step) in \(rows) × \(columns) points",
        allowed:
          "a patch fits into a picture of at most \(1 << 12) rows, and a stride is at least 1")
    }
    (self.rows, self.columns, self.size, self.stride) = (rows, columns, size, step)
  }

  /// How many patches there are from top to bottom, and from left to right.
  public var shape: (rows: Int, columns: Int) {
    ((rows - size) / stride + 1, (columns - size) / stride + 1)
  }

  /// The patches of a picture, row after row.
  ///
  /// - Parameter image: The points, row after row.
  /// - Returns: The points of each patch, row after row.
  /// - Throws: ``EncodingError/wrongCount(_:given:expected:)`` for another number of points.
  public func of(_ image: [Double]) throws(EncodingError) -> [[Double]] {
    guard image.count == rows * columns else {
      throw .wrongCount("patches", given: image.count, expected: rows * columns)
    }
    return (0..<shape.rows).flatMap { down in
      (0..<shape.columns).map { right in
        (0..<size * size).map { point in
          let row = down * stride + point / size
          return image[row * columns + right * stride + point % size]
        }
      }
    }
  }
}
