/// A graph of steps as plain numbers, for loops that walk through it thousands of times.
final class StepTables {
  /// How many steps there are.
  let count: Int
  /// The two qubits of each step, or -1 twice.
  let qubits: UnsafePointer<Int32>
  /// For each step the first of its successors, and the end of the last.
  let starts: UnsafePointer<Int32>
  /// The steps that wait for each step.
  let successors: UnsafePointer<Int32>
  /// For how many others each step waits.
  let waits: UnsafePointer<Int32>
  private let memory: RouterMemory

  init(_ graph: StepGraph) {
    count = graph.count
    let parts = [graph.qubits, graph.starts, graph.successors, graph.waits]
    let memory = RouterMemory(parts.reduce(0) { $0 + $1.count })
    let pointers = parts.map { UnsafePointer(memory.take($0)) }
    (qubits, starts, successors, waits) = (pointers[0], pointers[1], pointers[2], pointers[3])
    self.memory = memory
  }
}

/// One piece of memory, zeroed, out of which parts are taken one after the other.
final class RouterMemory {
  private let base: UnsafeMutablePointer<Int32>
  private let capacity: Int
  private var used = 0

  init(_ count: Int) {
    capacity = max(count, 1)
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }

  deinit { base.deallocate() }

  /// The next part; it lives as long as the whole.
  func take(_ count: Int) -> UnsafeMutablePointer<Int32> {
    precondition(used + count <= capacity)
    defer { used += count }
    return base + used
  }

  /// The next part, filled with numbers.
  func take(_ numbers: [Int32]) -> UnsafeMutablePointer<Int32> {
    let part = take(numbers.count)
    for (place, number) in numbers.enumerated() { part[place] = number }
    return part
  }
}
