import Display

/// The way from widgets to the page, as the process that runs cells has it.
package protocol WidgetLink: Sendable {
  /// Brings a widget to the page.
  func open(_ id: String, state: JSON)
  /// Changes a widget on the page.
  ///
  /// - Parameters:
  ///   - id: The widget.
  ///   - state: The values that change.
  ///   - request: The number of the page's message that this answers, if it answers one.
  func update(_ id: String, state: JSON, for request: Int?)
  /// Takes a widget from the page.
  func close(_ id: String)
  /// Lets what is printed and shown from now on stand in an output area.
  func begin(in area: String, for request: Int?)
  /// Says in the output area that an error was thrown.
  func fail(type: String, message: String)
  /// Ends what ``begin(in:for:)`` began.
  func end()
  /// Runs a drawing, whatever becomes of it.
  func run(_ response: Response)
  /// Says that there is something to be drawn.
  func drawingsWait()
}
