import Glibc

/// Where things lie that the compiler of cells needs.
enum Places {
  /// The text that is compiled as a cell.
  static let loops = folder(of: #filePath, above: 1) + "/Loops.swift"

  /// The folders of the modules that a cell sees: those of this build, and a header in C.
  static var modules: [String] {
    [
      folder(of: program, above: 1) + "/Modules",
      folder(of: #filePath, above: 4) + "/Sources/CInterruption/include",
    ]
  }

  private static var program: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }

  private static func folder(of path: String, above levels: Int) -> String {
    "/" + path.split(separator: "/").dropLast(levels).joined(separator: "/")
  }
}
