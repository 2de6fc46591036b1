/// The lowest value that a method finds for a function.
///
/// ```swift
/// let minimum = try minimize(energy, from: weights, with: .cobyla(radius: 0.5))
/// ```
///
/// - Parameters:
///   - function: What is minimised.
///   - start: Where the search begins.
///   - method: How it searches.
///   - bounds: Between which values each weight may lie.
///   - evaluations: How often the function may be evaluated; kept to exactly.
///   - target: A value at which the search ends.
///   - seed: What the method's random numbers begin with.
///   - watch: Told of each evaluation or batch; it can stop the search.
/// - Returns: The best point, its value, and how it was found.
/// - Throws: What the function throws, and `OptimizerError` if it gives a number that is not finite,
///   or if the method cannot begin there. To keep the best point also then, run a ``Search``.
public func minimize(
  _ function: @escaping ([Double]) throws -> Double, from start: [Double],
  with method: some Minimizer, bounds: Bounds = .none, evaluations: Int = 10_000,
  target: Double? = nil, seed: UInt64 = 0,
  watch: ((SearchProgress) throws -> SearchDecision)? = nil
) throws -> Minimum {
  try minimize(
    Objective(function), from: start, with: method, bounds: bounds, evaluations: evaluations,
    target: target, seed: seed, watch: watch)
}

/// The lowest value that a method finds for an objective that takes batches or has gradients.
///
/// - Parameters:
///   - objective: What is minimised.
///   - start: Where the search begins.
///   - method: How it searches.
///   - bounds: Between which values each weight may lie.
///   - evaluations: How often the objective may be evaluated; kept to exactly.
///   - target: A value at which the search ends.
///   - seed: What the method's random numbers begin with.
///   - watch: Told of each evaluation or batch; it can stop the search.
/// - Returns: The best point, its value, and how it was found.
/// - Throws: As `minimize` of a function.
public func minimize(
  _ objective: Objective, from start: [Double], with method: some Minimizer,
  bounds: Bounds = .none, evaluations: Int = 10_000, target: Double? = nil, seed: UInt64 = 0,
  watch: ((SearchProgress) throws -> SearchDecision)? = nil
) throws -> Minimum {
  var search = try Search(
    method, from: start, bounds: bounds, evaluations: evaluations, target: target, seed: seed)
  return try search.run(objective, watch: watch)
}
