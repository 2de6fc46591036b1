import Display
import Synchronization

/// A sink that remembers what was displayed.
final class Recorder: DisplaySink {
  struct Entry: Equatable {
    let text: String
    let id: DisplayID
    let isUpdate: Bool
    var isLast = false
  }

  private let entries = Mutex<[Entry]>([])

  var shown: [Entry] { entries.withLock { $0 } }

  /// What one place has shown, in order.
  func texts(at id: DisplayID) -> [String] { shown.filter { $0.id == id }.map(\.text) }

  /// The last states that one place has shown.
  func lastTexts(at id: DisplayID) -> [String] {
    shown.filter { $0.id == id && $0.isLast }.map(\.text)
  }

  func show(_ bundle: MIMEBundle, at id: DisplayID) {
    entries.withLock { $0.append(Entry(text: bundle.text, id: id, isUpdate: false)) }
  }

  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {
    entries.withLock { $0.append(Entry(text: bundle.text, id: id, isUpdate: true, isLast: isLast)) }
  }
}
