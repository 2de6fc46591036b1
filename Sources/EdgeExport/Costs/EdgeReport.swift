internal import Numerics

/// What came of an export: what was written, what it costs on each core, and how close it is to the model.
public struct EdgeReport: Sendable {
  /// What the way is called.
  public let form: String
  /// The folder.
  public let folder: String
  /// The files in it.
  public let files: [String]
  /// What the program needs on each core; every output there was the same as in Swift, to the last bit.
  public let figures: [CoreFigures]
  /// The largest difference from the model over the samples.
  public let largestError: Double
  /// What other ways would have cost.
  public let costs: EdgeCosts

  /// The headings of the table of cores.
  public var headings: [String] {
    ["core", "flash", "RAM", "stack", "instructions", "outputs as in Swift"]
  }

  /// A line for each core, as words.
  public var lines: [[String]] {
    figures.map { figures in
      func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "-" }
      return [
        figures.core.name, text(figures.flash), text(figures.ram), text(figures.stack),
        text(figures.instructions), "\(figures.comparedOutputs)",
      ]
    }
  }
}

extension EdgeReport: CustomStringConvertible {
  /// The tables as text.
  public var description: String {
    """
    \(form) in \(folder): \(files.joined(separator: ", "))
    \(tableText(headings, lines))
    largest difference from the model: \(shortText(largestError))

    \(costs)
    """
  }
}

extension EdgeCosts {
  /// The headings of the table.
  public var headings: [String] {
    ["way", "flash", "RAM", "largest error"] + cores.map { "\($0) instructions" }
  }

  /// A line for each way, as words.
  public var lines: [[String]] {
    rows.map { row in
      guard row.problem == nil else {
        return [row.title] + Array(repeating: "-", count: 3 + cores.count)
      }
      return ["\(row.title)", "\(row.flash)", "\(row.ram)", shortText(row.error)]
        + row.instructions.map { "\($0)" }
    }
  }
}

extension EdgeCosts: CustomStringConvertible {
  /// The table as text, and why some ways cannot be gone.
  public var description: String {
    let problems = rows.compactMap { row in row.problem.map { "\n\(row.title): \($0)" } }
    return "estimates, before anything is compiled\n" + tableText(headings, lines)
      + problems.joined()
  }
}

/// Lines of words in columns: the first to the left, others to the right.
private func tableText(_ headings: [String], _ lines: [[String]]) -> String {
  let all = [headings] + lines
  let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
  return all.map { line in
    line.enumerated().map { column, word in
      let space = String(repeating: " ", count: widths[column] - word.count)
      return column == 0 ? word + space : space + word
    }.joined(separator: "  ")
  }.joined(separator: "\n")
}
