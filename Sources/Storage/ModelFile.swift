internal import Compression

/// What can be kept in a file and be there again, the same to the last bit.
///
/// ```swift
/// try model.save(to: "moons.model")
/// let again = try SupportVectorClassifier(path: "moons.model")
/// ```
///
/// A file is complete by itself. It begins with the sign `QUILLMDL`, the version of the format and the kind of the model, and
/// ends in a checksum of all bytes before. It is written beside its place and then moved there, so that the place never
/// holds half of it; a file that is no model is not written over.
public protocol StorableModel {
  /// What the model is, as files and errors call it.
  static var kind: String { get }

  /// Reads a model, in the order in which it was written.
  ///
  /// - Parameter reader: What reads.
  /// - Throws: ``StorageError/file(_:reason:)`` for what no model of the kind has.
  init(from reader: inout ModelReader) throws(StorageError)

  /// Writes all that the model needs.
  ///
  /// - Parameter writer: What writes.
  /// - Throws: ``StorageError`` for a model that a file cannot hold.
  func write(to writer: inout ModelWriter) throws(StorageError)
}

/// The frame of model files.
enum ModelFile {
  static let sign = Array("QUILLMDL".utf8)
  static let version: UInt32 = 1

  /// The content of a file, once its frame is whole and of the kind that is wanted.
  static func content(
    _ bytes: [UInt8], kind: String, path: String
  ) throws(StorageError) -> ModelReader {
    guard bytes.starts(with: sign) else {
      throw .file(
        path, reason: "this is no model and no checkpoint of Quill; it would begin with QUILLMDL")
    }
    guard bytes.count >= sign.count + 12 else {
      throw .file(path, reason: "it is cut off; take a copy that is whole")
    }
    let body = bytes.dropLast(4)
    let checksum = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard Gzip.checksum(body) == checksum else {
      throw .file(
        path, reason: "it is damaged or cut off, its checksum differs; take another copy")
    }
    var reader = ModelReader(bytes: Array(body), place: sign.count, path: path)
    let written = try reader.word()
    guard written == version else {
      throw .file(
        path,
        reason: "it has format \(written), and this version of Quill reads \(version); "
          + (written > version ? "take a newer Quill" : "save it again"))
    }
    let found = try reader.text()
    guard found == kind else {
      throw .file(path, reason: "it holds the kind “\(found)”, and “\(kind)” is wanted")
    }
    return reader
  }
}

extension StorableModel {
  /// The bytes of a model file.
  ///
  /// - Returns: The bytes.
  /// - Throws: ``StorageError`` for a model that a file cannot hold.
  public func fileBytes() throws(StorageError) -> [UInt8] {
    var writer = ModelWriter()
    writer.bytes = ModelFile.sign
    writer.write(word: ModelFile.version)
    writer.write(Self.kind)
    try write(to: &writer)
    writer.write(word: Gzip.checksum(writer.bytes))
    return writer.bytes
  }

  /// Reads the bytes of a model file.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: What errors call them.
  /// - Throws: ``StorageError/file(_:reason:)`` for bytes that are damaged, cut off, of a newer format, or of a model of
  ///   another kind.
  public init(fileBytes bytes: [UInt8], name: String = "model") throws(StorageError) {
    var reader = try ModelFile.content(bytes, kind: Self.kind, path: name)
    try self.init(from: &reader)
    try reader.finish()
  }

  /// Writes the model to a file; a model that is there is replaced.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``StorageError/file(_:reason:)`` for a place that cannot be written, or has a file that is no model.
  public func save(to path: String) throws(StorageError) {
    let bytes = try fileBytes()
    if let old = try WholeFile.start(of: path, count: ModelFile.sign.count), old != ModelFile.sign {
      throw .file(path, reason: "there is a file that is no model; nothing is written over it")
    }
    try WholeFile.write(bytes, to: path)
  }

  /// Reads a model from a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``StorageError/file(_:reason:)`` for a file that cannot be read, and as for its bytes.
  public init(path: String) throws(StorageError) {
    try self.init(fileBytes: WholeFile.read(path), name: path)
  }
}
