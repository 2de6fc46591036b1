import Foundation
import Testing

/// Compares a text with its golden file under `Tests/Goldens`.
///
/// On a mismatch the text is written beside the golden with `.new` before its extension and both
/// places are printed; `scripts/accept-goldens` takes the new one over.
public func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let golden = goldensFolder.appending(path: name)
  let fresh = golden.deletingPathExtension().appendingPathExtension("new")
    .appendingPathExtension(golden.pathExtension)
  let expected = try? String(contentsOf: golden, encoding: .utf8)
  if expected == text {
    try? FileManager.default.removeItem(at: fresh)
    return
  }
  try FileManager.default.createDirectory(
    at: fresh.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: fresh, atomically: true, encoding: .utf8)
  Issue.record(
    """
    \(expected == nil ? "There is no golden \(name) yet." : "The golden \(name) differs.")
    \(firstDifference(between: expected ?? "", and: text))
    was: \(golden.path)
    is:  \(fresh.path)
    Look at both; `scripts/accept-goldens` accepts what is new.
    """,
    sourceLocation: sourceLocation)
}

/// The folder that holds every golden file.
public let goldensFolder = packageFolder.appending(path: "Tests/Goldens")

private func firstDifference(between old: String, and new: String) -> String {
  let old = old.split(separator: "\n", omittingEmptySubsequences: false)
  let new = new.split(separator: "\n", omittingEmptySubsequences: false)
  guard let row = (0..<max(old.count, new.count)).first(where: { old[safe: $0] != new[safe: $0] })
  else { return "The two differ in line ends only." }
  return """
    First difference in line \(row + 1):
    - \(old[safe: row] ?? "(no such line)")
    + \(new[safe: row] ?? "(no such line)")
    """
}

extension Collection {
  fileprivate subscript(safe index: Index) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
