internal import Glibc
internal import Optimizers

/// Training as it stands after an epoch, as a file: written whole or not at all, and read only if it is whole.
///
/// The file begins with a mark and a version, then come the numbers, and at the end a checksum over all of it.
struct Checkpoint: Hashable {
  var fingerprint: String
  var weights: [Double]
  var bestWeights: [Double]
  var bestLoss: Double
  var waited: Int
  var sizes: [Double]
  var optimizer: [Double]
  var record: TrainingRecord

  private static let mark: [UInt8] = Array("QuillTraining".utf8)
  private static let version: UInt64 = 1

  /// Writes the file beside its place and moves it there.
  func write(to file: String) throws(TrainingError) {
    var bytes = Checkpoint.mark
    bytes.append(Checkpoint.version)
    bytes.append(fingerprint)
    for list in [weights, bestWeights, [bestLoss, Double(waited)], sizes, optimizer] {
      bytes.append(list)
    }
    bytes.append(
      [Double(record.circuitRuns), Double(record.steps), Double(record.bestEpoch), record.seconds])
    bytes.append(UInt64(record.epochs.count))
    for epoch in record.epochs {
      bytes.append([Double(epoch.number), epoch.loss] + (epoch.validationLoss.map { [$0] } ?? []))
      bytes.append(epoch.metrics)
      bytes.append(epoch.validationMetrics)
    }
    bytes.append(checksum(bytes[...]))
    try replaceFile(file, with: bytes)
  }

  /// Reads a file; nothing where there is none.
  init?(from file: String) throws(TrainingError) {
    guard let bytes = try readFile(file) else { return nil }
    guard bytes.starts(with: Checkpoint.mark), bytes.count > Checkpoint.mark.count + 16 else {
      throw .unreadable(file: file, reason: "this is no checkpoint of training; give another name")
    }
    var reader = ByteReader(bytes[Checkpoint.mark.count...])
    let version = reader.word()
    guard version == Checkpoint.version else {
      throw .unreadable(
        file: file,
        reason:
          "it has version \(version), and this Quill reads \(Checkpoint.version): take a newer "
          + "one, or another name")
    }
    var end = ByteReader(bytes[(bytes.count - 8)...])
    guard end.word() == checksum(bytes[..<(bytes.count - 8)]) else {
      throw .unreadable(
        file: file, reason: "it is damaged: its checksum does not fit; remove it to begin anew")
    }
    (fingerprint, weights, bestWeights) = (reader.text(), reader.numbers(), reader.numbers())
    let best = reader.numbers()
    (sizes, optimizer) = (reader.numbers(), reader.numbers())
    let counts = reader.numbers()
    guard best.count == 2, counts.count == 4 else {
      throw .unreadable(file: file, reason: "it is damaged: lists are too short")
    }
    (bestLoss, waited) = (best[0], whole(best[1]))
    record = TrainingRecord()
    (record.circuitRuns, record.steps) = (whole(counts[0]), whole(counts[1]))
    (record.bestEpoch, record.seconds) = (whole(counts[2]), counts[3])
    // The checksum is all that is left behind the last epoch.
    for _ in 0..<min(reader.word(), UInt64(bytes.count)) {
      let numbers = reader.numbers()
      let (metrics, validation) = (reader.numbers(), reader.numbers())
      guard numbers.count >= 2 else { break }
      record.epochs.append(
        TrainingRecord.Epoch(
          number: whole(numbers[0]), loss: numbers[1],
          validationLoss: numbers.count > 2 ? numbers[2] : nil, metrics: metrics,
          validationMetrics: validation))
    }
  }

  init(
    fingerprint: String, weights: [Double], bestWeights: [Double], bestLoss: Double, waited: Int,
    sizes: [Double], optimizer: [Double], record: TrainingRecord
  ) {
    (self.fingerprint, self.weights, self.bestWeights) = (fingerprint, weights, bestWeights)
    (self.bestLoss, self.waited, self.sizes) = (bestLoss, waited, sizes)
    (self.optimizer, self.record) = (optimizer, record)
  }
}

/// A count that was written as a number; 0 for what is none.
private func whole(_ number: Double) -> Int { Int(exactly: number) ?? 0 }

/// The checksum FNV-1a of bytes, which any single damaged byte changes.
func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

extension [UInt8] {
  fileprivate mutating func append(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }

  fileprivate mutating func append(_ numbers: [Double]) {
    append(UInt64(numbers.count))
    for number in numbers { append(number.bitPattern) }
  }

  fileprivate mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    append(contentsOf: Array(text.utf8))
  }
}

/// Takes numbers from bytes one after the other; past the end there are zeros.
private struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func word() -> UInt64 {
    let bytes = rest.prefix(8)
    rest = rest.dropFirst(8)
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func numbers() -> [Double] {
    let count = min(word(), UInt64(rest.count / 8))
    return (0..<count).map { _ in Double(bitPattern: word()) }
  }

  mutating func text() -> String {
    let count = Int(min(word(), UInt64(rest.count)))
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }
}
