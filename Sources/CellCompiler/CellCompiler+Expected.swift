import Dispatch
import Glibc
import Synchronization

extension CellCompiler {
  /// Starts the compiler before there is a cell, so that the first need not wait for its start.
  ///
  /// - Parameter module: The name that the first cell's module is going to have, if that is known.
  public func prepare(for module: String? = nil) {
    forkingCompiler.prepare()
    if let module { expect(module: module, after: []) }
  }

  /// Has the compiler do all that can be done for a cell before there is its text.
  ///
  /// That is to read the modules that every cell is given, and takes as long as the rest of a short cell.
  /// One cell is expected at a time; another that was, and did not come, is not any more.
  ///
  /// - Parameters:
  ///   - module: The name of its module.
  ///   - predecessors: The cells of which one is going to stand before it, also those that are not compiled
  ///     yet. If it is none of them, the text is compiled as if nobody had expected it.
  public func expect(module: String, after predecessors: [String]) {
    guard loader != nil, forkingCompiler.copiesItself else { return }
    expectations.expect(module, after: predecessors) { unwanted in
      if let unwanted { forkingCompiler.forget(compilation(of: unwanted)) }
      guard layBlanks(for: module) else { return false }
      // The compiler looks once which modules there are in a folder.
      for predecessor in predecessors { create("\(folder)/\(predecessor).swiftmodule") }
      forkingCompiler.expect(compilation(of: module))
      return true
    }
  }

  /// Has the compiler do the same in a moment, unless another cell comes before.
  ///
  /// A notebook that was compiled before is run quicker than the compiler could prepare for each cell.
  ///
  /// - Parameters:
  ///   - module: The name of its module.
  ///   - predecessors: The cells of which one is going to stand before it.
  public func expectSoon(module: String, after predecessors: [String]) {
    let turn = expectations.beginTurn()
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .milliseconds(50)) {
      if self.turn == turn { expect(module: module, after: predecessors) }
    }
  }

  /// Changes whenever a cell comes or goes; while it stays the same, nobody waits for a short cell.
  public var turn: Int { expectations.current }

  /// Notes that a cell has come to its end, so that nobody waits for its text any more.
  func end(_ module: String) {
    expectations.end(module)
    forkingCompiler.forget(compilation(of: module))
  }

  /// What has the modules read before the texts: of what is imported so, the last is read first.
  ///
  /// And a compiler that counts what it does, which takes next to nothing, does not take its trees apart
  /// before it writes the object. The counts would be written at its end, to which no copy comes.
  var beforeTexts: [String] {
    let imports = loader.map { ["-import-module", CellCompiler.textsModule, "-import-module", $0] }
    return (imports ?? []) + (forkingCompiler.copiesItself ? ["-stats-output-dir", folder] : [])
  }

  /// The module before which a compiler waits for texts; `CForkingCompiler` knows its name.
  private static let textsModule = "CellTexts"
  /// How long the blanks are in the place of a text, as `CForkingCompiler.h` says.
  private static let blankCount = 1 << 16 - 1

  /// Puts blanks where the texts are going to be; all names stand for one file.
  private func layBlanks(for module: String) -> Bool {
    let blanks = "\(folder)/blanks"
    if access(blanks, R_OK) != 0 {
      let text = String(repeating: " ", count: CellCompiler.blankCount)
      guard (try? write(text, to: blanks)) != nil else { return false }
    }
    guard (try? CellCompiler.make("\(folder)/\(module)")) != nil else { return false }
    return ["prelude", "main"].allSatisfy { name in
      let path = "\(folder)/\(module)/\(name).swift"
      unlink(path)
      return link(blanks, path) == 0
    }
  }

  /// Makes an empty file where there is none.
  private func create(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }
}

/// The cell that is expected, and those that are being compiled.
final class Expectations: Sendable {
  private struct State {
    var next: (module: String, predecessors: [String])?
    var begun: Set<String> = []
    var turn = 0
  }

  private let state = Mutex(State())

  /// Expects a cell, unless it has come already.
  ///
  /// - Parameters:
  ///   - module: The name of its module.
  ///   - predecessors: The cells of which one is going to stand before it.
  ///   - prepare: What is to be done for it, given the cell that was expected instead; says whether it was.
  func expect(
    _ module: String, after predecessors: [String], preparing prepare: (String?) -> Bool
  ) {
    state.withLock { state in
      guard state.next?.module != module, !state.begun.contains(module) else { return }
      state.next = prepare(state.next?.module) ? (module, predecessors) : nil
    }
  }

  /// Begins the time until the next cell comes.
  func beginTurn() -> Int {
    state.withLock { state in
      state.turn += 1
      return state.turn
    }
  }

  /// The number of the time in which we are.
  var current: Int { state.withLock { $0.turn } }

  /// Notes that the text of a cell is there.
  ///
  /// - Returns: Whether it was expected behind such a cell.
  func begin(_ module: String, after predecessor: String?) -> Bool {
    state.withLock { state in
      state.turn += 1
      state.begun.insert(module)
      guard let next = state.next, next.module == module else { return false }
      state.next = nil
      return predecessor.map(next.predecessors.contains) ?? true
    }
  }

  /// Notes that a cell is compiled, or is not going to be.
  func end(_ module: String) { _ = state.withLock { $0.begun.remove(module) } }
}
