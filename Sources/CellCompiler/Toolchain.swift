import Glibc

/// The Swift toolchain that compiles cells.
public struct Toolchain: Hashable, Sendable {
  /// The folder that holds `bin` and `lib`.
  public let root: String

  /// Takes the toolchain in a folder.
  /// - Throws: ``CellCompilerError`` where there is no compiler in it.
  public init(root: String) throws(CellCompilerError) {
    self.root = root
    guard access(compiler, X_OK) == 0 else { throw .noToolchain(searched: [root]) }
  }

  /// Finds the toolchain whose compiler stands on a search path.
  ///
  /// - Parameter path: The folders, with colons between; those of the environment by default.
  /// - Returns: The first that there is.
  /// - Throws: ``CellCompilerError`` where no folder holds a compiler.
  public static func found(
    on path: String? = nil
  ) throws(CellCompilerError) -> Toolchain {
    let path = path ?? getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init)
    for folder in folders {
      guard let compiler = realpath("\(folder)/swift-frontend", nil) else { continue }
      defer { free(compiler) }
      // …/usr/bin/swift-frontend
      let parts = String(cString: compiler).split(separator: "/").dropLast(2)
      return try Toolchain(root: "/" + parts.joined(separator: "/"))
    }
    throw .noToolchain(searched: folders)
  }

  var compiler: String { "\(root)/bin/swift-frontend" }
  /// Tells the line of a cell that an address belongs to.
  var symbolizer: String { "\(root)/bin/llvm-symbolizer" }
  /// The libraries of the language and of Foundation.
  var libraries: String { "\(root)/lib/swift/linux" }
  /// The object that registers a library's types with the run time.
  var startObject: String { "\(libraries)/\(Toolchain.architecture)/swiftrt.o" }
  /// The compiler's plug-ins, which expand macros.
  var pluginServer: String { "\(root)/lib/swift/host/libSwiftInProcPluginServer.so" }
  var plugins: String { "\(root)/lib/swift/host/plugins" }

  /// The toolchain's library for a module, where it has one.
  func library(for module: String) -> String? {
    ["swift\(module)", module].first { access("\(libraries)/lib\($0).so", R_OK) == 0 }
  }

  #if arch(x86_64)
    private static let architecture = "x86_64"
  #elseif arch(arm64)
    private static let architecture = "aarch64"
  #endif
}

extension Toolchain {
  /// The functions and lines to which an address in a library belongs, the innermost first.
  ///
  /// - Parameters:
  ///   - offset: The address, counted from the start of the library.
  ///   - library: The path of the library.
  /// - Returns: Pairs of lines, a function's name and `FILE:LINE:COLUMN`.
  /// - Throws: ``CellCompilerError`` where the toolchain's program cannot be started.
  public func symbolized(
    _ offset: UInt, in library: String
  ) throws(CellCompilerError) -> String {
    let address = "0x" + String(offset, radix: 16)
    return try runProgram([symbolizer, "--obj=\(library)", address]).output
  }
}
