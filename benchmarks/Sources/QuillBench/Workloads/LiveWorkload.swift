import Display

/// So many calls of a live handle in a tight loop, none of which is due to be drawn.
///
/// `per_call_s` is the time of one.
package struct LiveWorkload: Workload {
  package let name = "live-call"
  package let summary = "so many calls of a live handle while no redraw is due"
  package let variants = ["progress", "plot"]
  package let sizes = [Size("1000", goal: 100e-6), Size("1000000", goal: 100e-3)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let calls = Int(setting.size), (1...100_000_000).contains(calls) else {
      throw UsageError("live-call wants a size from 1 to 100000000, not '\(setting.size)'")
    }
    Displays.sink = NoSink()
    return Trial(
      params: [
        "size": .string(setting.size), "calls": .integer(calls),
        "variant": .string(setting.variant),
      ],
      extras: { ["per_call_s": .number($0.median / Double(calls))] },
      check: { ["calls": .integer($0)] },
      call: setting.variant == "plot" ? append(calls) : advance(calls))
  }
}

private func advance(_ calls: Int) -> () -> Int {
  {
    let bar = ProgressBar("loop", total: calls, interval: .seconds(1000))
    for _ in 0..<opaque(calls) { bar.advance() }
    return bar.state?.done ?? 0
  }
}

/// A plot draws its last state when it goes, which is not what is timed here, so they are kept.
private func append(_ calls: Int) -> () -> Int {
  var kept: [LivePlot] = []
  return {
    let plot = LivePlot("Loss", interval: .seconds(1000))
    for call in 0..<opaque(calls) { plot.append(Double(call), to: "train") }
    kept.append(plot)
    return plot.count
  }
}

/// Draws nothing, so that the calls alone are timed.
private struct NoSink: DisplaySink {
  func show(_ bundle: MIMEBundle, at id: DisplayID) {}
  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {}
}
