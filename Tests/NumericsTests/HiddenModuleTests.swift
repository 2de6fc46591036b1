import Foundation
import TestSupport
import Testing

/// A cell sees the folder of Swift modules and nothing of LAPACK's header or module map.
@Suite struct HiddenModuleTests {
  static let cell = """
    import Numerics

    let h = try Matrix<Complex<Double>>([[1, 2], [2, -1]])
    print(try h.hermitianEigendecomposition().values, try (h * h).singularValues())
    """

  @Test(arguments: [[], ["-Xfrontend", "-disable-access-control"]])
  func aCellCompilesWithoutTheModuleMapOfLapack(flags: [String]) throws {
    let (status, output) = try compile(Self.cell, flags)
    #expect(status == 0, "\(output)")
  }

  /// Without this the test above could pass because the module map is within reach.
  @Test func aCellThatAsksForTheCModuleDoesNotCompile() throws {
    let (status, output) = try compile("import CLapack\n" + Self.cell, [])
    #expect(status != 0 && output.contains("no such module 'CLapack'"), "\(output)")
  }

  private func compile(
    _ text: String, _ flags: [String]
  ) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "main.swift")
    try text.write(to: source, atomically: true, encoding: .utf8)
    return try run(
      ["swiftc", "-typecheck", "-swift-version", "6", "-I", try modulesFolder().path]
        + flags + [source.path])
  }

  /// The folder `Modules` beside the test bundle that is running.
  private func modulesFolder() throws -> URL {
    let bundle = try #require(
      CommandLine.arguments.first { $0.contains(".xctest") }
        ?? ProcessInfo.processInfo.arguments.first, "the test bundle has no path")
    var folder = URL(filePath: bundle).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let modules = folder.appending(path: "Modules")
      if FileManager.default.fileExists(atPath: modules.path + "/Numerics.swiftmodule") {
        return modules
      }
    }
    throw MissingModules(bundle: bundle)
  }

  private struct MissingModules: Error { let bundle: String }

  private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
