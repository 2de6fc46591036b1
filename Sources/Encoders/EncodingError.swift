public import Circuits

/// What a function of `Encoders` throws.
///
/// Every description reads "what was given: what is wrong with it, and what is allowed".
public enum EncodingError: Error, Hashable, Sendable {
  /// A row has too few or too many numbers.
  case wrongCount(String, given: Int, expected: Int)
  /// A number is NaN or infinite.
  case notFinite(String, place: Int)
  /// A number is not 0 or 1.
  case notABit(String, place: Int, value: Double)
  /// A number is outside what is allowed.
  case outside(String, place: Int, value: Double, allowed: ClosedRange<Double>)
  /// A row of zeros has no direction.
  case noLength(String)
  /// A row does not have the length 1.
  case notNormalized(String, length: Double)
  /// A map has flaws that were noted when it was made.
  case flawed(String, flaws: [String])
  /// A map makes a circuit of other gates for each row, and has no numbers for one that is common to all.
  case noTemplate(String)
  /// There are no rows, or rows of different lengths.
  case unfitRows(String, reason: String)
  /// A value that something is made from is not what it has to be.
  case unfit(String, given: String, allowed: String)
  /// A circuit cannot be made.
  case circuit(CircuitError)
}

extension EncodingError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .wrongCount(let map, let given, let expected):
      "\(map) with a row of \(given) numbers: it takes \(expected)"
    case .notFinite(let map, let place): "\(map): number \(place) of the row is not finite"
    case .notABit(let map, let place, let value):
      "\(map): number \(place) of the row is \(value); a bit is 0 or 1"
    case .outside(let what, let place, let value, let allowed):
      "\(what): number \(place) of the row is \(value), and \(allowed.lowerBound) to "
        + "\(allowed.upperBound) is allowed; scale the data, or clip what is outside"
    case .noLength(let what): "\(what): a row of zeros has no direction, and cannot be normalised"
    case .notNormalized(let map, let length):
      "\(map): the squares of the row have to sum to 1, and its length is \(length); divide by it, or "
        + "let the map normalise"
    case .flawed(let map, let flaws): "\(map): " + flaws.joined(separator: "; ")
    case .noTemplate(let map):
      "\(map): each row makes gates of its own, so there is no common circuit; use circuit(for:)"
    case .unfitRows(let what, let reason): "\(what): \(reason)"
    case .unfit(let what, let given, let allowed): "\(what) from \(given): \(allowed)"
    case .circuit(let error): "\(error)"
    }
  }
}
