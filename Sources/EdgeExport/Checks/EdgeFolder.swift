internal import Glibc

/// Files in a folder, read and written without a library.
enum EdgeFolder {
  /// The names in a folder, sorted; nothing where there is no such folder.
  ///
  /// - Throws: ``EdgeError/fileFailed(_:doing:reason:)`` where it cannot be read, as a file.
  static func names(in folder: String) throws(EdgeError) -> [String]? {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return nil }
      throw .fileFailed(folder, doing: "listed", reason: systemWords())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder, and those above it.
  static func make(_ folder: String) throws(EdgeError) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o777) != 0 && errno != EEXIST {
        throw .fileFailed(path, doing: "made", reason: systemWords())
      }
    }
  }

  /// The bytes of a file; nothing where there is none.
  static func read(_ path: String) throws(EdgeError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .fileFailed(path, doing: "opened", reason: systemWords())
    }
    defer { close(descriptor) }
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += piece.prefix(count)
      } else if errno != EINTR {
        throw .fileFailed(path, doing: "read", reason: systemWords())
      }
    }
  }

  /// Writes a file; what was there is replaced.
  static func write(_ bytes: [UInt8], to path: String) throws(EdgeError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .fileFailed(path, doing: "opened", reason: systemWords())
    }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .fileFailed(path, doing: "written", reason: systemWords())
      }
    }
  }

  /// Takes a file away, if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Makes a new folder for what is needed for a moment.
  static func makeTemporary() throws(EdgeError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var pattern = Array("\(parent)/quill-edge-XXXXXX".utf8CString)
    guard mkdtemp(&pattern) != nil else {
      throw .fileFailed(parent, doing: "given a new folder", reason: systemWords())
    }
    return String(decoding: pattern.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes a folder away with the files in it.
  static func removeTemporary(_ folder: String) {
    for name in (try? names(in: folder)) ?? [] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
