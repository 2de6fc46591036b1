import Compression
import DataFiles
import Foundation
import Learning
import Testing

@Suite struct ReaderTests {
  @Test func aTableBecomesData() throws {
    let text =
      "id,height,\"the, width\",kind\r\n1, 1.5 ,2e1,\"tall \"\"oak\"\"\"\r\n\r\n2,-3,4,fern\r\n"
    let table = try CSV(text, name: "plants")
    #expect(table.columnNames == ["id", "height", "the, width", "kind"] && table.rowCount == 2)
    let data = try table.dataSet(labels: "kind", leavingOut: ["id"])
    #expect(data.rows == [[1.5, 20], [-3, 4]] && data.featureNames == ["height", "the, width"])
    #expect(data.classNames == ["fern", "tall \"oak\""] && data.labels == [1, 0])
    let plain = try CSV("1;2\n3;4", separator: ";", hasHeader: false)
    #expect(try plain.dataSet(values: "x1").values == [2, 4])
    #expect(try CSV("\u{FEFF}a,b\n1,2\n\"two\nlines\",3").columnNames == ["a", "b"])
    // Classes that are numbers stand in their order.
    let numbers = try CSV("a,y\n1,10\n2,9\n3,10").dataSet(labels: "y")
    #expect(numbers.classNames == ["9", "10"] && numbers.labels == [1, 0, 1])
  }

  @Test func theFilesThatShipAreReadAlike() throws {
    for (file, data) in [
      (DataFile.iris, DataSet.iris), (.breastCancer, .breastCancer), (.digits, .digits),
    ] {
      let read = try CSV(String(decoding: file.bytes, as: UTF8.self)).dataSet(labels: "target")
      #expect(read.rows == data.rows && read.labels == data.labels)
      #expect(read.featureNames == data.featureNames)
    }
    let text = String(decoding: DataFile.diabetes.bytes, as: UTF8.self)
    #expect(try CSV(text).dataSet(values: "target").values == DataSet.diabetes.values)
  }

