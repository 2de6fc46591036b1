internal import Numerics

extension Chain {
  /// Runs a program.
  ///
  /// The centre sweeps from end to end and back, and at each bond everything is done that is ready, so
  /// that gates of one layer cost one sweep, however they were written down. Qubits that are far apart are
  /// brought together when nothing else is ready, and stay where they then are.
  mutating func run(_ program: ChainProgram) {
    var queue = ChainQueue(program)
    var toRight = true
    while !queue.isEmpty {
      var isIdle = true
      for step in 0..<max(0, count - 1) {
        let place = toRight ? step : count - 2 - step
        while let matrix = queue.takePair(qubitAt[place], qubitAt[place + 1]) {
          apply(matrix, at: place, toRight: toRight)
          isIdle = false
        }
      }
      toRight.toggle()
      if isIdle, let step = queue.takeFirst() { apply(step) }
    }
    for (qubit, matrix) in program.last { apply(matrix, at: placeOf[qubit]) }
    phase *= program.phase
  }

  /// Applies a step wherever its qubits stand.
  private mutating func apply(_ step: ChainProgram.Step) {
    let places = step.qubits.map { placeOf[$0] }.sorted()
    let (width, middle) = (places.count, places[places.count / 2])
    let first = max(0, min(count - width, middle - width / 2))
    // Those on the left come from the nearest on, and so do those on the right: none passes another.
    let qubits = places.map { qubitAt[$0] }
    let targets = Array(first..<first + width)
    for place in targets.indices.reversed() where places[place] < targets[place] {
      bring(qubits[place], to: targets[place])
    }
    for place in targets.indices where placeOf[qubits[place]] > targets[place] {
      bring(qubits[place], to: targets[place])
    }
    let order = step.qubits.map { placeOf[$0] - first }
    apply(step.matrix.moved(to: order), at: first, width: width)
  }
}

/// What is left of a program: for each qubit its steps in order.
struct ChainQueue {
  private let steps: [ChainProgram.Step]
  private var waiting: [[Int]]
  private var heads: [Int]
  private var left: Int
  private var first = 0
  private var isDone: [Bool]

  init(_ program: ChainProgram) {
    steps = program.steps
    waiting = Array(repeating: [], count: program.qubitCount)
    for (number, step) in steps.enumerated() {
      for qubit in step.qubits { waiting[qubit].append(number) }
    }
    heads = Array(repeating: 0, count: program.qubitCount)
    left = steps.count
    isDone = Array(repeating: false, count: steps.count)
  }

  var isEmpty: Bool { left == 0 }

  /// The next matrix on two qubits, if it is the next of both; the first qubit is its lowest bit.
  mutating func takePair(_ a: Int, _ b: Int) -> [Complex<Double>]? {
    guard heads[a] < waiting[a].count, heads[b] < waiting[b].count else { return nil }
    let number = waiting[a][heads[a]]
    guard number == waiting[b][heads[b]], steps[number].qubits.count == 2 else { return nil }
    finish(number)
    return steps[number].qubits == [a, b] ? steps[number].matrix : steps[number].matrix.exchanged
  }

  /// The first step that is left; it waits for nothing.
  mutating func takeFirst() -> ChainProgram.Step? {
    while first < steps.count, isDone[first] { first += 1 }
    guard first < steps.count else { return nil }
    finish(first)
    return steps[first]
  }

  private mutating func finish(_ number: Int) {
    isDone[number] = true
    left -= 1
    for qubit in steps[number].qubits { heads[qubit] += 1 }
  }
}

extension [Complex<Double>] {
  /// A matrix whose qubits have other places: the qubit at *j* goes to `places[j]`.
  fileprivate func moved(to places: [Int]) -> [Complex<Double>] {
    let size = 1 << places.count
    func moved(_ index: Int) -> Int {
      places.enumerated().reduce(0) { $0 | (index >> $1.offset & 1) << $1.element }
    }
    var matrix = self
    for column in 0..<size {
      for row in 0..<size {
        matrix[moved(column) * size + moved(row)] = self[column * size + row]
      }
    }
    return matrix
  }
}
