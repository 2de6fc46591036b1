@_exported import JSONTrees

extension JSON: Displayable {
  /// The tree as text in one line, and as a tree.
  public var bundle: MIMEBundle { MIMEBundle(text: serialized).adding(.json, .json(self)) }
}
