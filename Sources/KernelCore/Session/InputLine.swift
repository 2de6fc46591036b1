import JSONTrees

/// What is typed, on its way to the cell that waits for it.
public final class InputLine: Sendable {
  private let line: HostLine

  init(line: HostLine) { self.line = line }

  /// Gives a line to the cell that waits for one.
  ///
  /// - Parameter text: What was typed, without the end of the line; nothing for the end of all input.
  public func answer(_ text: String?) {
    line.send(["input": text.map { .string($0 + "\n") } ?? .null])
  }
}
