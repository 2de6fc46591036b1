import Synchronization

/// Where answers come from when a cell asks its reader something.
public enum Questions {
  /// Asks with words, whether what is typed is to be hidden; gives nothing at the end of input.
  public typealias Answerer = @Sendable (_ prompt: String, _ isSecret: Bool) -> String?

  private static let answerer = Mutex<Answerer>({ _, _ in nil })

  /// Says where answers come from; a host of cells does so once.
  public static func answer(by answerer: @escaping Answerer) {
    self.answerer.withLock { $0 = answerer }
  }

  static func ask(_ prompt: String, isSecret: Bool) -> String? {
    answerer.withLock { $0 }(prompt, isSecret)
  }
}

/// Asks the reader of the page for a line.
///
/// ```swift
/// let name = readLine(prompt: "Your name: ") ?? "nobody"
/// ```
///
/// - Parameter prompt: What stands before the place to type in.
/// - Returns: The line without its end, or nothing where the front end takes no input.
public func readLine(prompt: String) -> String? { Questions.ask(prompt, isSecret: false) }

/// Asks the reader of the page for something that nobody else should see, such as a password.
///
/// - Parameter prompt: What stands before the place to type in.
/// - Returns: What was typed, or nothing where the front end takes no input.
public func readSecret(prompt: String) -> String? { Questions.ask(prompt, isSecret: true) }
