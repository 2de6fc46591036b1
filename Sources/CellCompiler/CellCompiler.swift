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
  /// A module that imports those and passes none of them on.
  let loader: String?
  /// Modules whose functions print, given to cells while none has declared a `print`.
  let printers: [String]
  /// Cells that were compiled before.
  public let cache: CellCache?
  /// Whether loops look whether to stop.
  private let asksInLoops: Bool
  /// What all keys of cells have in common.
  private let surroundings: CellKey
  let forkingCompiler: ForkingCompiler
  let expectations: Expectations

  /// Makes a compiler that keeps its files in a folder, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - toolchain: The compiler and its libraries.
  ///   - folder: Where the cells' files are kept.
  ///   - moduleFolders: Folders in which modules are looked for.
  ///   - givenModules: Modules that every cell is given.
  ///   - loader: A module that imports those and passes none of them on, beside a module `CellTexts`. With
  ///     them the compiler can have the modules read before there is the text of a cell.
  ///   - printers: Modules whose functions print, given to cells while none has declared a `print`.
  ///   - cache: Cells that were compiled before.
  ///   - asksInLoops: Whether loops look whether to stop; what that costs is seen without it.
  /// - Throws: ``CellCompilerError`` where the folder cannot be made.
  public init(
    toolchain: Toolchain, folder: String, moduleFolders: [String], givenModules: [String],
    loader: String? = nil, printers: [String] = [], cache: CellCache? = nil,
    asksInLoops: Bool = true
  ) throws(CellCompilerError) {
    self.toolchain = toolchain
    self.folder = folder
    self.moduleFolders = moduleFolders
    self.givenModules = givenModules
    self.loader = loader
    self.printers = printers
    self.cache = cache
    self.asksInLoops = asksInLoops
    surroundings = CellKey(
      CellCompiler.manner + CellCompiler.mannerOfLinking + ["\(asksInLoops)", loader ?? ""]
        + printers + givenModules + CellCompiler.identities(of: toolchain, moduleFolders))
    forkingCompiler = ForkingCompiler(toolchain.compiler)
    expectations = Expectations()
    try CellCompiler.make(folder)
  }

  /// Compiles a cell.
  ///
  /// - Parameters:
  ///   - syntax: The text.
  ///   - module: The name of its module; no two cells have one.
  ///   - predecessor: The cell before it, whose definitions and those before it the text sees.
  ///   - next: The name of the module that comes after it, if that is known: see ``expect(module:after:)``.
  ///   - cancellation: Stops the compiler, from any thread.
  /// - Returns: The cell, or what is wrong with the text.
  /// - Throws: ``CellCompilerError`` where it is not the text that is wrong.
  public func compile(
    _ syntax: CellSyntax, module: String, after predecessor: CompiledCell?,
    before next: String? = nil, cancellation: Cancellation? = nil
  ) throws(CellCompilerError) -> CompilerOutcome {
    let key = CellKey(
      [surroundings, predecessor?.key].map { $0?.description ?? "" } + [
        module, syntax.text,
      ])
    try CellCompiler.make("\(folder)/\(module)")
    let isExpected = expectations.begin(module, after: predecessor?.module)
    defer { forkingCompiler.forget(module) }
    let job = Job(
      syntax: syntax, module: module, predecessor: predecessor, key: key, isExpected: isExpected)
    let source = CellSource(syntax, withPolls: asksInLoops)
    if let output = cache?.fetch(key, to: files(of: module)) {
      removeBlanks(of: module)
      return .compiled(cell(job, source, output: output, isFromCache: true))
    }
    if let next {
      let before = [module] + (predecessor.map { [$0.module] } ?? [])
      expect(module: next, after: before, hasOwnPrint: job.hasOwnPrint)
    }
    do {
      return try compile(job, source, cancellation)
    } catch {
      if cancellation?.isCancelled == true { throw .cancelled }
      throw error
    }
  }

  /// What the files of all cells take.
  public var diskBytes: Int {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    // Several names may stand for one file.
    var seen: Set<UInt64> = []
    return names.reduce(0) { sum, name in
      var facts = stat()
      guard stat("\(folder)/\(name)", &facts) == 0 else { return sum }
      return seen.insert(UInt64(facts.st_ino)).inserted ? sum + Int(facts.st_blocks) * 512 : sum
    }
  }

  /// Removes the files of a cell that is not going to be loaded.
  public func discard(module: String) {
    expectations.forget(module)
    for ending in ["", ".swiftmodule", ".swiftdoc"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(module)\(ending)")
    }
  }

  /// A cell that is to be compiled.
  private struct Job {
    let syntax: CellSyntax
    let module: String
    let predecessor: CompiledCell?
    let key: CellKey
    /// Whether a compiler may wait for its text.
    let isExpected: Bool

    /// Whether it declares a `print`, or a cell before it does.
    var hasOwnPrint: Bool {
      predecessor?.hasOwnPrint == true || syntax.declaredNames.contains("print")
    }
  }

  private func compile(
    _ job: Job, _ source: CellSource, _ cancellation: Cancellation?
  ) throws(CellCompilerError) -> CompilerOutcome {
    let place = "\(folder)/\(job.module)"
    // What a cell imports is there in later ones, too.
    let imports = (job.predecessor.map { [$0.module] } ?? givenModules) + job.syntax.imports
    try write(source.text, to: "\(place)/main.swift")
    try write(
      imports.map { "@_exported import \($0)\n" }.joined(), to: "\(place)/prelude.swift")

    let result = try forkingCompiler.run(
      compilation(of: job.module, hasOwnPrint: job.hasOwnPrint), for: job.module,
      mayHaveWaited: job.isExpected, cancellation: cancellation)
    guard result.status == 0 else {
      let found = Diagnostic.parsed(
        from: result.output, file: "\(place)/main.swift", source: source)
      if source.hasPolls && found.contains(where: \.isOurs) {
        // Our own words are in the way, as in a result builder; the cell goes without.
        return try compile(job, CellSource(job.syntax, withPolls: false), cancellation)
      }
      guard found.contains(where: { $0.severity == .error }) else {
        throw .compilerFailed(status: result.status, output: result.output)
      }
      return .rejected(found)
    }
    try link(job.module, imports: job.syntax.imports, cancellation)
    let output = result.output.replacing(place, with: CellCompiler.placeInCache)
    cache?.store(job.key, files(of: job.module), output: output)
    return .compiled(cell(job, source, output: output, isFromCache: false))
  }

  /// What stands for the folder of a cell in what the compiler said of it.
  private static let placeInCache = "/cell"

  private func files(of module: String) -> CellCache.Files {
    CellCache.Files(
      library: "\(folder)/\(module)/\(module).so", module: "\(folder)/\(module).swiftmodule",
      comments: "\(folder)/\(module).swiftdoc")
  }

  private func cell(
    _ job: Job, _ source: CellSource, output: String, isFromCache: Bool
  ) -> CompiledCell {
    CompiledCell(
      module: job.module, library: files(of: job.module).library,
      entryPoint: "\(job.module)_main",
      warnings: Diagnostic.parsed(
        from: output, file: "\(CellCompiler.placeInCache)/main.swift", source: source),
      key: job.key, isFromCache: isFromCache, hasOwnPrint: job.hasOwnPrint, source: source)
  }

  /// Paths, sizes and times of what goes into every cell: another compiler, or modules that were built
  /// anew, make other cells.
  private static func identities(of toolchain: Toolchain, _ moduleFolders: [String]) -> [String] {
    let modules = moduleFolders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        .filter { $0.hasSuffix(".swiftmodule") || $0.hasSuffix(".h") }.map { "\(folder)/\($0)" }
    }
    return ([toolchain.compiler] + modules).map { path in
      var facts = stat()
      stat(path, &facts)
      return "\(path) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }
  }

  /// The front end is called without its driver, which would take longer than the cell.
  func compilation(of module: String, hasOwnPrint: Bool) -> [String] {
    let place = "\(folder)/\(module)"
    return modulesBeforeText(hasOwnPrint: hasOwnPrint) + [
      "-c", "\(place)/prelude.swift", "\(place)/main.swift",
      "-module-name", module, "-entry-point-function-name", "\(module)_main",
      "-o", "\(place)/\(module).o", "-emit-module-path", "\(folder)/\(module).swiftmodule",
      "-emit-module-doc-path", "\(folder)/\(module).swiftdoc",
    ] + CellCompiler.manner + understanding
  }

  /// How the text of a cell is to be understood, whether it is compiled or only asked about.
  ///
  /// - `-enable-private-imports` and `-disable-access-control` let a cell see what an earlier one
  ///   declared without `public`, also what it called private.
  /// - Swift 5 mode keeps top-level code free of the main actor, which a cell does not run on.
  /// - With exceptions in C, what calls C may be left by way of it, so its stack can be walked.
  var understanding: [String] {
    let folders = [folder] + moduleFolders
    return [
      "-swift-version", "5", "-enable-bare-slash-regex", "-enable-testing",
      "-enable-private-imports",
      "-disable-access-control", "-in-process-plugin-server-path", toolchain.pluginServer,
      "-plugin-path", toolchain.plugins, "-Xcc", "-fexceptions",
    ] + folders.flatMap { ["-I", $0] }
  }

  /// How every cell is compiled, apart from how it is understood.
  private static let manner =
    [
      "-O", "-gline-tables-only", "-diagnostic-style", "llvm", "-no-color-diagnostics",
      "-Xllvm", "-align-all-functions=6",
    ] + alignedLoops

  /// A short loop that lies across two lines of the processor's cache may take twice as long, and a
  /// short function that calls itself a tenth longer; a cell would be fast or slow by what else stands
  /// in it. So each loop and each function begins on a line of its own.
  #if arch(x86_64)
    private static let alignedLoops = [
      "-Xllvm", "-x86-experimental-pref-innermost-loop-alignment=6",
    ]
  #else
    private static let alignedLoops: [String] = []
  #endif

  private func link(
    _ module: String, imports: [String], _ cancellation: Cancellation?
  ) throws(CellCompilerError) {
    let libraries = imports.compactMap(toolchain.library)
    let object = "\(folder)/\(module)/\(module).o"
    let arguments =
      [
        CellCompiler.linker, toolchain.startObject, object,
        "-o", "\(folder)/\(module)/\(module).so", "-L", toolchain.libraries,
        "-rpath", toolchain.libraries,
      ] + CellCompiler.mannerOfLinking + libraries.map { "-l\($0)" }
    let result = try runProgram(arguments, cancellation: cancellation)
    guard result.status == 0 else { throw .linkerFailed(output: result.output) }
    unlink(object)
  }

  /// With the header a stack can be walked through the cell.
  private static let mannerOfLinking = ["-shared", "--eh-frame-hdr"]

  /// Debian's gold; of the linkers that were timed none was faster.
  static let linker = "/usr/bin/ld.gold"

  static func make(_ folder: String) throws(CellCompilerError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotWrite(folder, reason: lastError())
    }
  }

  /// Writes a new file; one of that name may be the blanks that other names stand for, too.
  func write(_ text: String, to path: String) throws(CellCompilerError) {
    unlink(path)
    guard let file = fopen(path, "we") else { throw .cannotWrite(path, reason: lastError()) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
      throw .cannotWrite(path, reason: lastError())
    }
  }
}
