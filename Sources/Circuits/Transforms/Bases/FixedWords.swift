internal import Numerics

/// Which gates of one qubit the gates without angles of a basis make, and how: the shortest words.
struct FixedWords: Sendable {
  /// A word in the order in which its gates are done, and the matrix that it makes.
  private struct Word {
    var gates: [Gate]
    var matrix: SmallMatrix
  }

  private var words: [[Int]: Word] = [:]
  /// More words than Clifford's gates with three T make.
  private static let most = 1_500

  init(_ basis: GateBasis) {
    let letters = basis.gates.filter { $0.qubitCount == 1 && $0.angleCount == 0 }
      .compactMap { gate in SmallMatrix(gate, []).map { (gate: gate, matrix: $0) } }
    var newest = [Word(gates: [], matrix: .identity(2))]
    words[FixedWords.key(newest[0].matrix)] = newest[0]
    while !newest.isEmpty && words.count < FixedWords.most && !letters.isEmpty {
      var next: [Word] = []
      for word in newest {
        for letter in letters {
          let longer = Word(gates: word.gates + [letter.gate], matrix: letter.matrix * word.matrix)
          let key = FixedWords.key(longer.matrix)
          if words[key] == nil {
            words[key] = longer
            next.append(longer)
          }
        }
      }
      newest = next
    }
  }

  /// The word of a gate and the phase that it lacks; nothing where there is none.
  func text(for matrix: SmallMatrix) -> OneQubitStyle.Text? {
    guard let word = words[FixedWords.key(matrix)], let phase = word.matrix.phase(to: matrix)
    else { return nil }
    return OneQubitStyle.Text(
      steps: word.gates.map { ($0, []) }, phase: Angle(phase.snapped))
  }

  /// Numbers that are the same for matrices that differ in a phase.
  private static func key(_ matrix: SmallMatrix) -> [Int] {
    let first = matrix.elements.first { $0.magnitude > 0.3 } ?? 1
    let turn = Complex.turn(-first.phase)
    return matrix.elements.flatMap { element in
      let turned = turn * element
      return [Int((turned.real * 1e4).rounded()), Int((turned.imaginary * 1e4).rounded())]
    }
  }
}
