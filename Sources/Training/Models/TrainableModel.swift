/// What learns: weights that make outputs of rows of features.
///
/// ```swift
/// var model = try ExpectationModel(of: [.z(0)], in: circuit, seed: 1)
/// let record = try model.train(on: examples, epochs: 20, with: .adam(rate: 0.05))
/// ```
///
/// A model says how outputs and their derivatives are found; the trainer, its losses, its files and its
/// pictures know nothing else of it.
public protocol TrainableModel: Sendable {
  /// What training finds.
  var weights: [Double] { get set }

  /// What a file of weights has to agree with: a text that changes with the form of the model.
  var fingerprint: String { get }

  /// How many outputs a row has; nothing where only running it tells.
  var outputCount: Int? { get }

  /// The outputs for rows of features.
  ///
  /// - Parameters:
  ///   - rows: The features of each row.
  ///   - seed: Where chance begins, for a model that is measured with shots.
  /// - Returns: A list of outputs for each row.
  /// - Throws: What running it throws.
  func outputs(for rows: [[Double]], seed: UInt64) throws -> [[Double]]

  /// The outputs for rows of features, and the derivatives of a function of them by the weights.
  ///
  /// - Parameters:
  ///   - rows: The features of each row.
  ///   - method: How derivatives are found.
  ///   - places: The weights that are asked for; nothing for all.
  ///   - seed: Where chance begins.
  ///   - slopes: Sets the derivatives of the function by the outputs of a row, which are 0 before.
  /// - Returns: The outputs and the derivatives, summed over the rows.
  /// - Throws: What running it throws.
  func pullback(
    for rows: [[Double]], by method: any GradientMethod, places: Set<Int>?, seed: UInt64,
    slopes: (_ row: Int, _ outputs: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback
}

extension TrainableModel {
  /// Running a row tells.
  public var outputCount: Int? { nil }

  /// The outputs for rows of features.
  ///
  /// - Throws: What running the model throws.
  public func outputs(for rows: [[Double]]) throws -> [[Double]] {
    try outputs(for: rows, seed: 0)
  }
}
