import Foundation
import Storage
import Testing

@Suite struct WholeFileTests {
  /// The words of the error that a call throws.
  private func words(_ make: () throws -> Any) -> String {
    let error = #expect(throws: StorageError.self) { _ = try make() }
    return error.map { "\($0)" } ?? ""
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "quill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func bytesComeBackAndAreReplacedAsAWhole() throws {
    try withFolder { folder in
      let path = "\(folder)/bytes"
      #expect(try WholeFile.start(of: path, count: 4) == nil)
      for count in [0, 1, 3_000_000] {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try WholeFile.write(bytes, to: path)
        #expect(try WholeFile.read(path) == bytes)
        #expect(try WholeFile.start(of: path, count: 4) == Array(bytes.prefix(4)))
      }
      #expect(try WholeFile.start(of: path, count: -1) == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["bytes"])
    }
  }

  @Test func whatCannotBeReadOrWrittenIsSaid() throws {
    try withFolder { folder in
      #expect(
        words { try WholeFile.read("\(folder)/none") }
          == "\(folder)/none: cannot be opened: No such file or directory")
      #expect(
        words { try WholeFile.read(folder) }
          == "\(folder): this is no file; give the path of one")
      #expect(
        words { try WholeFile.write([1], to: "\(folder)/none/a") }.contains(
          "cannot be written here"))
      #expect(words { try WholeFile.write([1], to: folder) }.contains("cannot be put in its place"))
      try WholeFile.write([1, 2, 3], to: "\(folder)/a")
      #expect(
        words { try WholeFile.read("\(folder)/a", limit: 2) }
          == "\(folder)/a: it has 3 bytes, and at most 2 are read")
      try WholeFile.write([0x1F, 0x8B, 8], to: "\(folder)/packed")
      #expect(
        words { try WholeFile.readUnpacked("\(folder)/packed") }.contains("fetch the file again"))
    }
  }

  /// A model of one's own, of all parts that a file can have.
  private struct Parts: StorableModel, Equatable {
    static let kind = "parts"
    var (number, count, text) = (0.1, -3, "café")
    var (numbers, counts, texts) = ([1, -0.0, 5e-324], [Int.min, 0, .max], ["", "a\nb"])
    var rows = [[1.0, 2], [], [3]]
    var any = [Double.infinity, -1]

    init() {}

    init(from reader: inout ModelReader) throws(StorageError) {
      (number, count, text) = (try reader.number(), try reader.integer(), try reader.text())
      (numbers, counts) = (try reader.numbers(), try reader.integers())
      (texts, rows) = (try reader.texts(), try reader.rows())
      any = try reader.anyNumbers()
    }

    func write(to writer: inout ModelWriter) throws(StorageError) {
      writer.write(number)
      writer.write(count)
      writer.write(text)
      writer.write(numbers)
      writer.write(counts)
      writer.write(texts)
      writer.write(rows)
      writer.write(any)
    }
  }

  @Test func allPartsComeBackToTheLastBit() throws {
    let parts = Parts()
    let again = try Parts(fileBytes: parts.fileBytes())
    #expect(again == parts && again.numbers[1].sign == .minus)
    try withFolder { folder in
      try parts.save(to: "\(folder)/p")
      #expect(try Parts(path: "\(folder)/p") == parts)
    }
  }

  @Test func everyDamageIsFound() throws {
    let bytes = try Parts().fileBytes()
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 0x10
      #expect(throws: StorageError.self) { try Parts(fileBytes: damaged) }
      #expect(throws: StorageError.self) { try Parts(fileBytes: Array(bytes.prefix(place))) }
    }
  }
}
