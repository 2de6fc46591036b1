/// A way in which a model is exported.
public enum EdgeForm: Sendable {
  /// Its exact Fourier series in single precision.
  case fourierFloat
  /// Its exact Fourier series in whole numbers of 16 bits.
  case fourierFixed
  /// Its circuit, with the state in single precision.
  case stateVector
  /// A student in whole numbers of 8 bits, an approximation; rows say how large its numbers become.
  case student(DenseStudent, calibratedWith: [[Double]])

  /// What a program of a model does in this way.
  func body(of model: EdgeModel) throws -> any EdgeBody {
    switch self {
    case .fourierFloat: return try FourierFloat(FourierTensor(model))
    case .fourierFixed: return try FourierFixed(FourierTensor(model))
    case .stateVector: return try StateVectorFloat(model)
    case .student(let stack, let rows):
      guard stack.inputCount == model.featureCount, stack.outputCount == model.outputs.count else {
        throw EdgeError.unfit(
          "a student", given: "\(stack.inputCount) inputs and \(stack.outputCount) outputs",
          allowed: "its model has \(model.featureCount) and \(model.outputs.count)")
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

  /// The way that is exact to a thousandth of the largest output and takes the fewest instructions on the
  /// slowest core.
  public var best: EdgeForm? {
    rows.filter { $0.problem == nil && $0.error <= 1e-3 }
      .min { ($0.instructions.max() ?? 0) < ($1.instructions.max() ?? 0) }?.form
  }
}

extension EdgeModel {
  /// What ways of exporting the model cost on cores.
  ///
  /// - Parameters:
  ///   - cores: The cores.
  ///   - forms: The ways; all that need no student, if nothing is said.
  ///   - rows: The features at which errors are taken; 64 random ones if nothing is said.
  /// - Returns: A table with a line for each way.
  /// - Throws: What running the model throws.
  public func costs(
    on cores: [EdgeCore], of forms: [EdgeForm] = [.fourierFloat, .fourierFixed, .stateVector],
    rows: [[Double]]? = nil
  ) throws -> EdgeCosts {
    let samples = rows ?? randomRows(64)
    let lines = try forms.map { form in
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
    case .student: "Dense int8"
    }
  }
}
