import Foundation
import TestSupport
import Testing

/// The imports of every source file against the floor table of CONTRIBUTING.md.
@Suite struct LayeringTests {
  /// What the toolchain brings and any floor may use.
  ///
  /// Foundation is not among them: a cell that imports it takes 20 ms longer to compile.
  static let system: Set<String> = ["Glibc", "Synchronization", "Dispatch", "_Differentiation"]

  let table: FloorTable

  init() throws { table = try FloorTable() }

  @Test func everyTargetHasARowAndEveryRowATarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: packageFolder.appending(path: "Sources").path)
    #expect(Set(folders) == Set(table.rows.map(\.target)))
    #expect(table.rows.count == Set(table.rows.map(\.target)).count, "a target has two rows")
  }

  @Test func everyTargetImportsOnlyWhatItsRowAllows() throws {
    for file in try sourceFiles(below: "Sources") {
      let allowed = try #require(table.row(of: file.target)?.mayImport, "\(file) has no row")
      for module in imports(of: file) where !Self.system.contains(module) {
        #expect(allowed.contains(module), "\(file) imports \(module), which its row does not allow")
      }
    }
  }

  @Test func importsGoDownwards() throws {
    for row in table.rows {
      for module in row.mayImport {
        guard let imported = table.row(of: module) else { continue }
        #expect(
          imported.floor < row.floor || isWrittenInC(imported.target) || row.floor == 0,
          "\(row.target) on floor \(row.floor) may not import \(module) on floor \(imported.floor)")
      }
    }
  }

  /// The names of targets in C begin with a C before another capital.
  private func isWrittenInC(_ target: String) -> Bool {
    target.prefix(2).count { $0.isUppercase } == 2 && target.hasPrefix("C")
  }

  @Test func everyTargetHasALandingCommentOfOneSentence() throws {
    let manifest = try SourceFile(packageFolder.appending(path: "Package.swift")).lines
    let targets = manifest.drop { !$0.hasPrefix("  targets: [") }
    for row in table.rows {
      let declaration = try #require(
        targets.firstIndex { $0.contains("name: \"\(row.target)\"") },
        "Package.swift does not declare \(row.target)")
      // The name may stand on the line below the word that declares the target.
      let above =
        targets[declaration].contains("arget(") || targets[declaration].contains("ibrary(")
      let comment = targets[declaration - (above ? 1 : 2)].trimmingPrefix { $0 == " " }
      #expect(comment.hasPrefix("// ") && comment.hasSuffix("."), "\(row.target): \(comment)")
    }
  }

  /// A cell sees all that `Quill` gives at once, so that a name of two modules could not be used there.
  @Test func noTwoModulesOfACellHaveATypeOfTheSameName() throws {
    let seen = try #require(table.row(of: "Quill")).mayImport
    var owners: [Substring: String] = [:]
    for target in seen.sorted() {
      for file in try sourceFiles(below: "Sources/\(target)") {
        for line in file.lines {
          guard
            let found = line.firstMatch(
              of:
                /^public (?:final |indirect )*(?:struct|class|enum|actor|protocol|typealias) (\w+)/)
          else { continue }
          let owner = owners.updateValue(target, forKey: found.1) ?? target
          #expect(owner == target, "\(found.1) is a type of \(owner) and of \(target)")
        }
      }
    }
    #expect(owners.count > 100)
  }

  /// The modules that a file imports, also those behind attributes and access levels.
  ///
  /// What stands in a text of several lines, as in a template, imports nothing.
  private func imports(of file: SourceFile) -> [String] {
    var isText = false
    return file.lines.compactMap { line in
      if line.contains("\"\"\"") { isText.toggle() }
      if isText { return nil }
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
        words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
      else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
      let name = kinds.contains(words[keyword + 1]) ? words[keyword + 2] : words[keyword + 1]
      return name.split(separator: ".").first.map(String.init)
    }
  }

  private static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "private", "fileprivate",
  ]
}
