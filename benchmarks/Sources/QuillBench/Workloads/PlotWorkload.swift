import Display

/// A line plot of so many points, drawn in one of its two forms.
package struct PlotWorkload: Workload {
  /// The form of a drawing.
  package enum Form: String, Sendable { case svg, text }

  private let form: Form

  package init(_ form: Form) { self.form = form }

  package var name: String { "plot-\(form.rawValue)" }
  package var summary: String { "a line plot of so many points, drawn as \(form.rawValue)" }
  package var sizes: [Size] {
    switch form {
    case .svg: [Size("100", goal: 1e-3), Size("10000", goal: 10e-3), Size("1000000", goal: 50e-3)]
    case .text: [Size("100", goal: 1e-3), Size("10000", goal: 2e-3), Size("1000000", goal: 50e-3)]
    }
  }

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let count = Int(setting.size), (1...10_000_000).contains(count) else {
      throw UsageError("\(name) wants a size from 1 to 10000000, not '\(setting.size)'")
    }
    let values = walk(count)
    let form = form
    return Trial(
      params: ["size": .string(setting.size), "points": .integer(count)],
      check: { ["bytes": .integer($0.utf8.count), "sum": .integer(checksum($0))] },
      call: {
        let plot = LinePlot(opaque(values), title: "Loss", x: "step", y: "loss")
        return try form == .svg ? plot.svg() : plot.text()
      })
  }
}

/// A random walk, so that neighbouring points differ and every column of a drawing has extremes.
private func walk(_ count: Int) -> [Double] {
  var state: UInt32 = 12345
  var height = 0.0
  return (0..<count).map { _ in
    state = 1_664_525 &* state &+ 1_013_904_223
    height += Double(state >> 16) / 65536 - 0.5
    return height
  }
}

private func checksum(_ text: String) -> Int {
  Int(text.utf8.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) })
}
