public import Circuits
public import Encoders
public import Numerics
public import Optimizers
public import Simulation
internal import Storage
public import Training

/// What a function of `Learning` throws.
///
/// Every description says what was given, what is wrong with it, and what is allowed or helps.
public enum LearningError: Error, Hashable, Sendable {
  /// There are no rows, or rows without numbers.
  case empty(String)
  /// A row has another count of numbers than the first.
  case ragged(String, row: Int, count: Int, expected: Int)
  /// A number is NaN or infinite.
  case notFinite(String, row: Int, column: String)
  /// There are more or fewer labels, values, names or rows than there have to be.
  case wrongCount(String, given: Int, expected: Int)
  /// A label is no number of a class.
  case noSuchClass(String, row: Int, label: Int, classes: Int)
  /// All rows are of one class.
  case oneClass(String, String)
  /// A data set has numbers where labels are needed, or labels where numbers are.
  case wrongTarget(String, needed: String, given: String)
  /// A number that something is made with is not allowed.
  case unfit(String, given: String, allowed: String)
  /// A place of a text is not understood; line and column count from 1.
  case unreadable(String, line: Int, column: Int, reason: String)
  /// A file cannot be read or written, or does not hold what it should.
  case file(String, reason: String)
  /// A normaliser or a feature map refuses.
  case encoding(EncodingError)
  /// A calculation with matrices fails.
  case numbers(NumericsError)
  /// A circuit is flawed or open.
  case circuit(CircuitError)
  /// A simulator refuses.
  case simulation(SimulationError)
  /// A rule of steps refuses.
  case optimizer(OptimizerError)
  /// The trainer refuses.
  case training(TrainingError)
}

extension LearningError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .empty(let what): "\(what): there are no numbers; give at least one row of at least one"
    case .ragged(let what, let row, let count, let expected):
      "\(what): row \(row) has \(count) numbers, and row 0 has \(expected); give rows of one length"
    case .notFinite(let what, let row, let column):
      "\(what): \(column) of row \(row) is not finite; leave such rows out, or fill in a number"
    case .wrongCount(let what, let given, let expected):
      "\(what): \(given) are given, and it takes \(expected)"
    case .noSuchClass(let what, let row, let label, let classes):
      "\(what): the label of row \(row) is \(label); labels go from 0 to \(classes - 1)"
    case .oneClass(let what, let name):
      "\(what): all rows are of the class \(name); give rows of two classes at least"
    case .wrongTarget(let what, let needed, let given):
      "\(what): it takes \(needed), and the data have \(given)"
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    case .unreadable(let file, let line, let column, let reason):
      "\(file), line \(line), column \(column): \(reason)"
    case .file(let path, let reason): "\(path): \(reason)"
    case .encoding(let error): "\(error)"
    case .numbers(let error): "\(error)"
    case .circuit(let error): "\(error)"
    case .simulation(let error): "\(error)"
    case .optimizer(let error): "\(error)"
    case .training(let error): "\(error)"
    }
  }
}

/// Runs what throws errors of other floors, and makes them one of this floor.
func learning<Result>(_ body: () throws -> Result) throws(LearningError) -> Result {
  do {
    return try body()
  } catch let error as LearningError {
    throw error
  } catch let error as EncodingError {
    throw .encoding(error)
  } catch let error as NumericsError {
    throw .numbers(error)
  } catch let error as CircuitError {
    throw .circuit(error)
  } catch let error as SimulationError {
    throw .simulation(error)
  } catch let error as OptimizerError {
    throw .optimizer(error)
  } catch let error as TrainingError {
    throw .training(error)
  } catch StorageError.file(let path, let reason) {
    throw .file(path, reason: reason)
  } catch StorageError.unfit(let what, let given, let allowed) {
    throw .unfit(what, given: given, allowed: allowed)
  } catch {
    throw .unfit("Learning", given: "\(error)", allowed: "this was not foreseen; please report it")
  }
}

/// Refuses a number that is not in a range.
func check<Number: Comparable>(
  _ what: String, _ name: String, _ value: Number, in range: ClosedRange<Number>
) throws(LearningError) {
  guard range.contains(value) else {
    throw .unfit(
      what, given: "\(name) \(value)",
      allowed: "\(range.lowerBound) to \(range.upperBound) is allowed")
  }
}

/// Refuses a number that is not over 0 and finite.
func checkPositive(_ what: String, _ name: String, _ value: Double) throws(LearningError) {
  guard value > 0, value.isFinite else {
    throw .unfit(what, given: "\(name) \(value)", allowed: "it is finite and over 0")
  }
}

/// Refuses a number that is below 0 or not finite.
func checkNotNegative(_ what: String, _ name: String, _ value: Double) throws(LearningError) {
  guard value >= 0, value.isFinite else {
    throw .unfit(what, given: "\(name) \(value)", allowed: "it is finite and not below 0")
  }
}

/// Refuses rows that are empty, of different lengths, or not finite.
///
/// - Returns: How many numbers a row has.
@discardableResult
func checkRows(
  _ what: String, _ rows: [[Double]], names: [String] = []
) throws(LearningError) -> Int {
  guard let width = rows.first?.count, width > 0 else { throw .empty(what) }
  for (place, row) in rows.enumerated() {
    guard row.count == width else {
      throw .ragged(what, row: place, count: row.count, expected: width)
    }
    if let column = row.firstIndex(where: { !$0.isFinite }) {
      let name = names.count == width ? names[column] : "number \(column)"
      throw .notFinite(what, row: place, column: name)
    }
  }
  return width
}

/// Refuses rows whose width is not the one that something was fitted to; no rows are allowed.
func checkRows(_ what: String, _ rows: [[Double]], width: Int) throws(LearningError) {
  guard let first = rows.first else { return }
  try checkRows(what, rows)
  guard first.count == width else {
    throw .wrongCount("\(what), numbers of a row", given: first.count, expected: width)
  }
}

/// Refuses labels that are no numbers of classes.
func checkLabels(_ what: String, _ labels: [Int], classes: Int) throws(LearningError) {
  if let row = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
    throw .noSuchClass(what, row: row, label: labels[row], classes: classes)
  }
}
