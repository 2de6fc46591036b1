import FoundationEssentials

extension CellCompiler {
  /// The module that holds what the rewritten text of a cell calls, and nothing for its writer.
  public static let supportModule = "CellSupport"

  /// The name of the module that a text would be if it were compiled; no cell has it.
  public static let draftModule = "Draft"

  /// Tells SourceKit how to understand a text that is not to be run, only asked about.
  ///
  /// The modules are imported from outside the text, so that the text stays as it was written.
  ///
  /// - Parameter predecessor: The cell whose definitions and those before it the text sees.
  /// - Returns: The arguments of the compiler's driver, but for the file.
  public func draftArguments(after predecessor: CompiledCell?) -> [String] {
    let imports = predecessor.map { [$0.module] } ?? givenModules
    let words = understanding + imports.flatMap { ["-import-module", $0] }
    return ["-module-name", CellCompiler.draftModule] + words.flatMap { ["-Xfrontend", $0] }
  }

  /// The modules that lie in the folders of modules, whether they are meant for cells or not.
  public var libraryModules: Set<String> {
    let files = moduleFolders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
    return Set(
      files.filter { $0.hasSuffix(".swiftmodule") }.map { String($0.prefix { $0 != "." }) })
  }

  /// Whether a module is a cell.
  public static func isCell(_ module: String) -> Bool {
    module.wholeMatch(of: #/Cell\d+(_\d+)?/#) != nil
  }
}
