internal import Compression
internal import Glibc

/// Whole files, read and written: the one place of the science tower that opens files of data and of models.
///
/// ```swift
/// try WholeFile.write(Array("a,b".utf8), to: "data.csv")
/// let bytes = try WholeFile.read("data.csv")
/// ```
public enum WholeFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: More bytes than this are not read.
  /// - Returns: The bytes.
  /// - Throws: ``StorageError/file(_:reason:)`` for what is no file, cannot be read or is too long.
  public static func read(_ path: String, limit: Int = 1 << 32) throws(StorageError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .file(path, reason: reason("cannot be opened")) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .file(path, reason: "this is no file; give the path of one")
    }
    guard status.st_size <= limit else {
      throw .file(path, reason: "it has \(status.st_size) bytes, and at most \(limit) are read")
    }
    var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 20))
    bytes.reserveCapacity(Int(status.st_size))
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .file(path, reason: reason("cannot be read")) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else {
        throw .file(path, reason: "it has more than \(limit) bytes, and no more are read")
      }
    }
  }

  /// The bytes of a file, unpacked where gzip packed them.
  ///
  /// - Parameter path: The file.
  /// - Returns: The bytes.
  /// - Throws: ``StorageError/file(_:reason:)`` as ``read(_:limit:)``, and for packed bytes that are damaged.
  public static func readUnpacked(_ path: String) throws(StorageError) -> [UInt8] {
    let bytes = try read(path)
    guard Gzip.isPacked(bytes) else { return bytes }
    do {
      return try Gzip.unpacked(bytes)
    } catch {
      throw .file(path, reason: "\(error)")
    }
  }

  /// The first bytes of a file, fewer where it is shorter; nothing where there is no file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - count: How many bytes.
  /// - Returns: The bytes.
  /// - Throws: ``StorageError/file(_:reason:)`` for a file that cannot be opened.
  public static func start(of path: String, count: Int) throws(StorageError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 && errno == ENOENT { return nil }
    guard file >= 0 else { throw .file(path, reason: reason("cannot be opened")) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: max(0, min(count, 1 << 20)))
    let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, got)))
  }

  /// Writes a file beside the place and moves it there, so that the place never holds half of it.
  ///
  /// - Parameters:
  ///   - bytes: What it is to hold.
  ///   - path: The place; a file that is there is replaced.
  /// - Throws: ``StorageError/file(_:reason:)`` for a place that cannot be written.
  public static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
    var name = Array((path + ".XXXXXX").utf8CString)
    let file = name.withUnsafeMutableBufferPointer {
      $0.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard file >= 0 else { throw .file(path, reason: reason("cannot be written here")) }
    let written = writeAll(bytes, to: file) && fchmod(file, 0o644) == 0 && fsync(file) == 0
    let problem = reason("cannot be written")
    close(file)
    guard written else {
      unlink(name)
      throw .file(path, reason: problem)
    }
    guard rename(name, path) == 0 else {
      let problem = reason("cannot be put in its place")
      unlink(name)
      throw .file(path, reason: problem)
    }
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress?.advanced(by: start), bytes.count - start)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        start += count
      }
      return true
    }
  }

  /// What was tried, and the system's word for what is in the way.
  private static func reason(_ what: String) -> String {
    "\(what): \(String(cString: strerror(errno)))"
  }
}
