internal import CNLopt

/// One search by NLopt, whose C callback runs a Swift closure.
///
/// An error of the closure stops the search and comes out of `run`. NLopt is given no limit of
/// evaluations and no target: who evaluates ends the search by throwing.
public struct NLoptSearch {
  /// The algorithm.
  public var algorithm: NLoptAlgorithm
  /// Where the search begins; as many numbers as it has coordinates.
  public var start: [Double]
  /// The lowest value of each coordinate; may be minus infinity.
  public var lower: [Double]
  /// The highest value of each coordinate; may be infinity.
  public var upper: [Double]
  /// How far the first points lie from the start, or nil for NLopt's own guess.
  public var step: Double?
  /// The search has converged when coordinates move less than this.
  public var coordinateTolerance: Double
  /// The search has converged when the value changes by less than this part of it; 0 for never.
  public var valueTolerance: Double
  /// What NLopt's random numbers begin with.
  public var seed: UInt64

  /// A search without bounds, from a point.
  public init(
    _ algorithm: NLoptAlgorithm, start: [Double], lower: [Double], upper: [Double],
    step: Double? = nil, coordinateTolerance: Double = 1e-8, valueTolerance: Double = 0,
    seed: UInt64 = 0
  ) {
    (self.algorithm, self.start, self.lower, self.upper) = (algorithm, start, lower, upper)
    (self.step, self.seed) = (step, seed)
    (self.coordinateTolerance, self.valueTolerance) = (coordinateTolerance, valueTolerance)
  }

  /// What is minimised: the value at a point, and its gradient where there is room for it.
  public typealias Function = (
    UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>?
  ) throws -> Double

  /// Runs the search; `start` is then where NLopt ended.
  ///
  /// - Throws: What the function throws.
  public mutating func run(_ function: Function) throws -> NLoptOutcome {
    guard let search = nlopt_create(algorithm.code, UInt32(start.count)) else {
      return .failed("there is no memory for \(start.count) coordinates")
    }
    defer { nlopt_destroy(search) }
    if let refusal = configure(search) { return refusal }
    nlopt_srand(UInt(truncatingIfNeeded: seed))
    let result = try withoutActuallyEscaping(function) { function in
      let call = Call(search, function)
      defer { withExtendedLifetime(call) {} }
      nlopt_set_min_objective(search, answer, Unmanaged.passUnretained(call).toOpaque())
      var value = 0.0
      let result = nlopt_optimize(search, &start, &value)
      if let error = call.error { throw error }
      return result
    }
    return outcome(result, of: search)
  }

  /// Hands the settings over; what NLopt refuses is an outcome.
  private func configure(_ search: nlopt_opt) -> NLoptOutcome? {
    var results = [
      nlopt_set_lower_bounds(search, lower), nlopt_set_upper_bounds(search, upper),
      nlopt_set_xtol_abs1(search, coordinateTolerance),
      nlopt_set_ftol_rel(search, valueTolerance),
    ]
    if let step { results.append(nlopt_set_initial_step1(search, step)) }
    return results.first { $0.rawValue < 0 }.map { outcome($0, of: search) }
  }

  private func outcome(_ result: nlopt_result, of search: nlopt_opt) -> NLoptOutcome {
    if result.rawValue > 0 { return .converged }
    if result == NLOPT_ROUNDOFF_LIMITED { return .roundoff }
    let words = nlopt_get_errmsg(search).map { String(cString: $0) }
    return .failed(words ?? String(cString: nlopt_result_to_string(result)))
  }
}

/// What the callback of C is handed: the closure, and the error that ended the search.
private final class Call {
  let search: nlopt_opt
  let function: NLoptSearch.Function
  var error: (any Error)?

  init(_ search: nlopt_opt, _ function: @escaping NLoptSearch.Function) {
    (self.search, self.function) = (search, function)
  }
}

/// The callback.
///
/// After an error nothing is evaluated any more, though NLopt may ask once again.
private func answer(
  _ count: UInt32, _ point: UnsafePointer<Double>?, _ gradient: UnsafeMutablePointer<Double>?,
  _ context: UnsafeMutableRawPointer?
) -> Double {
  guard let context else { return .infinity }
  let call = Unmanaged<Call>.fromOpaque(context).takeUnretainedValue()
  guard call.error == nil else { return .infinity }
  do {
    return try call.function(
      UnsafeBufferPointer(start: point, count: Int(count)),
      gradient.map { UnsafeMutableBufferPointer(start: $0, count: Int(count)) })
  } catch {
    call.error = error
    nlopt_force_stop(call.search)
    return .infinity
  }
}
