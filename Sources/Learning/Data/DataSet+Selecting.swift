public import Encoders
internal import Numerics

extension DataSet {
  /// The first rows, at most this many.
  ///
  /// - Parameter count: How many; all where there are fewer, and at least one.
  /// - Returns: The same data with fewer rows.
  public func prefix(_ count: Int) -> DataSet {
    picking(Array(0..<min(max(count, 1), self.count)))
  }

  /// The rows at places, in the order of these; a place may be there twice.
  ///
  /// ```swift
  /// let some = try DataSet.digits.selecting(rows: 100..<200)
  /// ```
  ///
  /// - Parameter places: The places, counted from 0.
  /// - Returns: The same data with these rows.
  /// - Throws: ``LearningError`` for no places, and for a place that has no row.
  public func selecting(rows places: some Sequence<Int>) throws(LearningError) -> DataSet {
    // A range of very many places ends at the first that is not there.
    var picked: [Int] = []
    for place in places {
      guard rows.indices.contains(place) else {
        throw .unfit(name, given: "row \(place)", allowed: "there are \(count), from 0")
      }
      picked.append(place)
    }
    guard !picked.isEmpty else { throw .empty("\(name), selected rows") }
    return picking(picked)
  }

  /// The rows with some of their features, in the order of the names.
  ///
  /// - Parameter names: What the features are called.
  /// - Returns: The same rows with these features.
  /// - Throws: ``LearningError`` for no names, and for a name that no feature has.
  public func selecting(features names: [String]) throws(LearningError) -> DataSet {
    guard !names.isEmpty else { throw .empty("\(name), selected features") }
    var places: [Int] = []
    for name in names { places.append(try place(of: name)) }
    return DataSet(
      unchecked: name, rows.map { row in places.map { row[$0] } }, places.map { featureNames[$0] },
      target)
  }

  /// The rows of some classes, which are numbered in the order of the names.
  ///
  /// ```swift
  /// let two = try DataSet.iris.selecting(classes: ["versicolor", "virginica"])
  /// ```
  ///
  /// - Parameter names: What the classes are called.
  /// - Returns: The rows of these classes, in their order.
  /// - Throws: ``LearningError`` for data without classes, for a name that no class has, and where no row
  ///   is left.
  public func selecting(classes names: [String]) throws(LearningError) -> DataSet {
    guard case .labels(let labels, let all) = target else {
      throw .wrongTarget(name, needed: "rows of known classes", given: "numbers")
    }
    var newLabel: [Int: Int] = [:]
    for (place, name) in names.enumerated() {
      guard let label = all.firstIndex(of: name) else {
        throw .unfit(self.name, given: "a class “\(name)”", allowed: "there are \(listed(all))")
      }
      newLabel[label] = place
    }
    let places = labels.indices.filter { newLabel[labels[$0]] != nil }
    guard !places.isEmpty else { throw .empty("\(name), selected classes") }
    return DataSet(
      unchecked: name, places.map { rows[$0] }, featureNames,
      .labels(places.compactMap { newLabel[labels[$0]] }, classNames: names))
  }

  /// The rows in an order that a seed gives, each order equally likely.
  ///
  /// - Parameter seed: The seed.
  /// - Returns: The same rows in another order.
  public func shuffled(seed: UInt64) -> DataSet {
    var random = RandomStream(seed: seed).split("shuffle")
    return picking(random.shuffled(Array(rows.indices)))
  }

  /// The rows as a function makes them, with what is known of each.
  ///
  /// - Parameters:
  ///   - featureNames: What the new features are called; as before, where there are as many.
  ///   - change: What is made of a row.
  /// - Returns: The data with other features.
  /// - Throws: ``LearningError`` for new rows that are no data, and what the function throws.
  public func mapping(
    featureNames: [String]? = nil, _ change: ([Double]) throws -> [Double]
  ) throws -> DataSet {
    try replacing(rows: rows.map(change), featureNames: featureNames)
  }

  /// The rows as a normaliser that was fitted makes them.
  ///
  /// ```swift
  /// let normalizer = try Normalizer.minMax(of: train.rows, outside: .clip)
  /// let angles = try test.normalized(by: normalizer)
  /// ```
  ///
  /// - Parameter normalizer: What was fitted, to the rows of training.
  /// - Returns: The data with other numbers.
  /// - Throws: ``LearningError/encoding(_:)`` for rows that the normaliser refuses.
  public func normalized(by normalizer: Normalizer) throws(LearningError) -> DataSet {
    do {
      let rows = try normalizer.normalized(self.rows).rows
      return DataSet(unchecked: name, rows, featureNames, target)
    } catch {
      throw .encoding(error)
    }
  }

  /// The same targets with other rows.
  func replacing(
    rows: [[Double]], featureNames: [String]? = nil
  ) throws(LearningError) -> DataSet {
    guard rows.count == count else {
      throw .wrongCount("\(name), rows", given: rows.count, expected: count)
    }
    let width = try checkRows(name, rows)
    let names =
      featureNames
      ?? (width == featureCount ? self.featureNames : (0..<width).map { "x\($0)" })
    guard names.count == width else {
      throw .wrongCount("\(name), names of features", given: names.count, expected: width)
    }
    return DataSet(unchecked: name, rows, names, target)
  }

  /// The rows at places that are there.
  func picking(_ places: [Int]) -> DataSet {
    let target: Target =
      switch self.target {
      case .labels(let labels, let names): .labels(places.map { labels[$0] }, classNames: names)
      case .values(let values, let name): .values(places.map { values[$0] }, name: name)
      }
    return DataSet(unchecked: name, places.map { rows[$0] }, featureNames, target)
  }
}
