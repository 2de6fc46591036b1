/// What a step of each kind costs on a core, in instructions; fitted to programs that were counted.
struct EdgePrices: Hashable, Sendable {
  let wholeProduct: Double
  let floatProduct: Double
  let wholeTurn: Double
  let floatTurn: Double
  let rounding: Double
  let pass: Double

  static let cortexM0Plus = EdgePrices(
    wholeProduct: 5, floatProduct: 250, wholeTurn: 80, floatTurn: 2500, rounding: 6, pass: 8)
  static let cortexM4F = EdgePrices(
    wholeProduct: 3, floatProduct: 4, wholeTurn: 50, floatTurn: 60, rounding: 5, pass: 6)
  static let rv32imc = EdgePrices(
    wholeProduct: 4, floatProduct: 250, wholeTurn: 60, floatTurn: 2500, rounding: 5, pass: 6)

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
}
