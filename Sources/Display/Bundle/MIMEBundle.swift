/// One value in every form in which it can be shown.
///
/// Text is always there; a front end takes the richest form that it knows.
///
/// ```swift
/// MIMEBundle(text: "x²").adding(.latex, "$x^2$")
/// ```
public struct MIMEBundle: Hashable, Sendable {
  /// What stands under one media type.
  public enum Content: Hashable, Sendable {
    /// Characters: text, markup, a vector drawing.
    case text(String)
    /// A tree, sent as a tree and not as a string.
    case json(JSON)
    /// Bytes, of a bitmap for example.
    case data([UInt8])
  }

  /// Each form of the value by its type.
  public private(set) var contents: [MIMEType: Content]

  /// What a front end should know about a form, the width of a bitmap for example.
  public var metadata: [MIMEType: JSON] = [:]

  /// Makes a bundle of text, to which other forms can be added.
  public init(text: String) { contents = [.plain: .text(text)] }

  /// The form under a type, if the value has one.
  public subscript(type: MIMEType) -> Content? { contents[type] }

  /// The text that every bundle has.
  public var text: String { self.text(.plain) ?? "" }

  /// The characters under a type, if that form is made of characters.
  public func text(_ type: MIMEType) -> String? {
    if case .text(let text) = contents[type] { text } else { nil }
  }

  /// Adds or replaces one form.
  public func adding(_ type: MIMEType, _ content: Content) -> MIMEBundle {
    var copy = self
    copy.contents[type] = content
    return copy
  }

  /// Adds or replaces one form that is made of characters.
  public func adding(_ type: MIMEType, _ text: String) -> MIMEBundle { adding(type, .text(text)) }

  /// The bundle as the protocol of notebooks carries it: bytes as Base64, trees as trees.
  public var json: JSON {
    .object(
      Dictionary(
        uniqueKeysWithValues: contents.map { type, content in
          switch content {
          case .text(let text): (type.rawValue, .string(text))
          case .json(let tree): (type.rawValue, tree)
          case .data(let bytes): (type.rawValue, .string(base64(bytes)))
          }
        }))
  }
}
