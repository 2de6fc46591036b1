import CellCompiler
import Glibc

/// Where the parts of Quill lie that the command needs, found from where the command itself lies.
struct Installation {
  /// The folder of the programs: this command, and the one that runs cells.
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
  /// The modules that cells may import.
  var modules: String { "\(programs)/Modules" }
  /// The modules that every cell sees without importing them.
  static let givenModules = ["CellSupport", "Display", "Numerics"]

  /// A compiler for cells that keeps its files in a folder.
  func compiler(in folder: String) throws -> CellCompiler {
    try CellCompiler(
      toolchain: .found(), folder: folder, moduleFolders: [modules],
      givenModules: Installation.givenModules)
  }

  /// The folder of the kernel's specification, in the package that the command was built from.
  func kernelSpecification() throws -> String {
    guard let build = programs.firstRange(of: "/.build/") else {
      throw InstallationError("\(programs) is not the build folder of a clone; install from there")
    }
    return programs[..<build.lowerBound] + "/kernelspec"
  }
}

/// A part of Quill is not where it should be, or cannot be put where it is wanted.
struct InstallationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
