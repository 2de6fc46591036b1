import Glibc

/// A value that is marked on an axis.
package struct Tick: Hashable {
  /// Where it stands between the two ends of the axis, 0 to 1.
  package let position: Double
  package let label: String

  /// The tick with its label cut to a width in a drawing.
  func shortened(toExtent width: Double) -> Tick {
    Tick(
      position: position,
      label: Display.shortened(label, toExtent: width, size: ChartLayout.tickSize))
  }

  /// The tick with its label cut to so many characters.
  func shortened(to columns: Int) -> Tick {
    Tick(position: position, label: label.shortened(to: columns))
  }
}

extension AxisScale {
  /// Round values between the two ends, at most so many steps apart.
  package func ticks(atMost count: Int) -> [Tick] {
    let count = max(count, 2)
    switch axis.scale {
    case .categories(let names): return categoryTicks(names, atMost: count)
    case .linear: return linearTicks(atMost: count)
    case .logarithmic:
      if upper - lower < 1 { return logarithmicTicks(within: count) }
      return upper - lower < 3 ? stepTicks(atMost: count) : decadeTicks(atMost: count)
    }
  }

  private func categoryTicks(_ names: [String], atMost count: Int) -> [Tick] {
    let step = max(1, (names.count + count - 1) / count)
    return stride(from: 0, to: names.count, by: step).map {
      Tick(position: position(Double($0)), label: names[$0])
    }
  }

  private func linearTicks(atMost count: Int) -> [Tick] {
    let least = roundStep(atLeast: upper / Double(count) - lower / Double(count))
    // Between the numbers of cells or epochs there is nothing to mark.
    let step = isWhole ? max(least, 1) : least
    return multiples(of: step).map { value in
      Tick(position: position(value), label: label(of: value, step: step))
    }
  }

  /// The whole powers of ten, every second or third of them where there are many.
  private func decadeTicks(atMost count: Int) -> [Tick] {
    let (first, last) = (Int(lower.rounded(.up)), Int(upper.rounded(.down)))
    guard first <= last else { return [] }
    let step = max(1, (last - first + count) / count)
    return stride(from: first, through: last, by: step).map { exponent in
      let label =
        (-2...3).contains(exponent) ? shortNumber(pow(10, Double(exponent))) : powerOfTen(exponent)
      return Tick(position: position(measured: Double(exponent)), label: label)
    }
  }

  /// One, two and five times the powers of ten where there is room, or else as many of them as fit.
  private func stepTicks(atMost count: Int) -> [Tick] {
    let powers = Int(lower.rounded(.down))...Int(upper.rounded(.up))
    for mantissas in [[1, 2, 5], [1, 3]] {
      let ticks = powers.flatMap { exponent in
        mantissas.map { stepTick($0, exponent) }
      }.filter { (-1e-9...1 + 1e-9).contains($0.position) }
      if ticks.count <= count + 1 { return ticks }
    }
    return decadeTicks(atMost: count)
  }

  private func stepTick(_ mantissa: Int, _ exponent: Int) -> Tick {
    let place = position(measured: log10(Double(mantissa)) + Double(exponent))
    if (-2...3).contains(exponent) {
      let value = Double(mantissa) * pow(10, Double(exponent))
      return Tick(position: place, label: shortNumber(value))
    }
    let power = powerOfTen(exponent)
    return Tick(position: place, label: mantissa == 1 ? power : "\(mantissa)·\(power)")
  }

  /// Round values on a logarithmic axis that spans less than a factor of ten.
  private func logarithmicTicks(within count: Int) -> [Tick] {
    let linear = AxisScale(
      Axis(range: pow(10, lower)...max(pow(10, lower), pow(10, upper))), data: Extent(), padding: 0)
    let step = roundStep(atLeast: (linear.upper - linear.lower) / Double(count))
    return linear.multiples(of: step).filter { $0 > 0 }.map {
      Tick(position: position($0), label: linear.label(of: $0, step: step))
    }
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is no smaller than a distance.
  private func roundStep(atLeast distance: Double) -> Double {
    let power = pow(10, log10(distance).rounded(.down))
    guard power > 0, power.isFinite else { return max(distance, .leastNonzeroMagnitude) }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= distance * (1 - 1e-9) } ?? 10 * power
  }

  private func multiples(of step: Double) -> [Double] {
    let slack = 1e-9
    let (first, last) = ((lower / step - slack).rounded(.up), (upper / step + slack).rounded(.down))
    guard first.isFinite, last.isFinite, first <= last, last - first < 1000 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// A tick in as many digits as tell it from its neighbours.
  private func label(of value: Double, step: Double) -> String {
    if abs(value) < step / 2 { return "0" }
    let largest = max(abs(lower), abs(upper))
    let exponent = Int(log10(step).rounded(.down))
    guard largest < 1e6, step >= 1e-4 else {
      let digits = max(1, Int(log10(largest).rounded(.down)) - exponent + 1)
      return shortNumber(value, digits: digits)
    }
    return fixedNumber(value, decimals: max(0, -exponent))
  }
}
