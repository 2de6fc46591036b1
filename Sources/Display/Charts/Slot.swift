/// Which of so many equal parts of a range a place lies in; places outside count for the edges.
///
/// - Parameters:
///   - place: Where in the range, 0 to 1; any number will do.
///   - count: How many parts there are, at least one.
/// - Returns: The number of the part, from 0.
func slot(_ place: Double, of count: Int) -> Int {
  guard place > 0 else { return 0 }
  return min(Int(min(place, 1) * Double(count)), count - 1)
}
