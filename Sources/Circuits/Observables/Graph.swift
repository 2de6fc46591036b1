internal import Numerics

/// Vertices and weighted edges: the bonds of a lattice, or what a cost is about.
///
/// ```swift
/// Graph.ring(6)
/// Graph(vertices: 3, edges: [(0, 1), (1, 2)])
/// Graph(vertices: 3, weighted: [(0, 1, 0.5), (1, 2, -2)])
/// ```
///
/// An edge that cannot be is left out and noted in ``flaws``, which the first use of what is made from
/// the graph reports.
public struct Graph: Hashable, Sendable {
  /// Two vertices that are joined.
  public struct Edge: Hashable, Sendable {
    /// One of the two.
    public let first: Int
    /// The other one.
    public let second: Int
    /// What the edge counts.
    public let weight: Double
  }

  /// How many vertices there are.
  public let vertexCount: Int
  /// The edges, in the order in which they were given.
  public let edges: [Edge]
  /// What was asked for and cannot be.
  public let flaws: [String]

  /// A graph whose edges have weights.
  ///
  /// - Parameters:
  ///   - vertices: How many vertices there are, counted from 0.
  ///   - weighted: Two vertices and a weight for each edge.
  /// - Complexity: O(*k*) in the number of edges.
  public init(vertices: Int, weighted: [(first: Int, second: Int, weight: Double)]) {
    var flaws: [String] = []
    var edges: [Edge] = []
    vertexCount = max(0, min(vertices, Circuit.mostQubits))
    if vertexCount != vertices {
      flaws.append("graph of \(vertices) vertices: there are 0 to \(Circuit.mostQubits)")
    }
    for (first, second, weight) in weighted {
      let words = "edge (\(first), \(second))"
      if !(0..<vertexCount ~= first) || !(0..<vertexCount ~= second) {
        flaws.append("\(words): a graph of \(vertexCount) vertices has no such edge")
      } else if first == second {
        flaws.append("\(words): an edge joins two different vertices")
      } else if !weight.isFinite {
        flaws.append("\(words) of weight \(weight): a weight has to be finite")
      } else {
        edges.append(Edge(first: first, second: second, weight: weight))
      }
    }
    (self.edges, self.flaws) = (edges, flaws)
  }

  /// A graph whose edges all have the weight 1.
  ///
  /// - Parameters:
  ///   - vertices: How many vertices there are, counted from 0.
  ///   - edges: Two vertices for each edge.
  public init(vertices: Int, edges: [(Int, Int)]) {
    self.init(vertices: vertices, weighted: edges.map { ($0.0, $0.1, 1) })
  }
}

extension Graph {
  /// Vertices in a line, each joined with the next.
  public static func line(_ vertices: Int) -> Graph {
    Graph(vertices: vertices, edges: (0..<max(0, count(vertices) - 1)).map { ($0, $0 + 1) })
  }

  /// So many vertices, and none where there are more than a graph has.
  private static func count(_ vertices: Int) -> Int {
    vertices > Circuit.mostQubits ? 0 : vertices
  }

  /// More vertices than are all joined with one another.
  private static let mostComplete = 4096

  /// Vertices in a ring; two are joined once.
  public static func ring(_ vertices: Int) -> Graph {
    let closing = count(vertices) > 2 ? [(vertices - 1, 0)] : []
    let line = (0..<max(0, count(vertices) - 1)).map { ($0, $0 + 1) }
    return Graph(vertices: vertices, edges: line + closing)
  }

  /// Each vertex joined with every other.
  public static func complete(_ vertices: Int) -> Graph {
    guard vertices <= mostComplete else {
      return Graph(flaws: ["complete graph of \(vertices) vertices: there are 0 to \(mostComplete)"]
      )
    }
    return Graph(
      vertices: vertices,
      edges: (0..<max(0, vertices)).flatMap { low in
        (low + 1..<max(low + 1, vertices)).map { (low, $0) }
      })
  }

  /// The first vertex joined with every other.
  public static func star(_ vertices: Int) -> Graph {
    Graph(vertices: vertices, edges: (1..<max(1, count(vertices))).map { (0, $0) })
  }

