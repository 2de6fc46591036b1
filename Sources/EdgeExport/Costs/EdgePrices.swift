/// What a step of each kind costs on a core, in instructions; fitted to programs that were counted.
struct EdgePrices: Hashable, Sendable {
  let wholeProduct: Double
  let floatProduct: Double
  let wholeTurn: Double
  let floatTurn: Double
  let rounding: Double
  let pass: Double

  /// The bytes of the library that computes in single precision where no unit does.
  let floatLibraryBytes: Int

  static let cortexM0Plus = EdgePrices(
    wholeProduct: 5, floatProduct: 157, wholeTurn: 80, floatTurn: 5_500, rounding: 6, pass: 8,
    floatLibraryBytes: 3_900)
  static let cortexM4F = EdgePrices(
    wholeProduct: 2.6, floatProduct: 2.6, wholeTurn: 40, floatTurn: 45, rounding: 4, pass: 6,
    floatLibraryBytes: 0)
  static let rv32imc = EdgePrices(
    wholeProduct: 3, floatProduct: 152, wholeTurn: 60, floatTurn: 5_100, rounding: 5, pass: 6,
    floatLibraryBytes: 5_600)

  /// The bytes of a program: its constants, its code, and what it needs of the library.
  func flash(of work: EdgeWork) -> Int {
    let isFloat = work.floatProducts + work.floatTurns > 0
    return work.constantBytes + work.codeBytes + (isFloat ? floatLibraryBytes : 0)
  }

  /// The instructions of a run.
  func instructions(of work: EdgeWork) -> Int {
    let parts: [(Int, Double)] = [
      (work.wholeProducts, wholeProduct), (work.floatProducts, floatProduct),
      (work.wholeTurns, wholeTurn), (work.floatTurns, floatTurn), (work.roundings, rounding),
      (work.passes, pass),
    ]
    return Int(parts.reduce(0) { $0 + Double($1.0) * $1.1 }.rounded())
  }
}

extension EdgeCore {
  /// About how many instructions a run of a program takes.
  package func estimate(of program: EdgeProgram) -> Int {
    prices.instructions(of: program.body.work)
  }

  /// About how many bytes a program takes.
  package func flashEstimate(of program: EdgeProgram) -> Int {
    prices.flash(of: program.body.work)
  }
}
