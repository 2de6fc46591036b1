import Synchronization

/// Names one place on the page, so that what stands there can be replaced.
public struct DisplayID: Hashable, Sendable {
  /// A number that no other place has.
  ///
  /// It is drawn at random, since a process may be continued from a copy that has forgotten which
  /// numbers were used.
  public let number: UInt64

  /// Makes a name that has not been used.
  public init() { number = .random(in: .min ... .max) }
}

/// Where displays go: the page of a notebook, a terminal, a test.
public protocol DisplaySink: Sendable {
  /// Shows a value at a new place.
  func show(_ bundle: MIMEBundle, at id: DisplayID)

  /// Shows the first state of a value at a new place that will be updated.
  func showLive(_ bundle: MIMEBundle, at id: DisplayID)

  /// Replaces what stands at a place.
  ///
  /// - Parameters:
  ///   - bundle: What is to stand there.
  ///   - id: The place, which has been shown before.
  ///   - isLast: Whether no further update of the place will come.
  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool)

  /// Removes what was shown and printed.
  ///
  /// - Parameter waits: Whether to do so when the next thing is shown, so that nothing flickers.
  func clear(waits: Bool)
}

extension DisplaySink {
  /// Shows the first state like any other value.
  public func showLive(_ bundle: MIMEBundle, at id: DisplayID) { show(bundle, at: id) }

  /// Leaves everything where it is.
  public func clear(waits: Bool) {}
}

/// The place where the displays of this process go.
public enum Displays {
  private static let current = Mutex<any DisplaySink>(TerminalSink.standard)

  /// Where displays go: to standard output, until a host says otherwise.
  public static var sink: any DisplaySink {
    get { current.withLock { $0 } }
    set {
      // The sink that goes may have something to display at that, so it goes without the lock.
      let earlier = current.withLock { sink in
        defer { sink = newValue }
        return sink
      }
      withExtendedLifetime(earlier) {}
    }
  }
}

/// Shows a value at once, before the cell has ended.
///
/// ```swift
/// for layers in 1...3 { display(circuit(layers)) }
/// ```
public func display(_ value: some Displayable) {
  Displays.sink.show(value.bundle, at: DisplayID())
}

/// Removes what the cell has shown and printed so far.
///
/// ```swift
/// for step in 0..<100 { clearOutput(wait: true); display(plot(step)) }
/// ```
///
/// In a terminal, what was printed stays, and the displays that change go.
///
/// - Parameter wait: Whether to wait for what is shown next and put it in the place of the old.
public func clearOutput(wait: Bool = false) { Displays.sink.clear(waits: wait) }