  /// A rectangle, row after row, each vertex joined with its neighbours to the right and below.
  public static func grid(rows: Int, columns: Int) -> Graph {
    guard 0...mostComplete ~= rows, 0...mostComplete ~= columns else {
      return Graph(
        flaws: ["grid of \(rows) × \(columns) vertices: there are 0 to \(mostComplete) in a row"])
    }
    var edges: [(Int, Int)] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        if column + 1 < columns { edges.append((place, place + 1)) }
        if row + 1 < rows { edges.append((place, place + columns)) }
      }
    }
    return Graph(vertices: rows * columns, edges: edges)
  }

  /// Each two vertices joined with a probability: the model of Erdős and Rényi.
  ///
  /// - Parameters:
  ///   - vertices: How many vertices there are.
  ///   - probability: The probability of each edge.
  ///   - seed: What the edges follow from.
  /// - Returns: A graph whose edges have the weight 1.
  public static func random(vertices: Int, probability: Double, seed: UInt64) -> Graph {
    var random = RandomStream(seed: seed)
    let all = complete(vertices)
    guard all.flaws.isEmpty else { return all }
    return Graph(
      vertices: vertices,
      edges: all.edges.compactMap { edge in
        random.uniform() < probability ? (edge.first, edge.second) : nil
      })
  }

  /// A random graph whose vertices all have as many neighbours, as cut problems are tried on.
  ///
  /// Free ends of edges are joined at random, and all is begun anew where they come to no end.
  /// A. Steger and N. C. Wormald, "Generating random regular graphs quickly", Combinatorics,
  /// Probability and Computing 8, 377 (1999).
  ///
  /// - Parameters:
  ///   - vertices: How many vertices there are.
  ///   - degree: How many neighbours each has; the number of all free ends has to be even.
  ///   - seed: What the edges follow from.
  /// - Returns: A graph whose edges have the weight 1; numbers that do not fit are a flaw.
  public static func regular(vertices: Int, degree: Int, seed: UInt64) -> Graph {
    guard 0...mostComplete ~= vertices, 0..<max(vertices, 1) ~= degree, vertices * degree % 2 == 0
    else {
      return Graph(
        flaws: [
          "regular graph of \(vertices) vertices with \(degree) neighbours each: there are at most "
            + "\(mostComplete) vertices, fewer neighbours, and the two have an even product"
        ])
    }
    if 2 * degree > vertices {
      let taken = Set(
        regular(vertices: vertices, degree: vertices - 1 - degree, seed: seed).edges)
      return Graph(
        vertices: vertices,
        edges: complete(vertices).edges.filter { !taken.contains($0) }.map { ($0.first, $0.second) }
      )
    }
    var random = RandomStream(seed: seed)
    while true {
      if let edges = regularEdges(vertices, degree, &random) {
        return Graph(vertices: vertices, edges: edges)
      }
    }
  }

  private init(flaws: [String]) { (vertexCount, edges, self.flaws) = (0, [], flaws) }

  /// One attempt; nothing where the ends that are left cannot be joined.
  private static func regularEdges(
    _ vertices: Int, _ degree: Int, _ random: inout RandomStream
  ) -> [(Int, Int)]? {
    var ends = (0..<vertices).flatMap { Array(repeating: $0, count: degree) }
    var joined = Set<Edge>()
    var edges: [(Int, Int)] = []
    var failures = 0
    while !ends.isEmpty {
      let (one, other) = (random.place(in: ends), random.place(in: ends))
      let edge = Edge(
        first: min(ends[one], ends[other]), second: max(ends[one], ends[other]), weight: 1)
      guard edge.first != edge.second, joined.insert(edge).inserted else {
        failures += 1
        if failures > 20 { return nil }
        continue
      }
      failures = 0
      for place in [max(one, other), min(one, other)] {
        ends.swapAt(place, ends.count - 1)
        ends.removeLast()
      }
      edges.append((edge.first, edge.second))
    }
    return edges
  }
}

extension RandomStream {
  /// A place in a list, each about equally likely.
  mutating func place<Element>(in list: [Element]) -> Int {
    Int(next() % UInt64(max(1, list.count)))
  }
}
