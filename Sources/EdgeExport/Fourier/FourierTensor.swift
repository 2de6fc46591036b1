internal import Numerics

/// A model as a Fourier series in all its features: exact, whatever the depth of its circuit is.
///
/// $$f_o(x) = \sum_{j_1 \dots j_n} C_{o j_1 \dots j_n} \prod_k b_{j_k}(\omega_k x_k), \quad
/// b = 1, \cos, \sin, \cos 2, \sin 2, \dots$$
///
/// That the outputs of a circuit are such series, of frequencies that its gates give, is shown by M. Schuld,
/// R. Sweke and J. J. Meyer, "Effect of data encoding on the expressive power of variational
/// quantum-machine-learning models", Physical Review A 103, 032430 (2021). A feature that is the angle of
/// one turn has three functions, so that *n* features make 3ⁿ coefficients for each output.
public struct FourierTensor: Hashable, Sendable {
  /// The functions of one feature: 1, and the cosine and sine of each multiple of a frequency.
  public struct Axis: Hashable, Sendable {
    /// The lowest frequency.
    public let frequency: Double
    /// The highest multiple of it.
    public let degree: Int

    /// How many functions there are.
    public var size: Int { 2 * degree + 1 }
    /// The width of a whole turn of the feature.
    public var period: Double { 2 * .pi / frequency }

    /// The functions of a number.
    func values(at x: Double) -> [Double] {
      (0..<degree).reduce(into: [1]) { values, step in
        let angle = Double(step + 1) * frequency * x
        values += [.cos(angle), .sin(angle)]
      }
    }
  }

  /// The functions of each feature.
  public let axes: [Axis]
  /// How many outputs there are.
  public let outputCount: Int
  /// The coefficients, output after output, the functions of the last feature next to one another.
  public let coefficients: [Double]
  /// What no output can exceed, whatever the features are: the sum of its observable's factors.
  public let bounds: [Double]

  /// How many coefficients each output has.
  public var size: Int { axes.reduce(1) { $0 * $1.size } }

  /// The most coefficients of a tensor.
  static let mostCoefficients = 1 << 20
  /// The most points at which a circuit is run to find them.
  static let mostPoints = 1 << 17

  /// The outputs for a row of features.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for a row of another length.
  /// - Complexity: O(*k*) for *k* coefficients.
  public func values(for row: [Double]) throws(EdgeError) -> [Double] {
    guard row.count == axes.count else {
      throw .unfit(
        "a row", given: "\(row.count) numbers", allowed: "the series has \(axes.count) features")
    }
    let functions = zip(axes, row).map { $0.values(at: $1) }
    var rest = coefficients
    for values in functions.reversed() {
      rest = stride(from: 0, to: rest.count, by: values.count).map { first in
        values.indices.reduce(0) { $0 + rest[first + $1] * values[$1] }
      }
    }
    return rest
  }

  /// How the features are split for a program: products of the functions of the first, and of the last.
  ///
  /// Both halves are about as wide, since a program holds a number for each place of each half.
  var split: (high: [Axis], low: [Axis]) {
    let splits = (0...axes.count).map { (high: Array(axes[..<$0]), low: Array(axes[$0...])) }
    func size(_ axes: [Axis]) -> Int { axes.reduce(1) { $0 * $1.size } }
    return splits.min { size($0.high) + size($0.low) < size($1.high) + size($1.low) }
      ?? (axes, [])
  }
}
