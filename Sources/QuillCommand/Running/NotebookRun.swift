import FoundationEssentials
import Glibc
import KernelCore
import Notebooks

/// Runs a notebook from its first cell to its last, without a front end, and writes its outputs.
struct NotebookRun {
  let path: String
  let output: String
  let parameters: [Parameter]

  /// Runs it.
  /// - Throws: ``InstallationError`` where it cannot be read or written, ``ExitCode`` where a cell fails.
  func run() throws {
    var notebook = try read()
    if output == path, access(path, W_OK) != 0 {
      throw InstallationError(
        "there are no rights to write the outputs into \(path); give another place with --output")
    }
    notebook.inject(parameters)
    notebook.metadata["language_info"] = Notebook.language
    let workshop = try Workshop()
    defer { workshop.close() }
    let target = FileManager.default.currentDirectoryPath
    enterFolder()
    let failure = runCells(of: &notebook, by: workshop)
    // The paths of the call are meant from where it was made.
    _ = FileManager.default.changeCurrentDirectoryPath(target)
    try TextFile.write(notebook.text, to: output)
    guard let failure else { return }
    say("\(path), \(failure)")
    throw ExitCode.failure
  }

  private func read() throws -> Notebook {
    do {
      return try Notebook(bytes: TextFile.bytes(of: path))
    } catch let error as NotebookError {
      throw InstallationError("\(path): \(error)")
    }
  }

  /// Cells find files beside their notebook.
  private func enterFolder() {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard !folder.isEmpty else { return }
    _ = FileManager.default.changeCurrentDirectoryPath(folder.joined(separator: "/") + "/")
  }

  /// Runs the cells in order; the error of the first that fails, with its number.
  private func runCells(of notebook: inout Notebook, by workshop: Workshop) -> String? {
    for place in notebook.cells.indices where notebook.cells[place].kind == .code {
      (notebook.cells[place].outputs, notebook.cells[place].executionCount) = ([], nil)
    }
    let places = notebook.cells.indices.filter { notebook.cells[$0].isRunnable }
    print(path)
    let start = ContinuousClock.now
    for (index, place) in places.enumerated() {
      let number = index + 1
      let next = places.dropFirst(number).first.map { notebook.cells[$0].source }
      workshop.session.upcoming = {
        next.map { Session.Upcoming(text: $0, number: number + 1) }
      }
      let began = ContinuousClock.now
      let failure = run(&notebook.cells[place], number, by: workshop)
      tell(notebook.cells[place], "\(number)/\(places.count)", failure, ContinuousClock.now - began)
      if let failure {
        return "cell \(number):\n" + failure.joined(separator: "\n")
      }
    }
    let count = places.count == 1 ? "1 cell" : "\(places.count) cells"
    print("  \(count) passed in \(NotebookRun.seconds(ContinuousClock.now - start, digits: 1)) s")
    return nil
  }

  /// Runs a cell; the lines of its error, where it fails.
  private func run(
    _ cell: inout NotebookCell, _ number: Int, by workshop: Workshop
  ) -> [String]? {
    var outputs = CellOutputs()
    let turn = workshop.session.perform(cell.source, number: number, assistant: nil) { event in
      if case .question = event {
        outputs.take(
          .stderr("Note: nobody is there to answer, so there was nothing to read.\n"),
          number: number)
        workshop.session.input.answer(nil)
      }
      outputs.take(event, number: number)
    }
    var failed: [String]?
    if case .failed(let failure) = turn.outcome {
      outputs.take(failure)
      failed = isatty(STDERR_FILENO) == 1 ? failure.colored : failure.lines
    }
    (cell.outputs, cell.executionCount) = (outputs.list, number)
    return failed
  }

  private func tell(
    _ cell: NotebookCell, _ place: String, _ failure: [String]?, _ time: Duration
  ) {
    let lines = cell.source.split(whereSeparator: \.isNewline)
    let line = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let seconds = NotebookRun.seconds(time, digits: 2)
    let room = String(repeating: " ", count: max(8 - seconds.count, 0))
    let word = failure == nil ? "ok    " : "FAILED"
    print(
      "  \(String(repeating: " ", count: max(7 - place.count, 0)))\(place)  \(word) \(room)\(seconds) s  \(line.prefix(70))"
    )
    fflush(nil)
  }

  private static func seconds(_ time: Duration, digits: Int) -> String {
    let scale = digits == 1 ? 10 : 100
    let units = Int((time / .seconds(1) * Double(scale)).rounded())
    let rest = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: digits - rest.count) + rest
  }
}
