extension Toolchain {
  /// The programs that compile a cell and explain how it failed, each by what it is for.
  package var programs: [(use: String, path: String)] {
    [("compiler", compiler), ("linker", CellCompiler.linker), ("symbolizer", symbolizer)]
  }

  /// The version of the compiler, `6.3.1`.
  /// - Throws: ``CellCompilerError`` where the compiler does not start or says nothing of it.
  package func version() throws(CellCompilerError) -> String {
    let result = try runProgram([compiler, "--version"])
    let words = result.output.split { $0.isWhitespace }
    guard let mark = words.firstIndex(of: "version"), mark + 1 < words.count else {
      throw .compilerFailed(status: result.status, output: result.output)
    }
    return String(words[mark + 1])
  }

  /// The libraries that a program needs and that cannot be found, as the system's loader says.
  /// - Throws: ``CellCompilerError`` where the program cannot be tried.
  package static func missingLibraries(of program: String) throws(CellCompilerError) -> [String] {
    let trace = "LD_TRACE_LOADED_OBJECTS=1"
    return try runProgram(["/usr/bin/env", trace, program]).output.split(separator: "\n")
      .filter { $0.hasSuffix("not found") }
      .compactMap { line in line.split { $0.isWhitespace }.first.map(String.init) }
  }
}
