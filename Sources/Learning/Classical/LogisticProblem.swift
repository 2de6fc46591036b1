internal import Glibc
internal import Numerics

/// What logistic regression minimises, and Newton's method for it.
struct LogisticProblem {
  /// The rows, each with a 1 behind it.
  let rows: [[Double]]
  let labels: [Int]
  let outputs: Int
  let c: Double

  private var width: Int { rows[0].count }

  /// The least, from zeros by steps that are halved until they help.
  func solution(tolerance: Double) throws(LearningError) -> [Double] {
    var weights = [Double](repeating: 0, count: outputs * width)
    var value = loss(weights)
    for _ in 0..<200 {
      let (slope, curvature) = derivatives(weights)
      let steepest = slope.reduce(0) { max($0, abs($1)) }
      if steepest <= tolerance * Double(rows.count) * max(1, c) { return weights }
      let step = try learning {
        try Matrix(rows: weights.count, columns: weights.count, elements: curvature).solve(slope)
      }
      let descent = dot(slope, step)
      var (size, isBetter) = (1.0, false)
      while size > 1e-12, !isBetter {
        let next = zip(weights, step).map { $0 - size * $1 }
        let nextValue = loss(next)
        isBetter = nextValue <= value - 1e-4 * size * descent
        if isBetter { (weights, value) = (next, nextValue) }
        size /= 2
      }
      // As near as rounding lets a step be seen.
      if !isBetter { return weights }
    }
    return weights
  }

  private func heights(_ weights: [Double], _ row: [Double]) -> [Double] {
    (0..<outputs).map { output in
      row.indices.reduce(0) { $0 + weights[output * width + $1] * row[$1] }
    }
  }

  private func loss(_ weights: [Double]) -> Double {
    var sum = 0.0
    for (row, label) in zip(rows, labels) {
      let heights = outputs == 1 ? [0] + heights(weights, row) : heights(weights, row)
      let largest = heights.max() ?? 0
      sum += largest + log(heights.reduce(0) { $0 + exp($1 - largest) }) - heights[label]
    }
    let square = weights.indices.reduce(0) {
      $1 % width == width - 1 ? $0 : $0 + weights[$1] * weights[$1]
    }
    return c * sum + square / 2
  }

  private func derivatives(_ weights: [Double]) -> (slope: [Double], curvature: [Double]) {
    let size = weights.count
    var slope = weights.indices.map { $0 % width == width - 1 ? 0 : weights[$0] }
    var curvature = [Double](repeating: 0, count: size * size)
    for place in 0..<size {
      // Biases cost nothing; a little curvature makes the matrix regular and leaves the least where it is.
      curvature[place * (size + 1)] = place % width == width - 1 ? 1e-9 * c : 1
    }
    for (row, label) in zip(rows, labels) {
      let heights = heights(weights, row)
      let p = outputs == 1 ? [softmax([0, heights[0]])[1]] : softmax(heights)
      for a in 0..<outputs {
        let truth: Double = (outputs == 1 ? label == 1 : label == a) ? 1 : 0
        for column in 0..<width { slope[a * width + column] += c * (p[a] - truth) * row[column] }
        for b in 0...a {
          add(c * (a == b ? p[a] * (1 - p[a]) : -p[a] * p[b]), row, to: &curvature, a, b)
        }
      }
    }
    for a in 0..<size { for b in 0..<a { curvature[b * size + a] = curvature[a * size + b] } }
    return (slope, curvature)
  }

  /// Adds the outer product of a row to the block of two outputs, the lower half of it on the diagonal.
  private func add(
    _ factor: Double, _ row: [Double], to curvature: inout [Double], _ a: Int, _ b: Int
  ) {
    let size = outputs * width
    for i in 0..<width {
      let start = (a * width + i) * size + b * width
      let value = factor * row[i]
      for j in 0..<(a == b ? i + 1 : width) { curvature[start + j] += value * row[j] }
    }
  }
}
