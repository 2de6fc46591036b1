import Encoders
import Foundation
import Learning
import Storage
import Testing

@Suite struct ModelFileTests {
  private static func small() throws -> LogisticRegression {
    try .fitted(to: DataSet(rows: [[0, 1], [1, 0], [2, 2]], labels: [0, 1, 1]))
  }

  @Test func baselinesComeBackToTheLastBit() throws {
    let iris = DataSet.iris
    let plane = try LogisticRegression.fitted(to: iris)
    #expect(try LogisticRegression(fileBytes: plane.fileBytes()) == plane)
    let near = try NearestNeighbors.fitted(to: iris, neighbors: 3)
    #expect(try NearestNeighbors(fileBytes: near.fileBytes()) == near)
    let short = DenseTraining(epochs: 2, seed: 1)
    let dense = try DenseClassifier.fitted(
      to: iris, hidden: [5, 3], activation: .relu, training: short)
    #expect(try DenseClassifier(fileBytes: dense.fileBytes()) == dense)
    #expect(try DenseStack(fileBytes: dense.stack.fileBytes()) == dense.stack)
    let data = try DataSet(rows: iris.rows, values: iris.rows.map { $0[0] })
    let number = try DenseRegressor.fitted(to: data, training: short)
    #expect(try DenseRegressor(fileBytes: number.fileBytes()) == number)
  }

  @Test func kernelMachinesDecideTheSame() throws {
    let data = try DataSet.moons(count: 40, seed: 1)
    let maps: [Kernel] = [
      .linear, .radial(gamma: 0.3), .polynomial(degree: 2), .fidelity(.zz(features: 2)),
      .projected(.angle(features: 2).reuploaded(layers: 2, between: entangler), gamma: 0.5),
    ]
    for kernel in maps {
      let model = try SupportVectorClassifier.fitted(to: data, kernel: kernel, probabilitySeed: 1)
      let again = try SupportVectorClassifier(fileBytes: model.fileBytes())
      #expect(
        try again.decisions(of: data.rows) == model.decisions(of: data.rows), "\(kernel.name)")
      #expect(try again.probabilities(of: data.rows) == model.probabilities(of: data.rows))
      #expect(again.kernel.name == kernel.name && again.classNames == model.classNames)
      let numbers = try DataSet(rows: data.rows, values: data.rows.map { $0[0] * $0[1] })
      let line = try SupportVectorRegressor.fitted(to: numbers, kernel: kernel)
      let same = try SupportVectorRegressor(fileBytes: line.fileBytes())
      #expect(try same.values(of: data.rows) == line.values(of: data.rows))
    }
    let own = try SupportVectorClassifier.fitted(to: data, kernel: Kernel("own") { $0[0] * $1[0] })
    #expect(
      fileWords { try own.fileBytes() }
        == "model file of the kernel own: a function of your own cannot be kept in a file")
    let amplitudes = try SupportVectorClassifier.fitted(
      to: data, kernel: .fidelity(.amplitude(features: 2)))
    #expect(fileWords { try amplitudes.fileBytes() }.contains("formulas of the numbers of a row"))
  }

  @Test func everyDamageIsFound() throws {
    let bytes = try ModelFileTests.small().fileBytes()
    for place in bytes.indices {
      for change: UInt8 in [1, 0x80] {
        var damaged = bytes
        damaged[place] ^= change
        #expect(throws: StorageError.self) { try LogisticRegression(fileBytes: damaged) }
      }
    }
    for count in 0..<bytes.count {
      #expect(throws: StorageError.self) {
        try LogisticRegression(fileBytes: Array(bytes.prefix(count)))
      }
    }
    #expect(
      fileWords { try LogisticRegression(fileBytes: bytes + [0], name: "m") }
        == "m: it is damaged or cut off, its checksum differs; take another copy")
    #expect(
      fileWords { try LogisticRegression(fileBytes: [], name: "m") }.contains(
        "this is no model and no checkpoint of Quill"))
  }

  @Test func newerFilesAndOtherKindsAreSaid() throws {
    let model = try ModelFileTests.small()
    #expect(
      fileWords { try NearestNeighbors(fileBytes: model.fileBytes(), name: "m") }
        == "m: it holds the kind “logistic regression”, and “nearest neighbours” is wanted"
    )
    var bytes = Array(try model.fileBytes().dropLast(4))
    bytes[8] = 2
    #expect(
      fileWords { try LogisticRegression(fileBytes: sealed(bytes), name: "m") }
        == "m: it has format 2, and this version of Quill reads 1; take a newer Quill")
  }

  /// Parts that do not go together, under a checksum that is right.
  @Test func malformedModelsAreRefused() throws {
    let bytes = Array(try ModelFileTests.small().fileBytes().dropLast(4))
    var refused = 0
    for place in bytes.indices.dropFirst(39) {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] where bytes[place] != value {
        var other = bytes
        other[place] = value
        do {
          let model = try LogisticRegression(fileBytes: sealed(other))
          _ = try? model.labels(of: [[1, 2]])
        } catch {
          #expect("\(error)".contains("malformed"), "\(error)")
          refused += 1
        }
      }
    }
    #expect(refused > 100)
    #expect(
      fileWords { try LogisticRegression(fileBytes: sealed(bytes + [1])) }.contains(
        "something follows its end"))
  }

  private func sealed(_ bytes: [UInt8]) -> [UInt8] {
    // The CRC-32 of RFC 1952, bit by bit.
    var checksum = ~UInt32(0)
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return bytes + (0..<4).map { UInt8(truncatingIfNeeded: ~checksum >> (8 * UInt32($0))) }
  }

  @Test func filesAreWrittenWholeAndNothingElseIsReplaced() throws {
    let model = try ModelFileTests.small()
    try withFolder { folder in
      let path = "\(folder)/a.model"
      try model.save(to: path)
      try model.save(to: path)
      #expect(try LogisticRegression(path: path) == model)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.model"])
      try "my notes".write(toFile: "\(folder)/notes.txt", atomically: true, encoding: .utf8)
      #expect(
        fileWords { try model.save(to: "\(folder)/notes.txt") }
          == "\(folder)/notes.txt: there is a file that is no model; nothing is written over it")
      #expect(try String(contentsOfFile: "\(folder)/notes.txt", encoding: .utf8) == "my notes")
      #expect(
        fileWords { try model.save(to: "\(folder)/none/a.model") }.contains(
          "cannot be written here"))
      #expect(fileWords { try model.save(to: folder) }.contains(folder))
      #expect(
        fileWords { try LogisticRegression(path: "\(folder)/b.model") }.contains("cannot be opened")
      )
      #expect(
        fileWords { try LogisticRegression(path: "\(folder)/notes.txt") }.contains(
          "no model and no checkpoint of Quill"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
          "a.model", "notes.txt",
        ])
    }
  }
}
