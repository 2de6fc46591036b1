import JSONTrees

/// What a cell prints and shows, gathered in the form in which notebooks keep it.
public struct CellOutputs {
  private var outputs = AreaOutputs()
  /// How many drawings of widgets are under way; what they print belongs to the widget's own area.
  private var drawings = 0

  /// Begins with nothing.
  public init() {}

  /// The outputs, in order.
  public var list: [JSON] { outputs.json.array ?? [] }

  /// Takes what happens while a cell runs.
  ///
  /// - Parameters:
  ///   - event: What happens.
  ///   - number: The number of the cell, which stands beside its value.
  public mutating func take(_ event: Session.Event, number: Int) {
    switch event {
    case .widgets(.began): drawings += 1
    case .widgets(.ended(let isAll)): drawings = isAll ? 0 : max(drawings - 1, 0)
    case _ where drawings > 0: break
    case .stdout(let text): outputs.add(text, to: "stdout")
    case .stderr(let text): outputs.add(text, to: "stderr")
    case .note(let bundle): outputs.show(bundle, at: nil)
    case .display(let bundle, let place): outputs.show(bundle, at: place)
    case .updateDisplay(let bundle, let place): _ = outputs.update(bundle, at: place)
    case .result(let bundle): outputs.result(bundle, number: number)
    case .clear(let waits): outputs.clear(waits: waits)
    case .question, .widgets, .pause: break
    }
  }

  /// Takes why the cell did not come to its end.
  public mutating func take(_ failure: CellFailure) {
    outputs.fail(failure.name, failure.value, failure.colored)
  }
}
