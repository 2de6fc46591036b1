import FoundationEssentials
import Glibc
import JSONTrees
import KernelCore
import Notebooks

/// The cells of a conversation: which have run, and with what outputs.
struct Conversation {
  /// The number of the next cell.
  private(set) var number = 1
  /// Takes the number that others have come to.
  mutating func goOn(behind count: Int?) { number = count.map { $0 + 1 } ?? number }
  /// The cells that have run, with their outputs.
  private(set) var notebook = Notebook()

  /// Takes a cell that has run.
  mutating func add(_ text: String, _ outputs: CellOutputs, number: Int) {
    var cell = NotebookCell.code(text)
    (cell.outputs, cell.executionCount) = (outputs.list, number)
    notebook.cells.append(cell)
    self.number = number + 1
  }

  /// Writes the cells to a file: a notebook, or Swift where the name ends so.
  /// - Returns: What is to be told.
  func save(to path: String) -> String {
    guard path.hasSuffix(".ipynb") || path.hasSuffix(".swift") else {
      return ":save wants a file that ends in .ipynb or .swift"
    }
    let text = path.hasSuffix(".swift") ? notebook.script : notebook.text
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      return "\(path) cannot be written; see that its folder is there and may be written"
    }
    let count = notebook.cells.count == 1 ? "1 cell" : "\(notebook.cells.count) cells"
    return "Wrote \(count) to \(path)"
  }

  /// The text of a file, to be run.
  static func load(_ path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    if path.hasSuffix(".ipynb") { return (try? Notebook(bytes: data))?.script }
    return String(validating: data, as: UTF8.self)
  }
}
