extension Observable {
  /// An observable from its formula.
  ///
  /// A term is a number, letters for all qubits from 0 on (`XZI`), letters with their qubits (`X0 Z12`),
  /// or a number and letters; between terms stand `+` and `-`.
  ///
  /// ```swift
  /// try Observable("0.5 XZI + ZZI - 1.5e-3 X0 Y2 + 2")
  /// ```
  ///
  /// - Throws: ``CircuitError/notAnObservable(_:reason:)`` with the place of what is not understood.
  public init(_ text: String) throws(CircuitError) {
    var reader = ObservableReader(text)
    self = try reader.sum()
  }
}

/// Reads the formula of an observable.
private struct ObservableReader {
  private let text: String
  private let characters: [Character]
  private var place = 0

  init(_ text: String) { (self.text, characters) = (text, Array(text)) }

  mutating func sum() throws(CircuitError) -> Observable {
    var sum = Observable.zero
    repeat {
      let sign = sign()
      if sign == nil && place > 0 { throw problem("a + or - is expected") }
      sum += try (sign ?? 1) * term()
      skipBlanks()
    } while place < characters.count
    return sum
  }

  private mutating func term() throws(CircuitError) -> Observable {
    skipBlanks()
    let start = place
    let number = try number()
    skip { $0.isWhitespace || $0 == "*" }
    var product = Observable(floatLiteral: number ?? 1)
    let wordStart = place
    while let pauli = peek, "IXYZ".contains(pauli) {
      product = product * (try word())
      skipBlanks()
    }
    guard number != nil || place > wordStart else {
      place = start
      throw problem("a number or one of the letters I, X, Y and Z is expected")
    }
    return product
  }

  /// `XZI`, or `X12`.
  private mutating func word() throws(CircuitError) -> Observable {
    var factors: Observable = 1
    var letters: [Character] = []
    while let letter = peek, "IXYZ".contains(letter) {
      letters.append(letter)
      place += 1
    }
    if let digit = peek, digit.isASCII, digit.isNumber {
      guard letters.count == 1 else { throw problem("a number of a qubit belongs to one letter") }
      let digits = String(characters[place...].prefix { $0.isASCII && $0.isNumber })
      guard let qubit = Int(digits), qubit < 1 << 24 else { throw problem("no such qubit") }
      place += digits.count
      return Pauli(rawValue: String(letters[0])).map { Observable([qubit: $0]) } ?? 1
    }
    for (qubit, letter) in letters.enumerated() {
      guard let pauli = Pauli(rawValue: String(letter)) else { continue }
      factors = factors * Observable([qubit: pauli])
    }
    return factors
  }

  private mutating func number() throws(CircuitError) -> Double? {
    let rest = characters[place...]
    var end = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.endIndex
    guard end > place else { return nil }
    if end < characters.count, "eE".contains(characters[end]) {
      let signed =
        end + 1 < characters.count && "+-".contains(characters[end + 1]) ? end + 2 : end + 1
      end = characters[signed...].prefix { $0.isASCII && $0.isNumber }.endIndex
    }
    guard let value = Double(String(characters[place..<end])), value.isFinite else {
      throw problem("this is no number")
    }
    place = end
    return value
  }

  private mutating func sign() -> Double? {
    skipBlanks()
    guard let sign = peek, sign == "+" || sign == "-" || sign == "−" else { return nil }
    place += 1
    return sign == "+" ? 1 : -1
  }

  private var peek: Character? { place < characters.count ? characters[place] : nil }

  private mutating func skipBlanks() { skip(\.isWhitespace) }

  private mutating func skip(_ isSkipped: (Character) -> Bool) {
    while let next = peek, isSkipped(next) { place += 1 }
  }

  private func problem(_ reason: String) -> CircuitError {
    .notAnObservable(text, reason: "at character \(place + 1), \(reason)")
  }
}
