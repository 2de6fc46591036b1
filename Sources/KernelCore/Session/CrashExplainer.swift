import CellCompiler
import Glibc

/// Finds the place and the words for a crash.
struct CrashExplainer {
  /// A cell that is loaded.
  struct LoadedCell {
    let name: String
    let text: String
    let library: String
    let base: UInt
  }

  let cells: [LoadedCell]
  let toolchain: Toolchain

  /// What a reader is told of a crash.
  ///
  /// - Parameters:
  ///   - report: What the process said of it; nothing if it was gone before it could say anything.
  ///   - lastWords: The last lines that it printed on standard error.
  ///   - aftermath: What became of the variables.
  /// - Returns: The failure, with the line of the cell where it is known.
  func failure(
    _ report: CrashReport?, lastWords: String, aftermath: CellFailure.Aftermath
  ) -> CellFailure {
    guard let report else {
      return CellFailure(
        name: "Killed", value: "the process was ended from outside, or for want of memory",
        lines: ["The process was ended from outside, or for want of memory."], aftermath: aftermath)
    }
    let place = self.place(of: report)
    let words = runtimeWords(in: lastWords) ?? place?.failure ?? signalWords(report)
    let header = place.map { "\($0.cell.name), line \($0.line): \(words)" } ?? words
    let excerpt = place.map(self.excerpt) ?? []
    return CellFailure(
      name: "Trap", value: words, lines: [header] + excerpt, aftermath: aftermath)
  }

  private struct Place {
    let cell: LoadedCell
    let line: Int
    let column: Int
    /// What the compiler calls the check that failed.
    let failure: String?
  }

  /// The innermost call that stands in the text of a cell.
  private func place(of report: CrashReport) -> Place? {
    for (depth, address) in report.trace.enumerated() {
      guard let cell = cells.filter({ $0.base <= address }).max(by: { $0.base < $1.base }),
        address - cell.base < CrashExplainer.extent(of: cell.library)
      else { continue }
      // All but the innermost are the addresses to which calls return, behind the calls.
      let offset = address - cell.base - (depth == 0 ? 0 : 1)
      if let place = symbolized(cell, offset) { return place }
    }
    return nil
  }

  /// Asks the toolchain which line an address belongs to.
  private func symbolized(_ cell: LoadedCell, _ offset: UInt) -> Place? {
    guard
      let output = try? toolchain.symbolized(offset, in: cell.library)
    else { return nil }
    let lines = output.split(separator: "\n")
    var failure: String?
    for (name, position) in zip(lines, lines.dropFirst()) {
      if name.hasPrefix("Swift runtime failure: ") { failure = String(name.dropFirst(23)) }
      let parts = position.split(separator: ":")
      // The compiler sometimes says that a line of the user's file stands in the other file of the
      // module, which holds nothing that could be run.
      guard parts.count == 3, let line = Int(parts[1]), line > 0,
        parts[0].hasSuffix("/main.swift") || parts[0].hasSuffix("/prelude.swift")
      else { continue }
      return Place(cell: cell, line: line, column: Int(parts[2]) ?? 1, failure: failure)
    }
    return nil
  }

  private func excerpt(_ place: Place) -> [String] {
    let lines = place.cell.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    return place.line <= lines.count ? ["  \(lines[place.line - 1])"] : []
  }

  /// The words of a trap in a line that the run time has printed before it stops.
  static func words(ofTrap line: Substring) -> String? {
    if let start = line.firstRange(of: "Fatal error: ") { return String(line[start.upperBound...]) }
    return line.hasPrefix("Could not cast value of type ") ? String(line) : nil
  }

  /// What the run time has said of a trap in what was printed last.
  private func runtimeWords(in words: String) -> String? {
    words.split(separator: "\n").compactMap(CrashExplainer.words).last
  }

  private func signalWords(_ report: CrashReport) -> String {
    switch report.signal {
    case SIGSEGV, SIGBUS:
      "access to memory that is not the program's, at 0x\(String(report.address, radix: 16))"
    case SIGABRT: "abort was called"
    case SIGFPE: "arithmetic error"
    default: "the program stopped itself (signal \(report.signal))"
    }
  }

  private static func extent(of library: String) -> UInt {
    var facts = stat()
    return stat(library, &facts) == 0 ? UInt(facts.st_size) + 0x10000 : 0
  }
}
