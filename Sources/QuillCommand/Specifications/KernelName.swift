/// The name under which Jupyter knows a kernel.
struct KernelName: CustomStringConvertible {
  /// The name that is taken where none is given.
  static let usual = "quill"

  let description: String

  /// Takes a name; Jupyter makes no difference between capital and small letters.
  /// - Throws: ``UsageError`` for what is no name, with what is one.
  init(_ text: String) throws(UsageError) {
    let isAllowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    // A name of dots alone would be a folder that exists already, and another than is meant.
    guard isAllowed, !text.allSatisfy({ $0 == "." }), text.utf8.count <= 100 else {
      throw UsageError(
        "'\(text)' is no name for a kernel: give at most 100 ASCII letters, digits and - . _, "
          + "and not dots alone")
    }
    description = text.lowercased()
  }
}
