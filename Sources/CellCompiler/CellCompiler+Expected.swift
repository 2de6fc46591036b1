import Dispatch
import Glibc

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
  ///   - hasOwnPrint: Whether one of the cells before it declares a `print`.
  public func expect(module: String, after predecessors: [String], hasOwnPrint: Bool = false) {
    expect(module, after: predecessors, hasOwnPrint: hasOwnPrint, inTurn: nil)
  }

  /// Has the compiler do the same in a moment, unless another cell comes before.
  ///
  /// A notebook that was compiled before is run quicker than the compiler could prepare for each cell.
  ///
  /// - Parameters:
  ///   - module: The name of its module.
  ///   - predecessor: The cell that is going to stand before it.
  public func expectSoon(module: String, after predecessor: CompiledCell?) {
    let turn = expectations.beginTurn()
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .milliseconds(50)) {
      expect(
        module, after: predecessor.map { [$0.module] } ?? [],
        hasOwnPrint: predecessor?.hasOwnPrint ?? false, inTurn: turn)
    }
  }

  /// Changes whenever a cell comes or goes; while it stays the same, nobody waits for a short cell.
  public var turn: Int { expectations.turn }

  private func expect(
    _ module: String, after predecessors: [String], hasOwnPrint: Bool, inTurn turn: Int?
  ) {
    guard loader != nil, forkingCompiler.copiesItself else { return }
    expectations.expect(module, after: predecessors, inTurn: turn) { unwanted in
      if let unwanted {
        forkingCompiler.forget(unwanted)
        removeBlanks(of: unwanted)
        rmdir("\(folder)/\(unwanted)")
      }
      guard layBlanks(for: module) else { return false }
      // The compiler looks once which modules there are in a folder.
      for predecessor in predecessors { create("\(folder)/\(predecessor).swiftmodule") }
      forkingCompiler.expect(module, compilation(of: module, hasOwnPrint: hasOwnPrint))
      return true
    }
  }

  /// The modules that are imported from outside the text: of those, the last is read first.
  func modulesBeforeText(hasOwnPrint: Bool) -> [String] {
    let loaders = loader.map { [CellCompiler.textsModule, $0] } ?? []
    return (loaders + (hasOwnPrint ? [] : printers)).flatMap { ["-import-module", $0] }
  }

  /// The module before which a compiler waits for texts; `CForkingCompiler` knows its name.
  public static let textsModule = "CellTexts"
  /// How long the blanks are in the place of a text, as `CForkingCompiler.h` says.
  private static let blankCount = 1 << 16 - 1

  /// Puts blanks where the texts are going to be; all names stand for one file.
  private func layBlanks(for module: String) -> Bool {
    let blanks = "\(folder)/blanks"
    var facts = stat()
    if stat(blanks, &facts) != 0 || facts.st_size != CellCompiler.blankCount {
      let text = String(repeating: " ", count: CellCompiler.blankCount)
      guard (try? write(text, to: blanks)) != nil else { return false }
    }
    // Where the folder of all cells has gone, the session has, too.
    guard mkdir("\(folder)/\(module)", 0o700) == 0 || errno == EEXIST else { return false }
    return textFiles(of: module).allSatisfy { path in
      unlink(path)
      return link(blanks, path) == 0
    }
  }

  /// Removes what stands in the places of texts that are not needed.
  func removeBlanks(of module: String) { for path in textFiles(of: module) { unlink(path) } }

  private func textFiles(of module: String) -> [String] {
    ["prelude", "main"].map { "\(folder)/\(module)/\($0).swift" }
  }

  /// Makes an empty file where there is none.
  private func create(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }
}
