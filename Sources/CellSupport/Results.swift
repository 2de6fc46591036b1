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
  if Value.self != Void.self { Results.deliver(MIMEBundle(showing: value)) }
}

/// Shows the type of a value that cannot be copied, and leaves the value where it is.
@_disfavoredOverload
public func quillShow<Value: ~Copyable>(_ value: borrowing Value) {
  Results.deliver(MIMEBundle(text: "\(Value.self)"))
}
