import CellCompiler
import Dispatch
import JSONTrees
import KernelCore
import Synchronization

/// What runs the cells of a conversation: a session of our own, or a kernel that others use as well.
package protocol ReplBackend: AnyObject {
  /// Runs a cell to its end; its drawings are to have rows of at most so many characters.
  func run(
    _ text: String, number: Int, columns: Int?, events: (Session.Event) -> Void
  ) -> CellTurn
  /// Gives a line to the cell that waits for one; nothing for the end of input.
  func answer(_ text: String?)
  /// Stops the cell that runs.
  func interrupt()
  /// What knows names; it may be used by any thread.
  var names: any NameSource { get }
  /// The number of the cell that was run last, by whoever; nothing where nobody else counts.
  var count: Int? { get }
  /// Hears what others have done meanwhile.
  func catchUp()
}

/// What knows names.
package protocol NameSource: Sendable {
  /// The answer to a request for names, as `complete_reply` has it.
  func completion(_ request: JSON) -> JSON?
  /// The answer to a request what a name means, as `inspect_reply` has it.
  func inspection(_ request: JSON) -> JSON?
}

/// A session in this process.
package final class LocalBackend: ReplBackend {
  private let session: Session
  private let assistant: CodeAssistant

  /// Takes a session and what knows its names.
  package init(session: Session, assistant: CodeAssistant) {
    (self.session, self.assistant) = (session, assistant)
  }

  package func run(
    _ text: String, number: Int, columns: Int?, events: (Session.Event) -> Void
  ) -> CellTurn {
    session.columns = columns
    return session.perform(text, number: number, assistant: assistant, events: events)
  }

  package func answer(_ text: String?) { session.input.answer(text) }
  package func interrupt() { session.interrupter.interrupt() }
  package var count: Int? { nil }
  package func catchUp() {}
  package var names: any NameSource { AssistantNames(assistant: assistant) }
}

private struct AssistantNames: NameSource {
  let assistant: CodeAssistant
  func completion(_ request: JSON) -> JSON? { try? assistant.completion(request) }
  func inspection(_ request: JSON) -> JSON? { try? assistant.inspection(request) }
}

/// Asks for names beside the keys, and says when an answer is there.
final class Helper: Sendable {
  /// What has been found.
  enum Answer: Sendable {
    case completion(Int, items: [Item], start: Int)
    case note(Int, String)
  }

  /// A name that could stand in a place.
  struct Item: Sendable { let text: String, kind: String, signature: String }

  private let names: any NameSource
  private let wake: @Sendable () -> Void
  private let queue = DispatchQueue(label: "names")
  private let answers = Mutex<[Answer]>([])
  private let newest = Mutex(0)

  init(names: any NameSource, wake: @escaping @Sendable () -> Void) {
    (self.names, self.wake) = (names, wake)
  }

  /// What has been found since this was called last.
  func take() -> [Answer] {
    answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }

  /// Asks what could stand at a place; the number of the question.
  func complete(_ text: String, at scalar: Int) -> Int {
    ask { names, number in
      let reply = names.completion(["code": .string(text), "cursor_pos": .integer(scalar)])
      let rows = reply?["metadata"]?["_jupyter_types_experimental"]?.array ?? []
      let items = rows.map { row in
        Item(
          text: row["text"]?.string ?? "", kind: row["type"]?.string ?? "",
          signature: row["signature"]?.string ?? "")
      }
      return .completion(number, items: items, start: reply?["cursor_start"]?.integer ?? scalar)
    }
  }

  /// Asks for a line on the name that ends a text; the number of the question.
  func describe(_ text: String) -> Int {
    ask { names, number in
      let place = text.unicodeScalars.count
      let reply = names.inspection(["code": .string(text), "cursor_pos": .integer(place)])
      let words = reply?["data"]?["text/plain"]?.string ?? ""
      let parts = words.split(separator: "\n\n").map(String.init)
      return .note(number, parts.count > 1 ? parts[1] : parts.first ?? "")
    }
  }

  private func ask(_ question: @escaping @Sendable (any NameSource, Int) -> Answer) -> Int {
    let number = newest.withLock { newest in
      newest += 1
      return newest
    }
    queue.async { [self] in
      // Who types quickly wants the last answer alone.
      guard newest.withLock({ $0 }) == number else { return }
      let answer = question(names, number)
      answers.withLock { $0.append(answer) }
      wake()
    }
    return number
  }
}
