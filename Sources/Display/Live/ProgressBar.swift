import Glibc

/// Shows how far something has come, how fast it goes and how long it will take.
///
/// ```swift
/// let bar = ProgressBar("training", total: 400)
/// for epoch in 0..<400 { bar.advance(note: "loss \(step())") }
/// bar.finish()
/// ```
public final class ProgressBar: Sendable {
  private let live: LiveDisplay<ProgressState>
  private let start = RedrawClock.now()

  /// Shows a bar at its beginning.
  ///
  /// - Parameters:
  ///   - label: What is going on.
  ///   - total: How many steps there are, where that is known.
  ///   - interval: The least time between two drawings.
  public init(_ label: String = "", total: Int? = nil, interval: Duration = .milliseconds(100)) {
    live = LiveDisplay(ProgressState(label, total: total), interval: interval)
  }

  /// Goes some steps on.
  public func advance(by steps: Int = 1, note: String? = nil) {
    let now = RedrawClock.now()
    live.modify { state in
      state.done = state.done.addingReportingOverflow(steps).partialValue
      state.elapsed = Double(now - start) / 1e9
      if let note { state.note = note }
    }
  }

  /// Draws the bar as it stands at the end.
  public func finish() { live.finish() }

  /// How far it has come; nothing to a change that is under way.
  public var state: ProgressState? { live.content }
}

/// Goes through a sequence and shows how far it has come.
///
/// ```swift
/// for epoch in progress(0..<400, "training") { … }
/// ```
public func progress<Base: Sequence>(_ base: Base, _ label: String = "") -> some Sequence<
  Base.Element
> {
  ProgressSequence(base: base, label: label, total: nil)
}

/// Goes through a collection and shows how far it has come and how long it will take.
public func progress<Base: Collection>(_ base: Base, _ label: String = "") -> some Sequence<
  Base.Element
> {
  ProgressSequence(base: base, label: label, total: base.count)
}

/// A sequence that moves a progress bar as it is walked through.
struct ProgressSequence<Base: Sequence>: Sequence {
  let base: Base
  let label: String
  let total: Int?

  struct Iterator: IteratorProtocol {
    var base: Base.Iterator
    let bar: ProgressBar
    var hasBegun = false

    mutating func next() -> Base.Element? {
      if hasBegun { bar.advance() }
      hasBegun = true
      guard let element = base.next() else {
        bar.finish()
        return nil
      }
      return element
    }
  }

  func makeIterator() -> Iterator {
    Iterator(base: base.makeIterator(), bar: ProgressBar(label, total: total))
  }
}
