import FoundationEssentials
import Glibc

/// Turns the text of a cell into a shared object.
///
/// Each cell is a module. A second file of the module imports the cell before it and passes it on, so
/// that the compiler finds every earlier definition and, of two with one name, prefers the nearer;
/// the user's own file is compiled as it was written, on its own lines.
public struct CellCompiler: Sendable {
  /// The compiler and its libraries.
  public let toolchain: Toolchain
  /// Where the cells' files are kept.
  public let folder: String
  /// Folders in which modules are looked for.
  public let moduleFolders: [String]
  /// Modules that the first cell imports, and so every other.
  public let givenModules: [String]

  /// Makes a compiler that keeps its files in a folder, which is made where it is missing.
  /// - Throws: ``CellCompilerError`` where the folder cannot be made.
  public init(
    toolchain: Toolchain, folder: String, moduleFolders: [String], givenModules: [String]
  ) throws(CellCompilerError) {
    self.toolchain = toolchain
    self.folder = folder
    self.moduleFolders = moduleFolders
    self.givenModules = givenModules
    try CellCompiler.make(folder)
  }

  /// Compiles a cell.
  ///
  /// - Parameters:
  ///   - syntax: The text.
  ///   - number: The number that names the module; no two cells have one.
  ///   - predecessor: The cell before it, whose definitions and those before it the text sees.
  /// - Returns: The cell, or what is wrong with the text.
  /// - Throws: ``CellCompilerError`` where it is not the text that is wrong.
  public func compile(
    _ syntax: CellSyntax, number: Int, after predecessor: CompiledCell?
  ) throws(CellCompilerError) -> CompilerOutcome {
    let module = "Cell\(number)"
    let source = CellSource(syntax)
    let place = "\(folder)/\(module)"
    try CellCompiler.make(place)
    // What a cell imports is there in later ones, too.
    let imports = (predecessor.map { [$0.module] } ?? givenModules) + syntax.imports
    try write(source.text, to: "\(place)/main.swift")
    try write(
      imports.map { "@_exported import \($0)\n" }.joined(), to: "\(place)/prelude.swift")

    let result = try runProgram(compilation(of: module))
    let diagnostics = Diagnostic.parsed(
      from: result.output, file: "\(place)/main.swift", source: source)
    guard result.status == 0 else {
      guard diagnostics.contains(where: { $0.severity == .error }) else {
        throw .compilerFailed(status: result.status, output: result.output)
      }
      return .rejected(diagnostics)
    }
    try link(module, imports: syntax.imports)
    return .compiled(
      CompiledCell(
        module: module, library: "\(place)/\(module).so", entryPoint: "\(module)_main",
        warnings: diagnostics))
  }

  /// Removes the files of a cell that is not going to be loaded.
  public func discard(number: Int) {
    try? FileManager.default.removeItem(atPath: "\(folder)/Cell\(number)")
    try? FileManager.default.removeItem(atPath: "\(folder)/Cell\(number).swiftmodule")
  }

  /// The front end is called without its driver, which would take longer than the cell.
  ///
  /// - `-enable-private-imports` and `-disable-access-control` let a cell see what an earlier one
  ///   declared without `public`, also what it called private.
  /// - Swift 5 mode keeps top-level code free of the main actor, which a cell does not run on.
  private func compilation(of module: String) -> [String] {
    let place = "\(folder)/\(module)"
    let folders = [folder] + moduleFolders
    return [
      toolchain.compiler, "-frontend", "-c", "\(place)/prelude.swift", "\(place)/main.swift",
      "-module-name", module, "-O", "-gline-tables-only", "-swift-version", "5",
      "-enable-testing", "-enable-private-imports", "-disable-access-control",
      "-entry-point-function-name", "\(module)_main", "-o", "\(place)/\(module).o",
      "-emit-module-path", "\(folder)/\(module).swiftmodule",
      "-in-process-plugin-server-path", toolchain.pluginServer, "-plugin-path", toolchain.plugins,
      "-diagnostic-style", "llvm", "-no-color-diagnostics",
    ] + folders.flatMap { ["-I", $0] }
  }

  private func link(_ module: String, imports: [String]) throws(CellCompilerError) {
    let libraries = imports.compactMap(toolchain.library)
    let object = "\(folder)/\(module)/\(module).o"
    let arguments =
      [
        CellCompiler.linker, "-shared", toolchain.startObject, object,
        "-o", "\(folder)/\(module)/\(module).so", "-L", toolchain.libraries,
        "-rpath", toolchain.libraries,
      ] + libraries.map { "-l\($0)" }
    let result = try runProgram(arguments)
    guard result.status == 0 else { throw .linkerFailed(output: result.output) }
    unlink(object)
  }

  /// Debian's gold; of the linkers that were timed none was faster.
  static let linker = "/usr/bin/ld.gold"

  private static func make(_ folder: String) throws(CellCompilerError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotWrite(folder, reason: lastError())
    }
  }

  private func write(_ text: String, to path: String) throws(CellCompilerError) {
    guard let file = fopen(path, "we") else { throw .cannotWrite(path, reason: lastError()) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
      throw .cannotWrite(path, reason: lastError())
    }
  }
}
