import Foundation
import TestSupport

/// One Swift file of the package.
struct SourceFile: CustomStringConvertible {
  /// The path from the package's root, `Sources/Display/MIMEType.swift`.
  let path: String
  let lines: [Substring]

  /// The target that the file belongs to.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  var description: String { path }

  init(_ url: URL) throws {
    path = String(url.path.dropFirst(packageFolder.path.count + 1))
    lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }
}

/// Every Swift file below a folder of the package, in the order of their paths.
func sourceFiles(below folder: String) throws -> [SourceFile] {
  let root = packageFolder.appending(path: folder)
  let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
  return try (files?.allObjects as? [URL] ?? [])
    .filter { $0.pathExtension == "swift" }
    .sorted { $0.path < $1.path }
    .map(SourceFile.init)
}
