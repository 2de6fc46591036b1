import CellCompiler

/// The cells that the process has loaded, in the order in which they came.
///
/// A cell that is run again stays where it is: those behind it were compiled behind it.
struct LoadedCells {
  private struct Entry {
    let loaded: CrashExplainer.LoadedCell
    let syntax: CellSyntax
    var scope: CellScope { syntax.scope }
  }

  private var entries: [Entry] = []
  /// The names of their modules.
  private var modules: Set<String> = []

  /// How many there are.
  var count: Int { entries.count }

  /// The cells with their places in memory.
  var all: [CrashExplainer.LoadedCell] { entries.map(\.loaded) }

  /// The names of the variables, the first declared first, each once.
  var variables: [String] {
    var seen: Set<String> = []
    return entries.flatMap(\.syntax.storedNames).filter { $0 != "_" && seen.insert($0).inserted }
  }

  /// Takes a cell in that has run; says whether it is new.
  mutating func add(_ loaded: CrashExplainer.LoadedCell, syntax: CellSyntax) -> Bool {
    let entry = Entry(loaded: loaded, syntax: syntax)
    let place = entries.firstIndex { $0.loaded.cell.module == loaded.cell.module }
    if let place { entries[place] = entry } else { entries.append(entry) }
    modules.insert(loaded.cell.module)
    return place == nil
  }

  /// A cell with a text that can simply be run again, since each name in it means what it meant then.
  func repeatable(_ text: String) -> CompiledCell? {
    guard let index = entries.lastIndex(where: { $0.loaded.text == text }) else { return nil }
    let found = entries[index]
    guard !found.scope.hasTypeVariables,
      !entries[(index + 1)...].contains(where: { found.scope.isChanged(by: $0.scope) })
    else { return nil }
    return found.loaded.cell
  }

  /// A name for the module of a cell with a number, which no other has.
  func module(forCell number: Int) -> String {
    let first = "Cell\(number)"
    guard modules.contains(first) else { return first }
    var run = 2
    while modules.contains("\(first)_\(run)") { run += 1 }
    return "\(first)_\(run)"
  }
}
