import FoundationEssentials
import Glibc

/// Where the parts of Quill lie that the command needs, found from where the command itself lies.
struct Installation {
  /// The folder of the programs: this command, the one that runs cells, and the one that knows names.
  let programs: String

  init() throws {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard readlink("/proc/self/exe", &path, path.count - 1) > 0 else {
      throw InstallationError(
        "the command cannot find where it lies: /proc/self/exe is not readable")
    }
    let command = path.withUnsafeBufferPointer { bytes in
      String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    programs = command.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }

  /// The command itself.
  var command: String { "\(programs)/quill" }
  /// The program that runs cells.
  var cellHost: String { "\(programs)/quill-cell-host" }
  /// The program that knows names.
  var completer: String { "\(programs)/quill-completer" }
  /// The folders of the modules that cells may import.
  ///
  /// One is written in C, and needs its header.
  func moduleFolders() throws -> [String] {
    ["\(programs)/Modules", "\(try clone())/Sources/CInterruption/include"]
  }

  /// The folder of the kernel's specification, in the package that the command was built from.
  func kernelSpecification() throws -> String { "\(try clone())/kernelspec" }

  /// The package that the command was built from.
  private func clone() throws -> String {
    guard let build = programs.firstRange(of: "/.build/") else {
      throw InstallationError(
        "\(programs) is not the build folder of a clone; run the command from there")
    }
    return String(programs[..<build.lowerBound])
  }
}

/// A part of Quill is not where it should be.
struct InstallationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
