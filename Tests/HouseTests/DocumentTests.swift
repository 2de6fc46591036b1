import Foundation
import TestSupport
import Testing

/// The pages for people: what they point at is there.
@Suite struct DocumentTests {
  static let pages = [
    "README.md", "CONTRIBUTING.md", "HOW_IT_WORKS.md", "CHANGELOG.md", "DEPENDENCIES.md",
    "notebooks/README.md", "benchmarks/README.md", "python/quill-papermill/README.md",
  ]

  @Test(arguments: pages) func everyLinkLeadsSomewhere(_ page: String) throws {
    let url = packageFolder.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    for link in text.matches(of: /\]\(([^)#]+)[^)]*\)/) where !link.1.contains("://") {
      let target = url.deletingLastPathComponent().appending(path: String(link.1))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(page) points at \(link.1)")
    }
  }

  @Test func theReadmeNamesTheTwoCommandsAndTheyCanBeRun() throws {
    let text = try String(contentsOf: packageFolder.appending(path: "README.md"), encoding: .utf8)
    for command in ["scripts/lab", "scripts/test"] {
      #expect(text.contains(command))
      let path = packageFolder.appending(path: command).path
      #expect(FileManager.default.isExecutableFile(atPath: path))
    }
  }

  @Test func theGalleryShowsEveryDrawing() throws {
    let text = try String(contentsOf: packageFolder.appending(path: "README.md"), encoding: .utf8)
    let drawings = try FileManager.default.contentsOfDirectory(
      atPath: goldensFolder.appending(path: "Display").path
    ).filter { $0.hasSuffix(".svg") && !$0.hasSuffix(".new.svg") }
    for drawing in drawings {
      #expect(text.contains("Tests/Goldens/Display/\(drawing)"), "the README lacks \(drawing)")
    }
  }

  @Test func everySystemPackageHasAReason() throws {
    let page = try String(
      contentsOf: packageFolder.appending(path: "DEPENDENCIES.md"), encoding: .utf8)
    let lists = try FileManager.default.contentsOfDirectory(
      atPath: packageFolder.appending(path: "scripts/setup").path
    ).filter { $0.hasPrefix("packages") }
    #expect(!lists.isEmpty)
    for list in lists {
      let url = packageFolder.appending(path: "scripts/setup/\(list)")
      for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
        guard let name = line.split(separator: " ").first, name != "#" else { continue }
        #expect(page.contains("`\(name)`"), "DEPENDENCIES.md does not say why \(name) is needed")
      }
    }
  }
}
