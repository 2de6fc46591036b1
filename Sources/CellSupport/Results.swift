import Display
import Synchronization

/// Where the values of last expressions go.
public enum Results {
  private static let receiver = Mutex<@Sendable (MIMEBundle) -> Void>({ _ in })

  /// Says where values go; a host of cells does so once.
  public static func deliver(to receiver: @escaping @Sendable (MIMEBundle) -> Void) {
    self.receiver.withLock { $0 = receiver }
  }

  static func deliver(_ bundle: MIMEBundle) { receiver.withLock { $0 }(bundle) }
}

/// Shows the value of a cell's last expression; the text of the cell is rewritten to call it.
///
/// What returns nothing shows nothing.
public func quillShow<Value>(_ value: Value) {
  if Value.self != Void.self { Results.deliver(bundle(of: value)) }
}

/// Shows the type of a value that cannot be copied, and leaves the value where it is.
@_disfavoredOverload
public func quillShow<Value: ~Copyable>(_ value: borrowing Value) {
  Results.deliver(MIMEBundle(text: "\(Value.self)"))
}

/// What a value looks like: as it says itself, or else in words.
public func bundle<Value>(of value: Value) -> MIMEBundle {
  if let displayable = value as? any Displayable { return displayable.bundle }
  return MIMEBundle(text: description(of: value))
}

/// A value in words: texts in quotes, optionals by what is in them, functions by their type.
func description<Value>(of value: Value) -> String {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.first.map { description(of: $0.value) } ?? "nil"
  case .tuple:
    let parts = mirror.children.map { child in
      let name = child.label.flatMap { $0.hasPrefix(".") ? nil : "\($0): " } ?? ""
      return name + description(of: child.value)
    }
    return "(" + parts.joined(separator: ", ") + ")"
  default: break
  }
  let type = "\(type(of: value))"
  if type.contains("->") && mirror.children.isEmpty { return type }
  if let text = value as? any CustomDebugStringConvertible, value is any StringProtocol {
    return text.debugDescription
  }
  return String(describing: value)
}
