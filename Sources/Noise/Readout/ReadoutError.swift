/// How often a qubit is read as what it is not.
///
/// ```swift
/// let error = try ReadoutError(zeroAsOne: 0.01, oneAsZero: 0.03)
/// ```
public struct ReadoutError: Hashable, Sendable {
  /// How likely a 0 is read as a 1.
  public let zeroAsOne: Double
  /// How likely a 1 is read as a 0.
  public let oneAsZero: Double

  /// An error of given probabilities.
  ///
  /// - Parameters:
  ///   - zeroAsOne: How likely a 0 is read as a 1.
  ///   - oneAsZero: How likely a 1 is read as a 0; qubits lose energy while they are read, so that this
  ///     is the greater one on most devices.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for probabilities that are none.
  public init(zeroAsOne: Double, oneAsZero: Double) throws(NoiseError) {
    try Channel.check(zeroAsOne, "the probability of a 0 as 1", of: "ReadoutError")
    try Channel.check(oneAsZero, "the probability of a 1 as 0", of: "ReadoutError")
    (self.zeroAsOne, self.oneAsZero) = (zeroAsOne, oneAsZero)
  }

  /// Both values are taken for one another with the same probability.
  ///
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a probability that is none.
  public init(_ probability: Double) throws(NoiseError) {
    try self.init(zeroAsOne: probability, oneAsZero: probability)
  }

  private init() { (zeroAsOne, oneAsZero) = (0, 0) }

  /// Every value is read as what it is.
  public static let none = ReadoutError()

  /// Whether every value is read as what it is.
  public var isNone: Bool { zeroAsOne == 0 && oneAsZero == 0 }

  /// How likely a value is not read as what it is.
  public func probability(ofMisreading value: Bool) -> Double { value ? oneAsZero : zeroAsOne }

  /// How likely a value is read as another or the same.
  public func probability(of read: Bool, for value: Bool) -> Double {
    let misread = probability(ofMisreading: value)
    return read == value ? 1 - misread : misread
  }

  /// How often a value is read as what it is, both alike: $1 - (p_{01} + p_{10})/2$.
  public var fidelity: Double { 1 - (zeroAsOne + oneAsZero) / 2 }

  /// What the mean of a Pauli matrix is multiplied by when it is read: $1 - p_{01} - p_{10}$.
  var contrast: Double { 1 - zeroAsOne - oneAsZero }

  /// What is added to the mean of a Pauli matrix when it is read: $p_{10} - p_{01}$.
  var bias: Double { oneAsZero - zeroAsOne }
}

extension ReadoutError: CustomStringConvertible {
  /// `0 as 1: 0.01, 1 as 0: 0.03`.
  public var description: String { "0 as 1: \(zeroAsOne), 1 as 0: \(oneAsZero)" }
}
