import JSONTrees

/// A notebook of Jupyter's, format 4, as a value.
///
/// What we do not know in a file is kept and written again.
///
/// ```swift
/// var notebook = Notebook()
/// notebook.cells.append(.code("1 + 1"))
/// notebook.text    // the file
/// ```
public struct Notebook: Hashable, Sendable {
  /// The cells, in order.
  public var cells: [NotebookCell]
  /// What the file says of the whole.
  public var metadata: [String: JSON]
  /// The second number of the format: from 5 on cells have names.
  let minor: Int

  /// Makes a notebook of our language without a cell.
  public init() {
    (cells, metadata, minor) = ([], Notebook.ours, 5)
  }

  /// Reads the bytes of a file.
  /// - Throws: ``NotebookError`` with what makes it none.
  public init(bytes: some Sequence<UInt8>) throws(NotebookError) {
    let tree: JSON
    do {
      tree = try JSON(bytes: Array(bytes))
    } catch {
      throw .notJSON("\(error)")
    }
    guard let major = tree["nbformat"]?.integer else { throw .noFormat }
    guard major == 4 else { throw .otherFormat(major) }
    guard let rows = tree["cells"]?.array else { throw .noCells }
    minor = max(tree["nbformat_minor"]?.integer ?? 0, 0)
    metadata = tree["metadata"]?.object ?? [:]
    cells = []
    for (place, row) in rows.enumerated() {
      guard let cell = NotebookCell(row) else { throw .badCell(place + 1) }
      cells.append(cell)
    }
  }

  /// The kernel and the language, as our kernel names them.
  public static let ours: [String: JSON] = [
    "kernelspec": ["display_name": "Quill (Swift)", "language": "swift", "name": "quill"],
    "language_info": language,
  ]

  /// The language alone.
  public static let language: JSON = [
    "codemirror_mode": "swift", "file_extension": ".swift", "mimetype": "text/x-swift",
    "name": "swift", "nbconvert_exporter": "script", "pygments_lexer": "swift", "version": "6.3",
  ]

  /// The file, laid out as Jupyter lays it out.
  public var text: String {
    let hasNames = minor >= 5
    let rows = cells.enumerated().map { place, cell in
      cell.json(name: hasNames ? cell.id ?? name(for: place) : nil)
    }
    let tree: JSON = [
      "cells": .array(rows), "metadata": .object(metadata), "nbformat": 4,
      "nbformat_minor": .integer(minor),
    ]
    return tree.laidOut + "\n"
  }

  /// A name for a cell that has none, and that no other has.
  private func name(for place: Int) -> String {
    let taken = Set(cells.compactMap(\.id))
    var name = "cell-\(place + 1)"
    while taken.contains(name) { name += "x" }
    return name
  }
}

/// One cell of a notebook.
public struct NotebookCell: Hashable, Sendable {
  /// What a cell is.
  public enum Kind: String, Hashable, Sendable { case code, markdown, raw }

  /// What it is.
  public let kind: Kind
  /// What is written in it.
  public var source: String
  /// The name by which front ends know it.
  public var id: String?
  /// What front ends keep with it.
  public var metadata: [String: JSON] = [:]
  /// What it has printed and shown, as notebooks keep it.
  public var outputs: [JSON] = []
  /// The number of its last run.
  public var executionCount: Int?
  /// What else the file says of it.
  private var others: [String: JSON] = [:]

  /// Makes a cell.
  public init(_ kind: Kind, _ source: String) { (self.kind, self.source) = (kind, source) }

  /// A cell that can be run.
  public static func code(_ source: String) -> NotebookCell { NotebookCell(.code, source) }

  /// The marks that somebody has put on it.
  public var tags: [String] {
    get { metadata["tags"]?.array?.compactMap(\.string) ?? [] }
    set { metadata["tags"] = .array(newValue.map { .string($0) }) }
  }

  /// Whether it has something to run.
  public var isRunnable: Bool { kind == .code && !source.allSatisfy(\.isWhitespace) }

  init?(_ row: JSON) {
    guard var members = row.object,
      let kind = members.removeValue(forKey: "cell_type")?.string.flatMap(Kind.init),
      let source = members.removeValue(forKey: "source").flatMap(Multiline.joined)
    else { return nil }
    (self.kind, self.source) = (kind, source)
    id = members.removeValue(forKey: "id")?.string
    metadata = members.removeValue(forKey: "metadata")?.object ?? [:]
    outputs = (members.removeValue(forKey: "outputs")?.array ?? []).map(Multiline.joined(output:))
    executionCount = members.removeValue(forKey: "execution_count")?.integer
    others = members
  }

  func json(name: String?) -> JSON {
    var members = others
    members["cell_type"] = .string(kind.rawValue)
    members["metadata"] = .object(metadata)
    members["source"] = Multiline.split(source)
    members["id"] = name.map { .string($0) }
    if kind == .code {
      members["outputs"] = .array(outputs.map(Multiline.split(output:)))
      members["execution_count"] = executionCount.map { .integer($0) } ?? .null
    }
    return .object(members)
  }
}
