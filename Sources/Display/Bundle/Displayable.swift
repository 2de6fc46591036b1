/// A value that knows how it looks.
///
/// The last expression of a cell is shown through this protocol.
///
/// ```swift
/// extension Molecule: Displayable {
///   var bundle: MIMEBundle { MIMEBundle(text: formula).adding(.latex, "$\\ce{\(formula)}$") }
/// }
/// ```
public protocol Displayable {
  /// The value in every form in which it can be shown; text is always among them.
  var bundle: MIMEBundle { get }
}

extension MIMEBundle: Displayable {
  /// The bundle itself.
  public var bundle: MIMEBundle { self }
}
