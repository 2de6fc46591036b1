import CellCompiler
import Glibc
import KernelCore

/// Where the parts of Quill lie that the command needs, found from where the command itself lies.
struct Installation {
  /// The folder of the programs: this command, the one that runs cells, and the one that knows names.
  let programs: String
  /// The command itself.
  let command: String

  init() throws {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw InstallationError(
        "the command cannot find where it lies: /proc/self/exe is not readable")
    }
    defer { free(path) }
    command = String(cString: path)
    programs = command.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }

  /// The program that runs cells.
  var cellHost: String { "\(programs)/quill-cell-host" }
  /// The program that knows names.
  var completer: String { "\(programs)/quill-completer" }
  /// The library by which the compiler is copied for each cell; `CellCompiler` looks for it in the same place.
  var forkingCompiler: String { "\(programs)/libForkingCompiler.so" }
  /// The modules that every cell sees without importing them; names of others are not offered.
  static let givenModules = ["CellSupport", "Quill", "Circuits", "Display", "Numerics", "Widgets"]
  /// The module with which the compiler reads those before it comes to the text of a cell.
  static let loader = "CellModules"
  /// The module by which cells print that have no `print` of their own.
  static let printers = ["CellPrinting"]
  /// All modules without which no cell can be compiled.
  static let neededModules = givenModules + [loader, CellCompiler.textsModule] + printers

  /// The folder of the modules that were built with the command.
  var modules: String { "\(programs)/Modules" }

  /// The folders of the modules that cells may import.
  ///
  /// Two are written in C, and need their headers.
  func moduleFolders() throws -> [String] {
    let sources = "\(try clone())/Sources"
    return [modules, "\(sources)/CInterruption/include", "\(sources)/CProcess/include"]
  }

  /// Cells that were compiled before, for all kernels of one user.
  static func cache() -> CellCache? {
    let home = getenv("HOME").map { String(cString: $0) + "/.cache" }
    guard let base = getenv("XDG_CACHE_HOME").map({ String(cString: $0) }) ?? home else {
      return nil
    }
    let cache = CellCache(folder: "\(base)/quill/cells")
    cache?.trim()
    return cache
  }

  /// The cells that one user has run, in whatever kernel.
  static func historyLog() -> HistoryLog? {
    let home = getenv("HOME").map { String(cString: $0) + "/.local/state" }
    return (getenv("XDG_STATE_HOME").map { String(cString: $0) } ?? home)
      .map { HistoryLog(path: "\($0)/quill/history.jsonl") }
  }

  /// A compiler for cells that keeps its files in a folder.
  func compiler(
    in folder: String, cache: CellCache? = nil, asksInLoops: Bool = true
  ) throws -> CellCompiler {
    try CellCompiler(
      toolchain: .found(), folder: folder, moduleFolders: try moduleFolders(),
      givenModules: Installation.givenModules, loader: Installation.loader,
      printers: Installation.printers, cache: cache, asksInLoops: asksInLoops)
  }

  /// The folder of the kernel's specification, in the package that the command was built from.
  func kernelSpecification() throws -> String { "\(try clone())/kernelspec" }

  /// The package that the command was built from.
  func clone() throws -> String {
    guard let build = programs.firstRange(of: "/.build/") else {
      throw InstallationError(
        "\(programs) is not the build folder of a clone; run the command from there")
    }
    return String(programs[..<build.lowerBound])
  }
}

/// A part of Quill is not where it should be, or cannot be put where it is wanted.
struct InstallationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
