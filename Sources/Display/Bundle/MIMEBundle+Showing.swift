extension MIMEBundle {
  /// What any value looks like: as it says itself, or else in words.
  ///
  /// ```swift
  /// MIMEBundle(showing: ["a", "b"]).text   // ["a", "b"]
  /// ```
  public init<Value>(showing value: Value) {
    if let displayable = value as? any Displayable {
      self = displayable.bundle
    } else {
      self.init(text: description(of: value))
    }
  }
}

/// A value in words: texts in quotes, optionals by what is in them, functions by their type.
private func description<Value>(of value: Value) -> String {
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
