import CellCompiler
import Foundation
import JSONTrees
import KernelCore
import TestSupport

/// A session with its files in a folder of its own, and what its cells said.
final class Conversation {
  let session: Session
  let compiler: CellCompiler
  let folder = FileManager.default.temporaryDirectory.appending(path: "session-\(UUID())").path
  private(set) var stdout = ""
  private(set) var stderr = ""
  private(set) var results: [JSON] = []
  private(set) var displays: [Session.Event] = []
  private(set) var questions: [String] = []
  /// Whether anybody wants what runs; a cell that takes more than a minute is not wanted, either.
  var isWanted: () -> Bool = { true }
  /// What is done when a line has been printed.
  var whenPrinting: [String: () -> Void] = [:]
  /// What is typed when a cell asks.
  var answers: [String] = []

  /// The folder with the products of the build that the tests belong to.
  static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

  /// A session of its own, with the cells that were compiled before in a cache.
  init(cache: CellCache? = nil) throws {
    compiler = try CellCompiler(
      toolchain: .found(), folder: folder,
      moduleFolders: [
        Self.products.appending(path: "Modules").path,
        packageFolder.appending(path: "Sources/CInterruption/include").path,
        packageFolder.appending(path: "Sources/CProcess/include").path,
      ],
      givenModules: ["CellSupport", "Quill", "Circuits", "Display", "Numerics", "Widgets"],
      loader: "CellModules", printers: ["CellPrinting"], cache: cache)
    session = try Session(
      compiler: compiler, host: Self.products.appending(path: "quill-cell-host").path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @discardableResult func run(_ text: String, number: Int? = nil) -> Session.Outcome {
    // A test that waits for ever tells nobody why.
    let deadline = Date(timeIntervalSinceNow: 60)
    session.isWanted = { [isWanted] in Date() < deadline && isWanted() }
    (stdout, stderr, results, displays, questions) = ("", "", [], [], [])
    return session.execute(text, number: number) { event in
      switch event {
      case .stdout(let text):
        stdout += text
        for line in text.split(separator: "\n") { whenPrinting[String(line)]?() }
      case .stderr(let text): stderr += text
      case .result(let bundle): results.append(bundle)
      case .display, .updateDisplay: displays.append(event)
      case .question(let prompt, _):
        questions.append(prompt)
        session.input.answer(answers.isEmpty ? nil : answers.removeFirst())
      case .clear, .note, .widgets: break
      case .pause: break
      }
    }
  }

  /// The text of the value of a cell's last expression.
  func value(_ text: String, number: Int? = nil) -> String? {
    guard run(text, number: number) == .finished else { return nil }
    return results.last?["text/plain"]?.string
  }

  /// Why a cell failed.
  func failure(_ text: String, number: Int? = nil) -> CellFailure? {
    if case .failed(let failure) = run(text, number: number) { failure } else { nil }
  }
}