  @Test func missingNumbersAreRefusedLeftOutOrFilledIn() throws {
    let table = try CSV("a,b,y\n1,2,u\n,4,v\n5,NA,u\n9,6,?", name: "gaps.csv")
    #expect(
      words { try table.dataSet(labels: "y", missing: .mean) }
        == "gaps.csv, line 5, column 5: “y” is missing; leave such rows out")
    #expect(try table.dataSet(labels: "y", missing: .leaveOutRow).rows == [[1, 2]])
    let gaps = try CSV("a,b,y\n1,2,u\n,4,v\n5,NA,u", name: "gaps.csv")
    #expect(try gaps.dataSet(labels: "y", missing: .mean).rows == [[1, 2], [3, 4], [5, 3]])
    #expect(
      words { try gaps.dataSet(labels: "y") }
        == "gaps.csv, line 3, column 1: “a” is missing; leave such rows out, or take the mean")
    #expect(
      words { try CSV("a,y\n,1\n,2").dataSet(labels: "y", missing: .mean) }
        == "CSV of “a” without a number: a mean needs one; leave the column out")
    #expect(
      words { try CSV("a,y\n,1").dataSet(labels: "y", missing: .leaveOutRow) }
        .contains("there are no numbers"))
  }

  @Test func errorsSayWhere() {
    func of(_ text: String) -> String {
      words { try CSV(text, name: "t").dataSet(labels: "y") }
    }
    #expect(of("") == "t: there are no numbers; give at least one row of at least one")
    #expect(of("a,y\n").contains("there are no numbers"))
    #expect(
      of("a,y\n1,2\n3,4,5\n")
        == "t, line 3, column 5: the row has 3 fields, and the first has 2; quote fields that hold separators"
    )
    #expect(of("a,y\n1,\"2\n") == "t, line 2, column 3: this quote is not closed")
    #expect(
      of("a,y\n1,2\"3\n")
        == "t, line 2, column 4: a quote within a field; quote the whole field, and double its quotes"
    )
    #expect(of("a,y\n\"1\"x,2").contains("line 2, column 4: after the quote that closes a field"))
    #expect(
      of("a,a\n1,2") == "t, line 1, column 3: a second column “a”; columns have names of their own")
    #expect(
      of("a,b,y\n1,2,0\n1,red,0")
        == "t, line 3, column 3: “red” in “b” is no number; leave the column out, or turn its words into "
        + "numbers")
    for word in ["inf", "1e999", "0x10", "1,5"] { #expect(!of("a,y\n\"\(word)\",1").isEmpty) }
    #expect(of("a,z\n1,2") == "t of a column “y”: there are a, z")
    #expect(of("y\n1").contains("there are no numbers"))
    #expect(words { try CSV("a", separator: "\"") }.contains("the separator"))
    #expect(words { try CSV("a", separator: "→") }.contains("it is an ASCII sign"))
    #expect(words { try CSV(path: "/nowhere/a.csv") }.contains("cannot be opened: No such file"))
    #expect(words { try CSV(path: "/") } == "/: this is no file; give the path of one")
  }

  @Test func gzipIsUnpacked() throws {
    let packed = try bytes("H4sIAAAAAAACA0vUSdKp5DLUMdIx4DLWMdEx5AIAyD+zHRIAAAA=")
    try withFolder { folder in
      try Data(packed).write(to: URL(filePath: "\(folder)/t.csv.gz"))
      let data = try CSV(path: "\(folder)/t.csv.gz").dataSet(labels: "y")
      #expect(data.rows == [[1, 2], [3, 4]] && data.labels == [0, 1] && data.name == "t.csv.gz")
      try Data(packed.dropLast(9)).write(to: URL(filePath: "\(folder)/cut.gz"))
      #expect(
        words { try CSV(path: "\(folder)/cut.gz") }.contains("end too early; fetch the file again"))
      var damaged = packed
      damaged[20] ^= 4
      try Data(damaged).write(to: URL(filePath: "\(folder)/bad.gz"))
      #expect(words { try CSV(path: "\(folder)/bad.gz") }.contains("gzip data"))
    }
    let two = try bytes("H4sIAAAAAAACA8tIzcnJVwAA9vmB7QYAAAAfiwgAAAAAAAIDK88vykkBAEMRdzoFAAAA")
    #expect(try Gzip.unpacked(two) == Array("hello world".utf8))
    #expect(throws: GzipError.tooLong(limit: 5)) { try Gzip.unpacked(two, limit: 5) }
    #expect(throws: GzipError.notPacked) { try Gzip.unpacked([1, 2, 3]) }
    #expect(throws: GzipError.cutOff) { try Gzip.unpacked([0x1F, 0x8B]) }
    #expect(Gzip.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    for end in 2..<packed.count - 1 {
      #expect(throws: GzipError.self) { try Gzip.unpacked(Array(packed.prefix(end))) }
    }
  }

  private func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
  }

  @Test func idxFilesAreRead() throws {
    let images = try IDXFile(
      bytes: [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 255, 0], name: "images")
    #expect(images.shape == [2, 1, 2])
    let labels = try IDXFile(bytes: [0, 0, 8, 1, 0, 0, 0, 2, 7, 3], name: "labels")
    let data = try DataSet(images: images, labels: labels)
    #expect(data.rows == [[1, 2], [255, 0]] && data.labels == [7, 3] && data.classCount == 8)
    #expect(try DataSet(images: images, labels: labels, first: 1).count == 1)
    // Each type of numbers; the most significant byte first.
    let numbers: [(UInt8, [UInt8], Double)] = [
      (9, [0xFF], -1), (11, [0xFF, 0x00], -256), (12, [0, 1, 0, 0], 65_536),
      (13, [0x3F, 0x80, 0, 0], 1), (14, [0xC0, 0, 0, 0, 0, 0, 0, 0], -2),
    ]
    for (type, bytes, value) in numbers {
      let file = try IDXFile(bytes: [0, 0, type, 1, 0, 0, 0, 1] + bytes)
      let label = try IDXFile(bytes: [0, 0, 8, 1, 0, 0, 0, 1, 0])
      #expect(try DataSet(images: file, labels: label).rows == [[value]])
    }
  }

  @Test func idxFilesThatAreNoneAreRefused() throws {
    func of(_ bytes: [UInt8]) -> String { words { try IDXFile(bytes: bytes, name: "x") } }
    #expect(of([]) == "x: this is no IDX file: it begins with two bytes 0 and a type of numbers")
    #expect(of([0, 0, 7, 1]).contains("no IDX file"))
    #expect(of([0, 0, 8, 2, 0, 0, 0, 1]).contains("header of the IDX file is cut off"))
    #expect(
      of([0, 0, 8, 1, 0, 0, 0, 3, 1])
        == "x: the header of the IDX file says 3 numbers of 1 bytes, and 1 bytes follow; fetch the file again"
    )
    let huge = [UInt8]([0, 0, 14, 3]) + [UInt8](repeating: 255, count: 12)
    #expect(of(huge).contains("fetch the file again"))
    let one = try IDXFile(bytes: [0, 0, 8, 1, 0, 0, 0, 1, 5])
    let two = try IDXFile(bytes: [0, 0, 8, 1, 0, 0, 0, 2, 5, 6], name: "l")
    #expect(
      words { try DataSet(images: one, labels: two) }
        == "l, labels of 1 images: 2 are given, and it takes 1")
    let half = try IDXFile(bytes: [0, 0, 13, 1, 0, 0, 0, 1, 0x3F, 0, 0, 0], name: "l")
    #expect(words { try DataSet(images: one, labels: half) }.contains("label 0.5 in place 0"))
    let none = try IDXFile(bytes: [0, 0, 8, 1, 0, 0, 0, 0])
    #expect(words { try DataSet(images: none, labels: none) }.contains("there are no numbers"))
  }
}
