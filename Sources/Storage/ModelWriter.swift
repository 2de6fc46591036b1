/// Writes the parts of a model, least byte first.
public struct ModelWriter: Sendable {
  var bytes: [UInt8] = []

  mutating func write(word: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private mutating func write(bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }

  /// Writes a whole number.
  public mutating func write(_ number: Int) { write(bits: UInt64(bitPattern: Int64(number))) }

  /// Writes a number, all its bits.
  public mutating func write(_ number: Double) { write(bits: number.bitPattern) }

  /// Writes a text.
  public mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes numbers, and how many there are.
  public mutating func write(_ numbers: [Double]) {
    write(numbers.count)
    for number in numbers { write(number) }
  }

  /// Writes whole numbers, and how many there are.
  public mutating func write(_ numbers: [Int]) {
    write(numbers.count)
    for number in numbers { write(number) }
  }

  /// Writes texts, and how many there are.
  public mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  /// Writes rows, and how many there are.
  public mutating func write(_ rows: [[Double]]) {
    write(rows.count)
    for row in rows { write(row) }
  }
}
