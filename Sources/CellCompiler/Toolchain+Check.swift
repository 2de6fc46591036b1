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

  /// The libraries that a program loads, as the system's loader finds them, without running it.
  ///
  /// - Returns: The name of each, and its path where it was found.
  /// - Throws: ``CellCompilerError`` where the program cannot be tried.
  package static func libraries(
    of program: String
  ) throws(CellCompilerError) -> [(name: String, path: String?)] {
    let trace = "LD_TRACE_LOADED_OBJECTS=1"
    // A line is `name => path (address)` or `name => not found`.
    return try runProgram(["/usr/bin/env", trace, program]).output.split(separator: "\n")
      .compactMap { line in
        let words = line.split { $0.isWhitespace }
        guard words.count > 2, words[1] == "=>" else { return nil }
        return (String(words[0]), words[2].hasPrefix("/") ? String(words[2]) : nil)
      }
  }
}
