/// Weights of a circuit: numbers that training finds, under one name.
///
/// ```swift
/// var w = Weights()                              // as many as are taken
/// let first = w.next(), second = w.next()        // w[0], w[1]
/// let θ = Weights("θ", shape: [3, 2])            // three rows of two
/// θ[2, 1]                                        // θ[5]
/// ```
public struct Weights: SymbolGroup {
  /// Where the numbers come from.
  public static let role = Symbol.Role.weight
  /// The name of the group.
  public let name: String
  /// The lengths of the group in each direction; nothing for as many as are taken.
  public let shape: [Int]?
  private var taken = 0

  /// Weights without an end.
  public init(_ name: String = "w") { (self.name, shape) = (name, nil) }

  /// So many weights.
  public init(_ name: String = "w", count: Int) { (self.name, shape) = (name, [count]) }

  /// Weights in rows and columns, or in more directions.
  public init(_ name: String = "w", shape: [Int]) { (self.name, self.shape) = (name, shape) }

  /// The weight behind the last that was taken.
  public mutating func next() -> Angle {
    defer { taken += 1 }
    return symbol(at: taken)
  }
}

/// Features of a circuit: numbers that data give, under one name.
///
/// ```swift
/// let x = Features(count: 2)
/// let angle = 2 * x[0] + .pi
/// ```
public struct Features: SymbolGroup {
  /// Where the numbers come from.
  public static let role = Symbol.Role.feature
  /// The name of the group.
  public let name: String
  /// The lengths of the group in each direction; nothing for as many as are taken.
  public let shape: [Int]?

  /// So many features.
  public init(_ name: String = "x", count: Int) { (self.name, shape) = (name, [count]) }

  /// Features in rows and columns, as those of a picture, or in more directions.
  public init(_ name: String = "x", shape: [Int]) { (self.name, self.shape) = (name, shape) }
}

/// Symbols under one name, which have places.
public protocol SymbolGroup: Hashable, Sendable {
  /// Where the numbers come from.
  static var role: Symbol.Role { get }
  /// The name of the group.
  var name: String { get }
  /// The lengths of the group in each direction; nothing for as many as are taken.
  var shape: [Int]? { get }
}

extension SymbolGroup {
  /// The symbol at a place, with one index for each direction.
  ///
  /// An index outside the group makes an angle with a flaw, which the first use of a circuit reports.
  public subscript(indices: Int...) -> Angle {
    let shape = shape ?? [.max]
    let isInside =
      indices.count == shape.count
      && zip(indices, shape).allSatisfy { 0 <= $0 && $0 < $1 }
    guard isInside else {
      let place = indices.map(String.init).joined(separator: ", ")
      return .flawed("\(name)[\(place)]: \(name) has \(Self.words(for: self.shape))")
    }
    return symbol(at: zip(indices, shape).reduce(0) { Self.times($0, $1.1) &+ $1.0 })
  }

  /// The product, as far as there are places, so that no shape is beyond all numbers.
  private static func times(_ a: Int, _ b: Int) -> Int {
    let (product, isOver) = a.multipliedReportingOverflow(by: b)
    return isOver ? Symbol.mostPlaces : min(product, Symbol.mostPlaces)
  }

  /// The symbol at a place in the list of all.
  func symbol(at index: Int) -> Angle {
    if let shape, index >= shape.reduce(1, Self.times) {
      return .flawed("\(name)[\(index)]: \(name) has \(Self.words(for: shape))")
    }
    return Angle(Symbol(Self.role, group: name, index: index))
  }

  private static func words(for shape: [Int]?) -> String {
    guard let shape else { return "one direction, from 0" }
    return shape.count == 1
      ? "places 0 to \(shape[0] - 1)"
      : "the shape \(shape.map(String.init).joined(separator: " × "))"
  }
}
