import CellCompiler
import Glibc

/// Finds the place and the words for a crash.
struct CrashExplainer {
  /// A cell that is loaded.
  struct LoadedCell {
    let name: String
    let text: String
    let cell: CompiledCell
    let base: UInt
  }

  let cells: [LoadedCell]
  let toolchain: Toolchain

  /// What a reader is told of a crash.
  ///
  /// - Parameters:
  ///   - run: The run of the cell, with what its process said before it died.
  ///   - signal: The signal that ended the process.
  ///   - aftermath: What became of the variables.
  /// - Returns: The failure, with the line of the cell where it is known.
  func failure(
    of run: CellRun, signal: Int32?, aftermath: CellFailure.Aftermath
  ) -> CellFailure {
    guard let report = run.crash else { return unreported(signal, aftermath) }
    let place = self.place(report.trace, isCallsOnly: false)
    let words =
      runtimeWords(in: run.lastWords) ?? place?.failure
      ?? signalWords(report.signal, address: report.address)
    return CellFailure(
      name: "Trap", value: words, lines: lines(words, at: place), aftermath: aftermath)
  }

  /// What a reader is told of a cell that was stopped.
  ///
  /// - Parameters:
  ///   - trace: Where it was, the innermost call first, as far as that is known.
  ///   - aftermath: What became of the variables.
  /// - Returns: The failure, with the line of the cell where it is known.
  func stop(at trace: [UInt], aftermath: CellFailure.Aftermath) -> CellFailure {
    CellFailure(
      name: "Interrupted", value: "the cell was stopped",
      lines: lines("stopped", at: place(trace, isCallsOnly: aftermath == .stopped)),
      aftermath: aftermath)
  }

  /// The words behind the place that they are about, and its line with a mark under it.
  private func lines(_ words: String, at place: Place?) -> [String] {
    guard let place else { return [words.prefix(1).uppercased() + words.dropFirst() + "."] }
    var diagnostic = Diagnostic(.error, words, line: place.line, column: place.column)
    diagnostic.kind = nil
    return [diagnostic.rendered(text: place.cell.text, cell: place.cell.name)]
  }

  /// A process that could not say anything before it was gone.
  private func unreported(
    _ signal: Int32?, _ aftermath: CellFailure.Aftermath
  ) -> CellFailure {
    let words =
      switch signal {
      case nil, SIGKILL: "the process was ended from outside, or for want of memory"
      case SIGSEGV, SIGBUS: "a thread ran out of its stack, or memory was destroyed"
      case let signal?: signalWords(signal, address: 0)
      }
    return CellFailure(
      name: "Killed", value: words, lines: lines(words, at: nil), aftermath: aftermath)
  }

  private struct Place {
    let cell: LoadedCell
    let line: Int
    let column: Int
    /// What the compiler calls the check that failed.
    let failure: String?
  }

  /// The innermost call that stands in the text of a cell.
  ///
  /// - Parameters:
  ///   - trace: Addresses, the innermost first.
  ///   - isCallsOnly: Whether the innermost is a call, too, and not where something happened.
  /// - Returns: The place, unless none of them is in a cell.
  private func place(_ trace: [UInt], isCallsOnly: Bool) -> Place? {
    for (depth, address) in trace.enumerated() {
      guard let cell = cells.filter({ $0.base <= address }).max(by: { $0.base < $1.base }),
        address - cell.base < CrashExplainer.extent(of: cell.cell.library)
      else { continue }
      // A call is found by the address to which it returns, which lies behind it.
      let offset = address - cell.base - (depth == 0 && !isCallsOnly ? 0 : 1)
      if let place = symbolized(cell, offset) { return place }
    }
    return nil
  }

  /// Asks the toolchain which line an address belongs to.
  private func symbolized(_ cell: LoadedCell, _ offset: UInt) -> Place? {
    guard
      let output = try? toolchain.symbolized(offset, in: cell.cell.library)
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
      let column = cell.cell.userColumn(Int(parts[2]) ?? 1, line: line)
      return Place(cell: cell, line: line, column: column, failure: failure)
    }
    return nil
  }

  /// The words of a trap in a line that the run time has printed before it stops.
  static func words(ofTrap line: Substring) -> String? {
    if line.hasSuffix(": Fatal error") { return "fatalError was called" }
    if let start = line.firstRange(of: "Fatal error: ") { return String(line[start.upperBound...]) }
    return line.hasPrefix("Could not cast value of type ") ? String(line) : nil
  }

  /// What the run time has said of a trap in what was printed last.
  private func runtimeWords(in words: String) -> String? {
    words.split(separator: "\n").compactMap(CrashExplainer.words).last
  }

  private func signalWords(_ signal: Int32, address: UInt) -> String {
    switch signal {
    case SIGSEGV, SIGBUS:
      "access to memory that is not the program's, at 0x\(String(address, radix: 16))"
    case SIGABRT: "abort was called"
    case SIGFPE: "arithmetic error"
    default: "the program stopped itself (signal \(signal))"
    }
  }

  private static func extent(of library: String) -> UInt {
    var facts = stat()
    return stat(library, &facts) == 0 ? UInt(facts.st_size) + 0x10000 : 0
  }
}
