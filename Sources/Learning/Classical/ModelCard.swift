/// What is told of a fitted model in a few lines, and the curve of its loss where it has one.
///
/// ```swift
/// model.card.title                              // "dense classifier"
/// print(model.card)
/// ```
public struct ModelCard: Hashable, Sendable {
  /// One line.
  public struct Line: Hashable, Sendable {
    /// What it is about.
    public let name: String
    /// What is said of it.
    public let value: String
  }

  /// What the model is.
  public let title: String
  /// What is told of it.
  public let lines: [Line]
  /// The mean loss of each epoch; nothing for models that do not learn in epochs.
  public let losses: [Double]

  /// A card.
  ///
  /// - Parameters:
  ///   - title: What the model is.
  ///   - lines: What is told of it, a name and a value each.
  ///   - losses: The mean loss of each epoch.
  public init(
    _ title: String, _ lines: KeyValuePairs<String, String>, losses: [Double] = []
  ) {
    self.init(title, lines: lines.map { ($0.key, $0.value) }, losses: losses)
  }

  init(_ title: String, lines: [(String, String)], losses: [Double]) {
    self.title = title
    var all = lines.map { Line(name: $0.0, value: $0.1) }
    if let first = losses.first, let last = losses.last {
      all.append(Line(name: "epochs", value: "\(losses.count)"))
      all.append(Line(name: "loss", value: "\(short(first)) at first, \(short(last)) at last"))
    }
    (self.lines, self.losses) = (all, losses)
  }
}

extension ModelCard: CustomStringConvertible {
  /// The title, and the lines below it.
  public var description: String {
    ([title] + lines.map { "  \($0.name): \($0.value)" }).joined(separator: "\n")
  }
}

/// A number with four digits behind the point.
private func short(_ number: Double) -> String { "\((number * 1e4).rounded() / 1e4)" }

extension [String] {
  /// How many there are, and the first of them.
  var told: String { "\(count): \(listed(self))" }
}

extension LogisticRegression {
  /// How many numbers a row has.
  public var featureCount: Int { weights[0].count }

  /// Features, classes and planes.
  public var card: ModelCard {
    ModelCard(
      Self.kind,
      [
        "features": "\(featureCount)", "classes": classNames.told,
        "weights": "\(weights.count * featureCount + biases.count)",
      ])
  }
}

extension NearestNeighbors {
  /// How many numbers a row has.
  public var featureCount: Int { rows[0].count }

  /// Features, classes and rows.
  public var card: ModelCard {
    ModelCard(
      Self.kind,
      [
        "features": "\(featureCount)", "classes": classNames.told,
        "neighbours": "\(neighbors) of \(rows.count) rows",
      ])
  }
}

extension SupportVectorClassifier {
  /// How many numbers a row has.
  public var featureCount: Int { supportRows[0].count }

  /// Features, classes, kernel and rows.
  public var card: ModelCard {
    ModelCard(
      Self.kind,
      [
        "features": "\(featureCount)", "classes": classNames.told, "kernel": kernel.name,
        "support vectors": "\(supportRows.count)",
      ])
  }
}

extension SupportVectorRegressor: CustomStringConvertible {
  /// How many numbers a row has.
  public var featureCount: Int { supportRows[0].count }

  /// Features, kernel and rows.
  public var card: ModelCard {
    ModelCard(
      Self.kind,
      [
        "features": "\(featureCount)", "kernel": kernel.name,
        "support vectors": "\(supportRows.count)",
      ])
  }

  /// `support vectors: 23 rows, kernel radial, γ 0.5`.
  public var description: String {
    "support vectors: \(supportRows.count) rows, kernel \(kernel.name)"
  }
}

extension DenseClassifier: CustomStringConvertible {
  /// How many numbers a row has.
  public var featureCount: Int { stack.inputCount }

  /// Features, classes and layers.
  public var card: ModelCard {
    ModelCard(
      Self.kind,
      ["features": "\(featureCount)", "classes": classNames.told, "layers": "\(stack)"],
      losses: losses)
  }

  /// `dense classifier: 3 classes, dense 4 → 16 tanh → 3 identity, 131 weights`.
  public var description: String { "\(Self.kind): \(classNames.count) classes, \(stack)" }
}

extension DenseRegressor: CustomStringConvertible {
  /// How many numbers a row has.
  public var featureCount: Int { stack.inputCount }

  /// Features and layers.
  public var card: ModelCard {
    ModelCard(
      Self.kind, ["features": "\(featureCount)", "layers": "\(stack)"], losses: losses)
  }

  /// `dense regressor: dense 4 → 12 tanh → 1 identity, 73 weights`.
  public var description: String { "\(Self.kind): \(stack)" }
}
