internal import CLibSVM

/// The machines that LIBSVM solves, given the kernel of each two rows.
///
/// C.-C. Chang and C.-J. Lin, "LIBSVM: a library for support vector machines", ACM TIST 2, 27 (2011).
/// Nothing is checked here; `Learning` does that.
public enum LibSVM {
  /// What is solved.
  @frozen public enum Task: Sendable {
    /// Two classes, targets +1 and -1, with this price of a row on the wrong side.
    case classes(c: Double)
    /// Numbers, with this price of an error, and errors up to this size free.
    case numbers(c: Double, epsilon: Double)
  }

  /// A machine: $f(x) = \sum_i a_i k(x_i, x) - \rho$.
  @frozen public struct Machine: Sendable {
    /// $a_i$ for every row; those of rows that are no support vectors are 0.
    public var coefficients: [Double]
    /// $\rho$.
    public var offset: Double

    /// A machine of its numbers.
    public init(coefficients: [Double], offset: Double) {
      (self.coefficients, self.offset) = (coefficients, offset)
    }
  }

  /// Solves a task.
  ///
  /// - Parameters:
  ///   - task: What is solved.
  ///   - kernel: The kernel of each two rows, a row after the other, finite.
  ///   - targets: +1 and -1, both, or numbers; one for each row.
  ///   - tolerance: How exact the optimum is.
  /// - Returns: The machine; nothing where LIBSVM refuses the task.
  /// - Complexity: O(*n*²) memory, and O(*n*²) to O(*n*³) time for *n* rows.
  public static func machine(
    _ task: Task, kernel: [Double], targets: [Double], tolerance: Double
  ) -> Machine? {
    let count = targets.count
    guard count > 0, kernel.count == count * count else { return nil }
    svm_set_print_string_function { _ in }
    var parameters = parameters(task, tolerance: tolerance)
    return withNodes(kernel, count) { rows in
      var targets = targets
      return targets.withUnsafeMutableBufferPointer { targets in
        var problem = svm_problem(l: Int32(count), y: targets.baseAddress, x: rows)
        guard svm_check_parameter(&problem, &parameters) == nil else { return nil }
        var model = svm_train(&problem, &parameters)
        defer { svm_free_and_destroy_model(&model) }
        return model.map { machine(of: $0.pointee, count: count) }
      }
    }
  }

  private static func parameters(_ task: Task, tolerance: Double) -> svm_parameter {
    var parameters = svm_parameter()
    parameters.kernel_type = Int32(PRECOMPUTED)
    parameters.cache_size = 200
    parameters.eps = tolerance
    parameters.shrinking = 1
    switch task {
    case .classes(let c):
      parameters.svm_type = Int32(C_SVC)
      parameters.C = c
    case .numbers(let c, let epsilon):
      parameters.svm_type = Int32(EPSILON_SVR)
      (parameters.C, parameters.p) = (c, epsilon)
    }
    return parameters
  }

  /// LIBSVM's form of a kernel: in each row first the row's number, from 1, and at the end a -1.
  private static func withNodes<Result>(
    _ kernel: [Double], _ count: Int,
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<svm_node>?>) -> Result
  ) -> Result {
    let width = count + 2
    let nodes = UnsafeMutablePointer<svm_node>.allocate(capacity: count * width)
    let rows = UnsafeMutablePointer<UnsafeMutablePointer<svm_node>?>.allocate(capacity: count)
    defer {
      nodes.deallocate()
      rows.deallocate()
    }
    for row in 0..<count {
      let start = nodes + row * width
      start.initialize(to: svm_node(index: 0, value: Double(row + 1)))
      for column in 0..<count {
        (start + column + 1).initialize(
          to: svm_node(index: Int32(column + 1), value: kernel[row * count + column]))
      }
      (start + count + 1).initialize(to: svm_node(index: -1, value: 0))
      (rows + row).initialize(to: start)
    }
    return body(rows)
  }

  private static func machine(of model: svm_model, count: Int) -> Machine {
    var coefficients = [Double](repeating: 0, count: count)
    for vector in 0..<Int(model.l) {
      guard let values = model.sv_coef?[0] else { continue }
      coefficients[Int(model.sv_indices[vector]) - 1] = values[vector]
    }
    return Machine(coefficients: coefficients, offset: model.rho[0])
  }
}
