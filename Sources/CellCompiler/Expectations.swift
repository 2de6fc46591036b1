import Synchronization

/// The cell that is expected, and those that have come.
final class Expectations: Sendable {
  private struct State {
    var next: (module: String, predecessors: [String])?
    /// The modules of cells whose texts are there, whatever became of them.
    var come: Set<String> = []
    var turn = 0
  }

  private let state = Mutex(State())

  /// Changes whenever a cell comes or goes.
  var turn: Int { state.withLock { $0.turn } }

  /// Notes that a cell has come to its end.
  ///
  /// - Returns: What ``turn`` is until something happens.
  func beginTurn() -> Int {
    state.withLock { state in
      state.turn += 1
      return state.turn
    }
  }

  /// Expects a cell, unless it has come already.
  ///
  /// - Parameters:
  ///   - module: The name of its module.
  ///   - predecessors: The cells of which one is going to stand before it.
  ///   - turn: What ``turn`` has to be still, if that matters.
  ///   - prepare: What is to be done for it, given the cell that was expected instead; says whether it was.
  func expect(
    _ module: String, after predecessors: [String], inTurn turn: Int?,
    preparing prepare: (String?) -> Bool
  ) {
    state.withLock { state in
      guard state.next?.module != module, !state.come.contains(module),
        turn == nil || turn == state.turn
      else { return }
      state.next = prepare(state.next?.module) ? (module, predecessors) : nil
    }
  }

  /// Notes that the text of a cell is there.
  ///
  /// - Returns: Whether it was expected behind such a cell.
  func begin(_ module: String, after predecessor: String?) -> Bool {
    state.withLock { state in
      state.turn += 1
      state.come.insert(module)
      guard let next = state.next, next.module == module else { return false }
      state.next = nil
      return predecessor.map(next.predecessors.contains) ?? true
    }
  }

  /// Notes that there may be another cell of that name.
  func forget(_ module: String) { _ = state.withLock { $0.come.remove(module) } }
}
