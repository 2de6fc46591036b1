internal import Circuits
internal import Numerics

/// An observable on places in memory: for each pattern of flipped bits a sum of parities.
///
/// The amplitude at place *p* goes to the place with the flipped bits, times the sum of the factors with
/// their signs at *p*.
struct FramedObservable {
  struct Group {
    let flips: Int
    var terms: [(mask: Int, factor: Complex<Double>)]
  }

  private(set) var groups: [Group] = []

  init(_ observable: Observable, in frame: AffineFrame, qubits: Int) {
    for term in observable.terms {
      let string = PauliMasks(term.string, on: Array(0..<qubits))
      let (mask, isNegative) = frame.parity(string.phases)
      let factor = (isNegative ? -term.coefficient : term.coefficient) * string.power
      let flips = frame.flips(string.flips)
      let place =
        groups.firstIndex { $0.flips == flips }
        ?? {
          groups.append(Group(flips: flips, terms: []))
          return groups.count - 1
        }()
      if let old = groups[place].terms.firstIndex(where: { $0.mask == mask }) {
        groups[place].terms[old].factor += factor
      } else {
        groups[place].terms.append((mask, factor))
      }
    }
  }
}
