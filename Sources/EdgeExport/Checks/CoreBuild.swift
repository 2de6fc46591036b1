internal import Numerics

/// The compiler, the linker and the emulator of a core.
struct CoreBuild {
  let core: EdgeCore
  var options: [String] = []

  /// What every program is compiled with: strict, and the same arithmetic everywhere.
  static let commonOptions = [
    "-std=c99", "-Os", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror",
    "-ffp-contract=off", "-ffunction-sections", "-fdata-sections",
    // The compiler would call memset and memcpy, which no library is there for.
    "-fno-tree-loop-distribute-patterns",
  ]

  /// Looks for the compiler and the emulator.
  ///
  /// - Throws: ``EdgeError/missingTool(_:package:)`` where one of them is not installed.
  func findTools() throws(EdgeError) {
    _ = try compilerPath()
    if !core.isHost { _ = try emulatorPath() }
  }

  private func compilerPath() throws(EdgeError) -> String {
    try ToolProcess.path(of: core.compiler.program, package: core.compiler.package)
  }

  private func emulatorPath() throws(EdgeError) -> String {
    try ToolProcess.path(of: core.emulator.program, package: core.emulator.package)
  }

  /// Compiles and links files.
  func compile(_ files: [String], in folder: String, to name: String) throws(EdgeError) {
    var arguments = CoreBuild.commonOptions + core.options + options + ["-I", folder]
    if !core.isHost { arguments += ["-ffreestanding", "-nostdlib", "-nostartfiles"] }
    arguments += files.map { "\(folder)/\($0)" }
    if !core.isHost { arguments += ["-Wl,--gc-sections", "-T", "\(folder)/memory.ld", "-lgcc"] }
    let result = try ToolProcess.run(
      try compilerPath(), arguments + ["-o", "\(folder)/\(name)"])
    if result.status == 0 { return }
    for (region, memory) in [("FLASH", "flash"), ("RAM", "RAM")] {
      let words = "region `\(region)' overflowed by "
      if let found = result.output.firstRange(of: words) {
        let digits = result.output[found.upperBound...].prefix { $0.isNumber }
        throw .doesNotFit(core: core.name, memory: memory, over: Int(digits) ?? 0)
      }
    }
    throw .notCompiled(
      core: core.name,
      words: result.output.split(separator: "\n").prefix(12).joined(separator: "\n"))
  }

  /// The bytes of a linked program.
  func size(of name: String, in folder: String) throws(EdgeError) -> (flash: Int, ram: Int) {
    let tool = try ToolProcess.path(
      of: core.compiler.program.dropLast(3) + "size", package: core.compiler.package)
    let result = try ToolProcess.run(tool, ["-A", "\(folder)/\(name)"])
    var sizes: [Substring: Int] = [:]
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 2, let bytes = Int(words[1]) { sizes[words[0]] = bytes }
    }
    guard let code = sizes[".text"] else {
      throw .toolFailed(tool, reason: "it printed no size of .text: \(result.output.prefix(200))")
    }
    let data = sizes[".data"] ?? 0
    return (code + data + (sizes[".ARM.exidx"] ?? 0), data + (sizes[".bss"] ?? 0))
  }

  /// Runs a linked program and gives what it prints.
  func run(_ name: String, in folder: String, seconds: Int) throws(EdgeError) -> String {
    let program = "\(folder)/\(name)"
    let result: ToolResult
    if core.isHost {
      result = try ToolProcess.run(program, [], seconds: seconds)
    } else {
      result = try ToolProcess.run(
        try emulatorPath(),
        core.emulator.options + [
          "-display", "none", "-monitor", "none", "-serial", "none", "-chardev", "stdio,id=s",
          "-semihosting-config", "enable=on,target=native,chardev=s", "-kernel", program,
        ], seconds: seconds)
    }
    guard let status = result.status else { throw .endless(core: core.name, seconds: seconds) }
    guard status == 0 else {
      let words = result.output.split(separator: "\n").suffix(3).joined(separator: "\n")
      throw .faulted(core: core.name, status: status, hint: hint(status, words))
    }
    return result.output
  }

  private func hint(_ status: Int32, _ words: String) -> String {
    status == Int32(Harness.faultStatus)
      ? ": the core met an instruction or an address that it does not have"
      : words.isEmpty ? "" : ": \(words)"
  }
}

/// What a program printed on a core.
struct CoreOutput {
  /// The outputs of each sample.
  let words: [[Int32]]
  /// The most instructions of a run, where they are counted.
  let instructions: Int?
  /// The most bytes of stack of a run.
  let stack: Int?

  /// Reads lines of hexadecimal words, and lines of counts.
  init(_ text: String, core: EdgeCore, estimate: Int) throws(EdgeError) {
    var (words, counts): ([[Int32]], [[Int32]]) = ([], [])
    var verdict: Substring?
    for line in text.split(separator: "\n") {
      var parts = line.split(separator: " ")
      if line == "same" || line == "different" {
        verdict = line
        continue
      }
      let isCount = parts.first == "count"
      if isCount { parts.removeFirst() }
      let numbers = parts.compactMap { UInt32($0, radix: 16).map { Int32(bitPattern: $0) } }
      guard numbers.count == parts.count, !isCount || numbers.count == 4 else {
        throw .unreadable(core: core.name, words: String(line.prefix(200)))
      }
      if isCount { counts.append(numbers) } else { words.append(numbers) }
    }
    guard verdict != nil else {
      throw .unreadable(core: core.name, words: String(text.suffix(200)))
    }
    self.words = words
    guard let ticks = core.ticksPerInstruction else {
      (instructions, stack) = (nil, nil)
      return
    }
    // A count of n runs, less that of n calls of a function that is one instruction long.
    let all = counts.map { line in
      1 + Int((Double(line[1] &- line[2]) / ticks / Double(max(1, line[0]))).rounded())
    }
    // The counter of an Arm core has 24 bits; a run that would wrap it is not counted.
    instructions = ticks != 1 && estimate > 4_000_000 ? nil : all.max()
    stack = counts.map { Int($0[3]) }.max()
  }
}

extension EdgeCore {
  /// How often the core's counter ticks for an instruction; nothing on this machine.
  var ticksPerInstruction: Double? {
    switch family {
    case .arm(let ticks, _): ticks
    case .riscV: 1
    case .host: nil
    }
  }
}
