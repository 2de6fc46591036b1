import Display
import Synchronization

/// What is done when a control has been moved: something is drawn below it.
///
/// One thread at a time runs it: that of the cell, or that of the handlers while there is no cell.
package final class Response: Sendable {
  /// Where what it prints and shows stands.
  let area: OutputArea
  /// Whether it is done for each change, and not only for the last of many.
  let isForEach: Bool
  nonisolated(unsafe) private let drawing: () throws -> MIMEBundle?
  private let hasRun = Mutex(false)

  init<Drawn>(
    in area: OutputArea = OutputArea(), isForEach: Bool = false,
    _ draw: @escaping () throws -> Drawn
  ) {
    (self.area, self.isForEach) = (area, isForEach)
    drawing = {
      let drawn = try draw()
      return Drawn.self == Void.self ? nil : MIMEBundle(showing: drawn)
    }
  }

  /// Draws, in the output area of the page.
  package func run() {
    guard let link = OpenWidgets.link else { return }
    hasRun.withLock { $0 = true }
    link.begin(in: area.model.id, for: OpenWidgets.request)
    do {
      if let bundle = try drawing() { Displays.sink.show(bundle, at: DisplayID()) }
    } catch {
      link.fail(type: "\(type(of: error))", message: MIMEBundle(showing: error).text)
    }
    link.end()
  }

  /// Draws if it has not drawn yet.
  func runFirst() {
    if !hasRun.withLock({ $0 }) { OpenWidgets.link?.run(self) }
  }

  /// What is drawn where there is no page.
  var text: String {
    do {
      return try drawing()?.text ?? ""
    } catch {
      return "\(type(of: error)): \(MIMEBundle(showing: error).text)"
    }
  }
}
