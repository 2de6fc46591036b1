import CellCompiler
import Foundation
import JSONTrees
import KernelCore

/// A session with its files in a folder of its own, and what its cells said.
final class Conversation {
  let session: Session
  let compiler: CellCompiler
  let folder = FileManager.default.temporaryDirectory.appending(path: "session-\(UUID())").path
  private(set) var stdout = ""
  private(set) var stderr = ""
  private(set) var results: [JSON] = []
  private(set) var displays: [Session.Event] = []

  /// The folder with the products of the build that the tests belong to.
  static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

  init() throws {
    compiler = try CellCompiler(
      toolchain: .found(), folder: folder,
      moduleFolders: [Self.products.appending(path: "Modules").path],
      givenModules: ["CellSupport", "Display", "Numerics"])
    session = try Session(
      compiler: compiler, host: Self.products.appending(path: "quill-cell-host").path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @discardableResult func run(_ text: String) -> Session.Outcome {
    (stdout, stderr, results, displays) = ("", "", [], [])
    return session.execute(text) { event in
      switch event {
      case .stdout(let text): stdout += text
      case .stderr(let text): stderr += text
      case .result(let bundle): results.append(bundle)
      case .display, .updateDisplay: displays.append(event)
      case .pause: break
      }
    }
  }

  /// The text of the value of a cell's last expression.
  func value(_ text: String) -> String? {
    guard run(text) == .finished else { return nil }
    return results.last?["text/plain"]?.string
  }

  /// Why a cell failed.
  func failure(_ text: String) -> CellFailure? {
    if case .failed(let failure) = run(text) { failure } else { nil }
  }
}
