import Display
import Synchronization

/// A place for values of any kind in a layout of widgets.
///
/// ```swift
/// let area = OutputArea()
/// display(Row(slider, area))
/// area.show(LinePlot(losses))
/// ```
public final class OutputArea: Widget, @unchecked Sendable {
  private let content = Mutex<Response?>(nil)

  /// Makes a place with nothing in it.
  ///
  /// The page would do without the empty list; programs that run notebooks look for it.
  public init() { super.init(.output, ["outputs": []]) }

  /// Makes a place that shows a value.
  public convenience init<Value>(_ value: Value) {
    self.init()
    put(value)
  }

  /// Shows a value in place of what stands there.
  public func show<Value>(_ value: Value) {
    put(value)
    guard OpenWidgets.isOpen(self) else { return }
    for drawing in firstDrawings { drawing.runFirst() }
  }

  private func put<Value>(_ value: Value) {
    nonisolated(unsafe) let value = value
    let response = Response(in: self) { value }
    content.withLock { $0 = response }
  }

  override var firstDrawings: [Response] { content.withLock { $0 }.map { [$0] } ?? [] }
}
