internal import Numerics

extension EdgeExportable {
  /// Writes the model as C into a folder, compiles it for cores, runs it there and compares every output with
  /// Swift.
  ///
  /// ```swift
  /// let report = try model.exported(for: [.cortexM0Plus, .cortexM4F], to: "export")
  /// ```
  ///
  /// The folder has a header, the program, and a test of it with its samples; a student also as `.tflite`. It
  /// is written only when every core has agreed. An earlier export in the folder is replaced.
  ///
  /// - Parameters:
  ///   - cores: The cores.
  ///   - folder: An empty or a new folder, or one with an earlier export alone.
  ///   - name: What the names in C begin with.
  ///   - form: The way; the cheapest that is exact, if nothing is said.
  ///   - samples: The features that the program is tried with; 64 random ones if nothing is said. Dense layers
  ///     want rows as the device will see them: these say how large numbers become.
  /// - Returns: What was written, and what it costs.
  /// - Throws: ``EdgeError`` for a folder with other content, a missing tool, a way that cannot be gone, a
  ///   program that does not fit into a core, and one whose outputs differ from Swift's.
  @discardableResult
  public func exported(
    for cores: [EdgeCore], to folder: String, named name: String = "model",
    as form: EdgeForm? = nil,
    samples: [[Double]]? = nil
  ) throws -> EdgeReport {
    let place = ExportFolder(path: folder)
    try place.check()
    let model = try edgeModel()
    let rows = try samples ?? model.usualRows()
    guard !cores.isEmpty, 1...4096 ~= rows.count else {
      throw EdgeError.unfit(
        "an export", given: "\(cores.count) cores and \(rows.count) samples",
        allowed: "there is at least one core, and 1 to 4096 samples")
    }
    var forms = model.ownForms(rows)
    if case .student = form { form.map { forms.append($0) } }
    let costs = try model.costs(on: cores, of: forms, rows: rows)
    guard let chosen = form ?? costs.best else {
      throw EdgeError.notExportable(
        "this model", instead: costs.rows.compactMap(\.problem).joined(separator: "; "))
    }
    let program = try EdgeProgram(name, chosen.body(of: model))
    let words = try rows.map { try program.words(of: $0) }
    let figures = try cores.map { core in
      try CoreCheck(program, on: core, samples: words).figures()
    }
    let files = EdgeFiles(program: program, samples: words).all
    var contents = files.map { (name: $0.name, bytes: Array($0.text.utf8)) }
    if let dense = program.body as? DenseInt8 {
      contents.append(("\(name).tflite", dense.tfliteModel))
    }
    try place.fill(contents)
    return EdgeReport(
      form: program.body.title, folder: folder, files: contents.map(\.name), figures: figures,
      largestError: try model.largestError(of: program, rows), costs: costs)
  }
}

extension EdgeModel {
  /// 64 rows of random features between -π and π, the same each time.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for dense layers, whose inputs may be of any size.
  func usualRows() throws(EdgeError) -> [[Double]] {
    if case .layers = content {
      throw .unfit(
        "dense layers", given: "no samples", allowed: "give rows as the device will see them")
    }
    var random = RandomStream(seed: 2026)
    return (0..<64).map { _ in
      (0..<featureCount).map { _ in .pi * (2 * random.uniform() - 1) }
    }
  }

  /// The ways that the model goes by itself.
  ///
  /// - Parameter rows: Features as the device will see them.
  /// - Returns: The ways; their costs are shown side by side.
  func ownForms(_ rows: [[Double]]) -> [EdgeForm] {
    switch content {
    case .circuit: EdgeForm.ofCircuits
    case .layers(let stack): [.student(stack, calibratedWith: rows)]
    }
  }
}
