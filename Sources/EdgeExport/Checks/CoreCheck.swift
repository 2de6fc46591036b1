/// What a program needs on a core, and what it computes there.
public struct CoreFigures: Hashable, Sendable {
  /// The core.
  public let core: EdgeCore
  /// The bytes of code and constants; nothing on this machine.
  public let flash: Int?
  /// The bytes of variables that stay; nothing on this machine.
  public let ram: Int?
  /// The most bytes of stack of a run; nothing on this machine.
  public let stack: Int?
  /// The most instructions of a run; nothing on this machine, and for runs too long for the core's counter.
  public let instructions: Int?
  /// How many outputs were compared with Swift, and found the same to the last bit.
  public let comparedOutputs: Int
}

/// A program that is compiled for a core and run there, every output compared with Swift.
package struct CoreCheck {
  let program: EdgeProgram
  let core: EdgeCore
  let samples: [[Int32]]
  /// Whether the start switches a floating-point unit on, as it has to.
  package var switchesFloatingPointOn = true
  /// What becomes of the text before it is compiled; tests break programs with it.
  package var edit: (String) -> String = { $0 }
  /// More options for the compiler.
  package var options: [String] = []
  /// How long the program may run.
  package var seconds = 60

  /// A check of a program with some inputs.
  package init(_ program: EdgeProgram, on core: EdgeCore, samples: [[Int32]]) {
    (self.program, self.core, self.samples) = (program, core, samples)
  }

  /// Compiles the program and runs it.
  ///
  /// - Throws: ``EdgeError`` for a missing tool, a program that is not compiled, does not fit, faults, does not
  ///   end, or computes something else than Swift does.
  package func figures() throws(EdgeError) -> CoreFigures {
    let build = CoreBuild(core: core, options: options)
    try build.findTools()
    let folder = try EdgeFolder.makeTemporary()
    defer { EdgeFolder.removeTemporary(folder) }
    let files = EdgeFiles(program: program, samples: samples)
    var harness = Harness(program: program, core: core)
    harness.switchesFloatingPointOn = switchesFloatingPointOn
    for (name, text) in files.all + harness.files {
      let text = name == "\(program.name).c" ? edit(text) : text
      try EdgeFolder.write(Array(text.utf8), to: "\(folder)/\(name)")
    }
    try EdgeFolder.write(Array(emptyProgram.utf8), to: "\(folder)/empty.c")
    let others = ["\(program.name)_test.c", "main.c", "start.c"]
    try build.compile([("\(program.name).c")] + others, in: folder, to: "program")
    let size = core.isHost ? nil : try build.size(of: "program", in: folder)
    var emptySize: (flash: Int, ram: Int)?
    if size != nil {
      try build.compile(["empty.c"] + others, in: folder, to: "empty")
      emptySize = try build.size(of: "empty", in: folder)
    }
    let output = try build.run("program", in: folder, seconds: seconds)
    let printed = try CoreOutput(
      output, core: core, estimate: core.prices.instructions(of: program.body.work))
    let count = try compare(printed.words)
    return CoreFigures(
      core: core, flash: size.map { $0.flash - (emptySize?.flash ?? 0) },
      ram: size.map { $0.ram - (emptySize?.ram ?? 0) },
      stack: printed.stack, instructions: printed.instructions, comparedOutputs: count)
  }

  /// A program that does nothing: what is left of the sizes belongs to the harness and the samples.
  private var emptyProgram: String {
    var text = CText(prefix: program.name)
    text.add("#include \"\(program.name).h\"\n")
    text.beginRun(program.body)
    text.add("  (void)input;\n  (void)output;\n}")
    return text.text
  }

  /// Compares what was printed with the program in Swift.
  private func compare(_ words: [[Int32]]) throws(EdgeError) -> Int {
    guard words.count == samples.count,
      words.allSatisfy({ $0.count == program.body.outputCount })
    else {
      throw .unreadable(
        core: core.name, words: "\(words.count) lines of outputs for \(samples.count) samples")
    }
    for (sample, inputs) in samples.enumerated() {
      for (output, expected) in program.body.run(inputs).enumerated() {
        let found = program.body.outputFormat.signed(words[sample][output])
        guard found == expected else {
          throw .outputsDiffer(
            core: core.name, sample: sample, output: output, expected: expected, found: found)
        }
      }
    }
    return samples.count * program.body.outputCount
  }
}

extension EdgeFormat {
  /// The word whose lowest bytes were printed.
  func signed(_ word: Int32) -> Int32 {
    switch self {
    case .int8: Int32(Int8(truncatingIfNeeded: word))
    case .turns: word & 0xFFFF
    case .float32, .fixed: word
    }
  }
}
