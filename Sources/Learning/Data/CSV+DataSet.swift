extension CSV {
  /// What is done with a number that is missing: an empty field, or `NA`, `NaN`, `?`, `null` or `-`.
  public enum Missing: Hashable, Sendable {
    /// It is an error that says where it is.
    case refuse
    /// The row is left out.
    case leaveOutRow
    /// It becomes the mean of the column's other numbers.
    case mean
  }

  /// Rows of known classes.
  ///
  /// The classes are the different words of their column: in the order of the numbers where all are whole numbers, else in
  /// the order of the alphabet.
  ///
  /// - Parameters:
  ///   - labels: The column with the classes.
  ///   - leavingOut: Columns that are no features.
  ///   - missing: What is done with missing features; a row without a class is an error or left out.
  /// - Returns: The data, their features in the order of the columns.
  /// - Throws: ``LearningError/unreadable(_:line:column:reason:)`` for a field that is no number, or is missing;
  ///   ``LearningError/unfit(_:given:allowed:)`` for a column that is not there.
  public func dataSet(
    labels: String, leavingOut: [String] = [], missing: Missing = .refuse
  ) throws(LearningError) -> DataSet {
    let target = try place(of: labels)
    let columns = try featureColumns(except: [labels] + leavingOut)
    let kept = try keptRows(missing, target: target, columns)
    let rows = try features(of: kept, columns, missing)
    let words = kept.map { $0[target].text.trimmed }
    let classes = CSV.ordered(Set(words))
    let numbers = Dictionary(zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
    return try DataSet(
      shortName, rows: rows, labels: words.compactMap { numbers[$0] }, classNames: classes,
      featureNames: columns.map { columnNames[$0] })
  }

  /// Rows with a number each.
  ///
  /// - Parameters:
  ///   - values: The column with the numbers.
  ///   - leavingOut: Columns that are no features.
  ///   - missing: What is done with missing features; a row without its value is an error or left out.
  /// - Returns: The data, their features in the order of the columns.
  /// - Throws: As for labels.
  public func dataSet(
    values: String, leavingOut: [String] = [], missing: Missing = .refuse
  ) throws(LearningError) -> DataSet {
    let target = try place(of: values)
    let columns = try featureColumns(except: [values] + leavingOut)
    let kept = try keptRows(missing, target: target, columns)
    let rows = try features(of: kept, columns, missing)
    var numbers: [Double] = []
    for row in kept { numbers.append(try number(row[target], column: target)) }
    return try DataSet(
      shortName, rows: rows, values: numbers, valueName: values,
      featureNames: columns.map { columnNames[$0] })
  }

  /// The name without the folders before it.
  private var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }

  private func place(of column: String) throws(LearningError) -> Int {
    guard let place = columnNames.firstIndex(of: column) else {
      throw .unfit(
        name, given: "a column “\(column)”", allowed: "there are \(listed(columnNames))")
    }
    return place
  }

  /// The columns that are features.
  private func featureColumns(except: [String]) throws(LearningError) -> [Int] {
    var others: Set<Int> = []
    for column in except { others.insert(try place(of: column)) }
    let columns = columnNames.indices.filter { !others.contains($0) }
    guard !columns.isEmpty else { throw .empty(name) }
    return columns
  }

  /// The rows that are not left out; each has a target.
  private func keptRows(
    _ missing: Missing, target: Int, _ columns: [Int]
  ) throws(LearningError) -> [[Field]] {
    let kept =
      missing == .leaveOutRow
      ? rows.filter { row in !([target] + columns).contains { row[$0].isMissing } } : rows
    guard !kept.isEmpty else { throw .empty(name) }
    if let field = kept.lazy.map({ $0[target] }).first(where: \.isMissing) {
      throw unreadable(field, "“\(columnNames[target])” is missing; leave such rows out")
    }
    return kept
  }

  private func features(
    of kept: [[Field]], _ columns: [Int], _ missing: Missing
  ) throws(LearningError) -> [[Double]] {
    var rows: [[Double?]] = []
    for row in kept {
      var numbers: [Double?] = []
      for column in columns {
        let field = row[column]
        if field.isMissing && missing == .refuse {
          throw unreadable(
            field, "“\(columnNames[column])” is missing; leave such rows out, or take the mean")
        }
        numbers.append(try field.isMissing ? nil : number(field, column: column))
      }
      rows.append(numbers)
    }
    return try filled(rows, columns.map { columnNames[$0] })
  }

  /// Rows with the mean of the column where a number is missing.
  private func filled(
    _ rows: [[Double?]], _ names: [String]
  ) throws(LearningError) -> [[Double]] {
    var means: [Double] = []
    for column in names.indices {
      let known = rows.compactMap { $0[column] }
      guard !known.isEmpty else {
        throw .unfit(
          name, given: "“\(names[column])” without a number",
          allowed: "a mean needs one; leave the column out")
      }
      means.append(known.reduce(0) { $0 + $1 / Double(known.count) })
    }
    return rows.map { row in row.indices.map { row[$0] ?? means[$0] } }
  }

  private func number(_ field: Field, column: Int) throws(LearningError) -> Double {
    let text = field.text.trimmed
    guard let number = Double(text), number.isFinite,
      !text.contains(where: { $0 == "x" || $0 == "X" })
    else {
      throw unreadable(
        field,
        "“\(text.prefix(40))” in “\(columnNames[column])” is no number; leave the column out, or "
          + "turn its words into numbers")
    }
    return number
  }

  private func unreadable(_ field: Field, _ reason: String) -> LearningError {
    .unreadable(name, line: field.line, column: field.column, reason: reason)
  }

  private static func ordered(_ words: Set<String>) -> [String] {
    let numbers = words.compactMap { word in Int(word).map { ($0, word) } }
    guard numbers.count == words.count else { return words.sorted() }
    return numbers.sorted { $0 < $1 }.map(\.1)
  }
}

extension CSV.Field {
  /// Whether there is no number.
  fileprivate var isMissing: Bool {
    ["", "na", "nan", "?", "null", "-"].contains(text.trimmed.lowercased())
  }
}

extension String {
  /// The text without spaces and tabs before and behind.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
