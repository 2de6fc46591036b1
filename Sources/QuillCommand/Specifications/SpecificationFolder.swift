import FoundationEssentials
import Glibc
import JSONTrees

/// The folder of a kernel among those that Jupyter knows, and whose kernel it is.
///
/// `kernel.json` makes a folder a kernel. It is written last and in one step, and taken away first,
/// so that whoever looks meanwhile, or after a stop half way, finds a whole kernel or none.
struct SpecificationFolder {
  /// The file that makes a folder a kernel.
  static let mainFile = "kernel.json"

  /// What the folder holds.
  enum Contents {
    /// There is none, or nothing of anybody's is in it.
    case nothing
    /// Our kernel; where its program lies.
    case ours(program: String)
    /// Something else, in words.
    case foreign(String)
  }

  let path: String
  /// The names of the files that we put there.
  let names: [String]

  /// The folder at a path, where the files of another go or went.
  init(_ path: String, filesOf source: String) throws {
    self.path = path
    names = try FileManager.default.contentsOfDirectory(atPath: source).sorted()
  }

  /// Looks into the folder.
  func contents() -> Contents {
    let found: [String]
    do {
      found = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      return Environment.exists(path) ? .foreign("what is not a folder that can be read") : .nothing
    }
    guard found.contains(Self.mainFile) else {
      // Pictures without a kernel are what an installation left that was stopped half way.
      let others = others(in: found)
      return others.isEmpty ? .nothing : .foreign("files that are not Quill's: \(others)")
    }
    return Self.contents(ofFile: "\(path)/\(Self.mainFile)")
  }

  /// What a specification says of whose it is.
  static func contents(ofFile file: String) -> Contents {
    guard let data = try? Data(contentsOf: URL(filePath: file)),
      let tree = try? JSON(bytes: Array(data))
    else { return .foreign("a kernel.json that cannot be read") }
    let arguments = (tree["argv"]?.array ?? []).compactMap(\.string)
    if let program = arguments.first, program.hasSuffix("/quill"),
      arguments.dropFirst().first == KernelCommand.word
    {
      return .ours(program: program)
    }
    return .foreign("another kernel, \(tree["display_name"]?.string ?? "without a name")")
  }

  /// Puts the files of a folder here, with the program's path in the main one.
  func install(from source: String, program: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in names where name != Self.mainFile {
      try replace(name, with: Data(contentsOf: URL(filePath: "\(source)/\(name)")))
    }
    let template = try String(contentsOfFile: "\(source)/\(Self.mainFile)", encoding: .utf8)
    let text = template.replacing("\"{quill}\"", with: JSON.string(program).serialized)
    try replace(Self.mainFile, with: Data(text.utf8))
  }

  /// Takes our files away, and the folder if it is then empty.
  /// - Returns: The names of what stays because it is not ours.
  func remove() throws -> String {
    let found = try FileManager.default.contentsOfDirectory(atPath: path)
    let ours = names.flatMap { [$0, fresh($0)] }.filter(found.contains)
    for name in [Self.mainFile] + ours where Environment.exists("\(path)/\(name)") {
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    let others = others(in: found)
    if others.isEmpty { try FileManager.default.removeItem(atPath: path) }
    return others
  }

  private func others(in found: [String]) -> String {
    found.filter { !names.contains($0) && !names.map(fresh).contains($0) }.sorted()
      .joined(separator: ", ")
  }

  /// What a file is called while it is being written.
  private func fresh(_ name: String) -> String { ".\(name).new" }

  /// Writes a file in one step: whoever reads it finds the old one or the new one.
  private func replace(_ name: String, with data: Data) throws {
    let unfinished = "\(path)/\(fresh(name))"
    try data.write(to: URL(filePath: unfinished))
    guard rename(unfinished, "\(path)/\(name)") == 0 else {
      throw InstallationError(
        "\(path)/\(name) could not be written: \(String(cString: strerror(errno)))")
    }
  }
}
