import Foundation
import TestSupport
import Testing

/// Files and functions stay short, unless a line of `size-allowances.txt` says why not.
@Suite struct SizeTests {
  static let longestFile = 400
  static let longestFunction = 60

  let allowances: [String: String]
  let files: [SourceFile]

  init() throws {
    let list = packageFolder.appending(path: "Tests/HouseTests/size-allowances.txt")
    let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    allowances = Dictionary(
      lines.filter { !$0.hasPrefix("#") }.map { line in
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
      }, uniquingKeysWith: { first, _ in first })
    files = try ["Sources", "Tests", "benchmarks/Sources"].flatMap(sourceFiles)
  }

  @Test func filesAreShort() {
    for file in files where file.lines.count > Self.longestFile {
      #expect(allowances[file.path] != nil, "\(file) has \(file.lines.count) lines")
    }
    let lengths = files.filter { $0.path.hasPrefix("Sources") }.map(\.lines.count).sorted()
    print(
      "Sources: \(lengths.count) files, \(lengths.reduce(0, +)) lines, "
        + "median \(lengths[lengths.count / 2]), longest \(lengths.last ?? 0)")
    #expect(lengths[lengths.count / 2] <= 200)
  }

  @Test func functionsAreShort() {
    for file in files {
      for function in functions(of: file) where function.lines > Self.longestFunction {
        let place = "\(file.path):\(function.name)"
        #expect(allowances[place] != nil, "\(place) has \(function.lines) lines")
      }
    }
  }

  @Test func everyAllowanceIsNeededAndSaysWhy() {
    let places = Set(files.map(\.path)).union(
      files.flatMap { file in functions(of: file).map { "\(file.path):\($0.name)" } })
    for (place, reason) in allowances {
      #expect(places.contains(place), "\(place) is gone; take its line out")
      #expect(!reason.isEmpty, "\(place) needs a reason")
    }
  }

  /// The functions of a file that is formatted: each ends where a brace stands as far in as it began.
  private func functions(of file: SourceFile) -> [(name: String, lines: Int)] {
    file.lines.enumerated().compactMap { start, line in
      let words = line.split(separator: " ")
      guard
        let keyword = words.firstIndex(where: { $0 == "func" || $0.hasPrefix("init(") }),
        words[..<keyword].allSatisfy({ $0.allSatisfy { $0.isLetter || "@()".contains($0) } })
      else { return nil }
      let name = String(
        (words[keyword] == "func" ? words[keyword + 1] : words[keyword])
          .prefix { $0 != "(" && $0 != "<" })
      if line.hasSuffix("}") { return (name, 1) }
      let indent = line.prefix { $0 == " " }
      let end = file.lines[start...].firstIndex {
        $0 == "\(indent)}" || $0.hasPrefix("\(indent)} ")
      }
      return (name, (end ?? start) - start + 1)
    }
  }
}
