import Display

/// Several controls, and below them what a closure returns for their values.
///
/// ```swift
/// let θ = Slider(0...(2 * .pi), label: "θ"), shots = Slider(10...1000, label: "shots")
/// Interactive(θ, shots) { θ, shots in histogram(θ, shots) }
/// ```
///
/// It is drawn anew whenever one of the controls changes. Where drawing takes longer than moving, only
/// the newest values are drawn.
public final class Interactive: Box, @unchecked Sendable {
  private let response: Response

  // The compiler of Swift 6.3 crashes on a closure that holds a list of controls of several types, so
  // each count of controls has an initializer of its own.

  /// Lets a value follow two controls.
  public convenience init<First, Second, Drawn>(
    _ first: Control<First>, _ second: Control<Second>,
    drawing draw: @escaping (First, Second) throws -> Drawn
  ) {
    self.init(
      Response { try draw(first.value, second.value) },
      following: [(first.whole, first.add), (second.whole, second.add)])
  }

  /// Lets a value follow three controls.
  public convenience init<First, Second, Third, Drawn>(
    _ first: Control<First>, _ second: Control<Second>, _ third: Control<Third>,
    drawing draw: @escaping (First, Second, Third) throws -> Drawn
  ) {
    self.init(
      Response { try draw(first.value, second.value, third.value) },
      following: [
        (first.whole, first.add), (second.whole, second.add), (third.whole, third.add),
      ])
  }

  /// Lets a value follow four controls.
  public convenience init<First, Second, Third, Fourth, Drawn>(
    _ first: Control<First>, _ second: Control<Second>, _ third: Control<Third>,
    _ fourth: Control<Fourth>,
    drawing draw: @escaping (First, Second, Third, Fourth) throws -> Drawn
  ) {
    self.init(
      Response { try draw(first.value, second.value, third.value, fourth.value) },
      following: [
        (first.whole, first.add), (second.whole, second.add), (third.whole, third.add),
        (fourth.whole, fourth.add),
      ])
  }

  private init(
    _ response: Response, following controls: [(widget: Widget, add: (Response) -> Void)]
  ) {
    self.response = response
    super.init(.column, controls.map(\.widget) + [response.area])
    for control in controls { control.add(response) }
  }

  override var firstDrawings: [Response] { [response] }
}
