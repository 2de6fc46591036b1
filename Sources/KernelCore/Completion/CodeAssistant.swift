import CellCompiler
import Dispatch
import JSONTrees
import Synchronization

/// Answers what could be typed at a place and what a name means, beside the cell that runs.
///
/// It sees what the next cell would see, and the text that is being written, whether it is whole or
/// not. Its questions go one after the other to a process of their own.
public final class CodeAssistant: Sendable {
  private static let longestText = 1 << 20

  private let completer: Mutex<Completer>
  private let compiler: CellCompiler
  private let cells: VisibleCells
  private let ranking: Ranking
  /// A thread of our own, since the one that runs cells may be busy for hours.
  private let queue = DispatchQueue(label: "assistant")

  /// Makes an assistant; its process is started when it is needed.
  ///
  /// - Parameters:
  ///   - compiler: What will compile the texts.
  ///   - cells: Which definitions they will see.
  ///   - program: The program that asks SourceKit.
  ///   - patience: How long an answer may take; after that there is none.
  public init(
    compiler: CellCompiler, cells: VisibleCells, completer program: String,
    patience: Duration = .seconds(2)
  ) {
    let libraries = compiler.libraryModules
    self.compiler = compiler
    self.cells = cells
    ranking = Ranking(hiddenModules: libraries.subtracting(compiler.givenModules))
    completer = Mutex(
      Completer(
        program: program, preparation: CodeAssistant.preparation(compiler, libraries),
        patience: patience))
  }

  /// Starts the process soon, so that the first answer is as quick as the others; returns at once.
  ///
  /// It waits for a second in which no cell comes or goes, because on two cores its two seconds of work
  /// would hold up each that does; who asks before that starts the process at once.
  public func warm() {
    let turn = compiler.turn
    queue.asyncAfter(deadline: .now() + .seconds(1)) { [weak self] in
      guard let self else { return }
      if compiler.turn == turn { completer.withLock { $0.start() } } else { warm() }
    }
  }

  /// Does something on the assistant's own thread, behind what waits there.
  func later(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

  /// The names that could stand at a place, as `complete_reply` has them.
  ///
  /// - Throws: ``PlaceError`` where the request has no text, or no place in it.
  package func completion(_ request: JSON) throws(PlaceError) -> JSON {
    let place = try CursorPlace(request)
    let typed = TypedPrefix(before: place)
    let candidates = typed.isNumber ? [] : candidates(at: typed.start)
    return CompletionReply.reply(
      ranking.offers(candidates, typed: typed.text), typed: typed, end: place)
  }

  /// What the name at a place means, as `inspect_reply` has it.
  ///
  /// - Throws: ``PlaceError`` where the request has no text, or no place in it.
  package func inspection(_ request: JSON) throws(PlaceError) -> JSON {
    let place = try CursorPlace(request)
    let start = NamePlace.start(in: place.text, at: place.bytes)
    let found = start.flatMap { ask("describe", place.text, at: $0) }
    return InspectionReply.reply(
      found.flatMap(SymbolDescription.init),
      isDetailed: (request["detail_level"]?.integer ?? 0) > 0)
  }

  private func candidates(at place: CursorPlace) -> [Candidate] {
    let found = candidates(in: place.text, at: place.bytes)
    if !found.isEmpty { return found }
    guard let closed = OpenInterpolation.closed(place.text, at: place.bytes) else { return [] }
    return candidates(in: closed, at: place.bytes)
  }

  private func candidates(in text: String, at offset: Int) -> [Candidate] {
    (ask("complete", text, at: offset)?.array ?? []).map(Candidate.init)
  }

  private func ask(_ kind: String, _ text: String, at offset: Int) -> JSON? {
    // A text of this length is no cell that somebody writes.
    guard text.utf8.count <= CodeAssistant.longestText else { return nil }
    let question: [String: JSON] = [
      "ask": .string(kind), "text": .string(text), "offset": .integer(offset),
      "arguments": CodeAssistant.list(compiler.draftArguments(after: cells.last)),
    ]
    return completer.withLock { $0.found(question) }
  }

  /// What a new process is told first, so that it hides the insides of libraries.
  private static func preparation(
    _ compiler: CellCompiler, _ libraries: Set<String>
  ) -> [String: JSON] {
    // The language's own module for regular expressions puts its insides on every text.
    let modules = libraries.sorted() + ["_StringProcessing"]
    return [
      "ask": "prepare", "modules": list(modules),
      "arguments": list(compiler.draftArguments(after: nil)),
    ]
  }

  private static func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
