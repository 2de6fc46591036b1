public import Learning

/// A way in which a model is exported.
public enum EdgeForm: Sendable {
  /// Its exact Fourier series in single precision.
  case fourierFloat
  /// Its exact Fourier series in whole numbers of 16 bits.
  case fourierFixed
  /// Its circuit, with the state in single precision.
  case stateVector
  /// Its circuit, with the state in whole numbers of 16 bits.
  case stateVectorFixed
  /// Dense layers in whole numbers of 8 bits, an approximation; rows say how large their numbers become.
  case student(DenseStack, calibratedWith: [[Double]])

  /// The ways in which a circuit goes without a student.
  public static let ofCircuits: [EdgeForm] = [
    .fourierFloat, .fourierFixed, .stateVector, .stateVectorFixed,
  ]

  /// What a program of a model does in this way.
  func body(of model: EdgeModel) throws -> any EdgeBody {
    switch self {
    case .fourierFloat: return try FourierFloat(FourierTensor(model))
    case .fourierFixed: return try FourierFixed(FourierTensor(model))
    case .stateVector: return try StateVectorFloat(model)
    case .stateVectorFixed: return try StateVectorFixed(model)
    case .student(let stack, let rows):
      guard stack.inputCount == model.featureCount, stack.outputCount == model.outputCount else {
        throw EdgeError.unfit(
          "a student", given: "\(stack.inputCount) inputs and \(stack.outputCount) outputs",
          allowed: "its model has \(model.featureCount) and \(model.outputCount)")
      }
      return try DenseInt8(stack, calibratedWith: rows)
    }
  }
}

/// What each way of exporting a model costs on each core, side by side, before one is chosen.
///
/// Instructions and bytes are estimates from the steps of a program; a report has the exact ones.
public struct EdgeCosts: Sendable {
  /// One way, or why it cannot be gone.
  public struct Row: Sendable {
    /// What the way is called.
    public let title: String
    /// The bytes of constants and code, about, on the core that needs most.
    public let flash: Int
    /// The bytes of variables and stack, about.
    public let ram: Int
    /// The instructions of a run on each core, about.
    public let instructions: [Int]
    /// The largest difference from the model over the rows that were tried.
    public let error: Double
    /// Why the way cannot be gone; nothing where it can.
    public let problem: String?
    let form: EdgeForm
  }

  /// The cores.
  public let cores: [EdgeCore]
  /// The ways, in the order in which they were asked for.
  public let rows: [Row]

  /// The way that is exact to a thousandth and takes the fewest instructions on the slowest core; if there is
  /// one way alone, that.
  public var best: EdgeForm? {
    if rows.count == 1, rows[0].problem == nil { return rows[0].form }
    return rows.filter { $0.problem == nil && $0.error <= 1e-3 }
      .min { ($0.instructions.max() ?? 0) < ($1.instructions.max() ?? 0) }?.form
  }
}

extension EdgeModel {
  /// What ways of exporting the model cost on cores.
  ///
  /// - Parameters:
  ///   - cores: The cores.
  ///   - forms: The ways; all that the model goes by itself, if nothing is said.
  ///   - rows: The features at which errors are taken; 64 random ones if nothing is said, which dense layers
  ///     do not allow.
  /// - Returns: A table with a line for each way.
  /// - Throws: What running the model throws, and ``EdgeError/unfit(_:given:allowed:)`` for dense layers without
  ///   rows.
  public func costs(
    on cores: [EdgeCore], of forms: [EdgeForm]? = nil, rows: [[Double]]? = nil
  ) throws -> EdgeCosts {
    let samples = try rows ?? usualRows()
    let lines = try (forms ?? ownForms(samples)).map { form in
      do {
        let program = try EdgeProgram("model", form.body(of: self))
        let work = program.body.work
        return EdgeCosts.Row(
          title: program.body.title, flash: cores.map { $0.prices.flash(of: work) }.max() ?? 0,
          ram: work.staticBytes + work.stackBytes,
          instructions: cores.map { $0.prices.instructions(of: work) },
          error: try largestError(of: program, samples), problem: nil, form: form)
      } catch let problem as EdgeError {
        return EdgeCosts.Row(
          title: form.title, flash: 0, ram: 0, instructions: [], error: .infinity,
          problem: "\(problem)", form: form)
      }
    }
    return EdgeCosts(cores: cores, rows: lines)
  }

  /// The largest difference between a program and the model, at the features that the program sees.
  func largestError(of program: EdgeProgram, _ rows: [[Double]]) throws -> Double {
    let expected = try values(for: try rows.map { try program.rounded($0) })
    return try zip(rows, expected).reduce(0) { worst, next in
      zip(try program.values(for: next.0), next.1).reduce(worst) { max($0, abs($1.0 - $1.1)) }
    }
  }
}

extension EdgeForm {
  /// What the way is called.
  var title: String {
    switch self {
    case .fourierFloat: "Fourier float"
    case .fourierFixed: "Fourier Q15"
    case .stateVector: "State vector float"
    case .stateVectorFixed: "State vector Q15"
    case .student: "Dense int8"
    }
  }
}
