/// What can be wrong with the values that a widget is made of.
public enum WidgetError: Error, Hashable, Sendable {
  /// There is nothing to choose from.
  case noChoices(String)
  /// Two choices read the same.
  case repeatedChoice(String, choice: String)
}

extension WidgetError: CustomStringConvertible {
  /// What was given, what is allowed and what to do.
  public var description: String {
    switch self {
    case .noChoices(let place): "\(place): there are no choices; give at least one"
    case .repeatedChoice(let place, let choice):
      "\(place): the choice \"\(choice)\" is there twice; give each choice a name of its own"
    }
  }
}
