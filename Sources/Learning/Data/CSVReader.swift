/// Takes a text with separators apart.
struct CSVReader {
  let bytes: [UInt8]
  let separator: UInt8
  let name: String
  private var place = 0
  private var line = 1
  private var lineStart = 0

  private static let (quote, newLine, carriageReturn) = (
    UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")
  )

  init(bytes: [UInt8], separator: UInt8, name: String) {
    // A mark that some programs put before UTF-8.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    (self.separator, self.name) = (separator, name)
  }

  mutating func rows() throws(LearningError) -> [[CSV.Field]] {
    var rows: [[CSV.Field]] = []
    while place < bytes.count {
      if skipLineEnd() { continue }
      rows.append(try row())
    }
    return rows
  }

  /// Steps over the end of a line.
  private mutating func skipLineEnd() -> Bool {
    guard isLineEnd else { return false }
    if bytes[place] == CSVReader.carriageReturn { place += 1 }
    if place < bytes.count, bytes[place] == CSVReader.newLine { place += 1 }
    line += 1
    lineStart = place
    return true
  }

  private var isLineEnd: Bool {
    guard place < bytes.count else { return true }
    if bytes[place] == CSVReader.newLine { return true }
    return bytes[place] == CSVReader.carriageReturn
      && (place + 1 == bytes.count || bytes[place + 1] == CSVReader.newLine)
  }

  private mutating func row() throws(LearningError) -> [CSV.Field] {
    var fields = [try field()]
    while place < bytes.count, bytes[place] == separator {
      place += 1
      fields.append(try field())
    }
    guard isLineEnd else {
      throw unreadable(
        "after the quote that closes a field comes a separator or the end of the line")
    }
    return fields
  }

  private mutating func field() throws(LearningError) -> CSV.Field {
    let (line, column) = (line, place - lineStart + 1)
    let text =
      place < bytes.count && bytes[place] == CSVReader.quote ? try quoted() : try plain()
    return CSV.Field(text: text, line: line, column: column)
  }

  private mutating func plain() throws(LearningError) -> String {
    let start = place
    while !isLineEnd, bytes[place] != separator {
      if bytes[place] == CSVReader.quote {
        throw unreadable("a quote within a field; quote the whole field, and double its quotes")
      }
      place += 1
    }
    return try text(bytes[start..<place])
  }

  private mutating func quoted() throws(LearningError) -> String {
    let opening = unreadable("this quote is not closed")
    var content: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == CSVReader.quote {
        guard place < bytes.count, bytes[place] == CSVReader.quote else {
          return try text(content[...])
        }
        place += 1
      } else if byte == CSVReader.newLine {
        line += 1
        lineStart = place
      }
      content.append(byte)
    }
    throw opening
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(LearningError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw unreadable("this is no UTF-8 text; convert the file first")
    }
    return text
  }

  private func unreadable(_ reason: String) -> LearningError {
    .unreadable(name, line: line, column: place - lineStart + 1, reason: reason)
  }
}
