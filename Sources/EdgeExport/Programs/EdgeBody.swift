/// What a program does between its inputs and its outputs, and how that is written in C.
///
/// A way to export models is one type that says this; whoever writes files, runs emulators or prints
/// costs needs to know nothing more.
public protocol EdgeBody: Sendable {
  /// What the way is called in a report.
  var title: String { get }
  /// How many inputs there are.
  var inputCount: Int { get }
  /// How many outputs there are.
  var outputCount: Int { get }
  /// How inputs are written.
  var inputFormat: EdgeFormat { get }
  /// How outputs are written.
  var outputFormat: EdgeFormat { get }
  /// What one run costs, in steps of each kind.
  var work: EdgeWork { get }

  /// The outputs, computed as every core does, to the last bit.
  ///
  /// - Parameter inputs: As many words as there are inputs.
  /// - Returns: As many words as there are outputs.
  func run(_ inputs: [Int32]) -> [Int32]

  /// Writes the constants, the functions and what stands in the function that is called.
  ///
  /// - Parameter text: The file; names in it begin with its prefix.
  func write(to text: inout CText)
}

/// A program for a device: a name and what it does.
///
/// ```swift
/// let program = try EdgeProgram("wine", FourierFixed(tensor))
/// program.values(for: [0.1, 0.7])               // as the device computes them
/// ```
public struct EdgeProgram: Sendable {
  /// The name, with which every name in C begins.
  public let name: String
  /// What it does.
  public let body: any EdgeBody

  /// A program with a name.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for a name that C does not allow.
  public init(_ name: String, _ body: any EdgeBody) throws(EdgeError) {
    let isWord = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard isWord, name.first?.isLetter == true, name.utf8.count <= 40 else {
      throw .unfit(
        "a program's name", given: "\"\(name.prefix(60))\"",
        allowed: "it has 1 to 40 of the letters a to z, digits and _, a letter first")
    }
    (self.name, self.body) = (name, body)
  }

  /// The words in which a row of inputs is given to the device.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for a row of another length, or with what is no
  ///   finite number.
  public func words(of row: [Double]) throws(EdgeError) -> [Int32] {
    guard row.count == body.inputCount else {
      throw .unfit(
        "a row", given: "\(row.count) numbers", allowed: "the program has \(body.inputCount) inputs"
      )
    }
    if let number = row.first(where: { !$0.isFinite }) {
      throw .unfit("an input", given: "\(number)", allowed: "inputs are finite numbers")
    }
    return row.enumerated().map { body.inputFormat.word($1, at: $0) }
  }

  /// The outputs for a row of inputs, as the device computes them.
  ///
  /// - Throws: As ``words(of:)``.
  public func values(for row: [Double]) throws(EdgeError) -> [Double] {
    body.run(try words(of: row)).enumerated().map { body.outputFormat.value($1, at: $0) }
  }

  /// A row of inputs as the device sees it: each number is the nearest that its format has.
  ///
  /// - Throws: As ``words(of:)``.
  public func rounded(_ row: [Double]) throws(EdgeError) -> [Double] {
    try words(of: row).enumerated().map { body.inputFormat.value($1, at: $0) }
  }
}
