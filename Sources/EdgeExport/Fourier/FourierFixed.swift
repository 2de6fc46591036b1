internal import Numerics

/// A Fourier tensor in whole numbers: coefficients of 16 bits, sums of 32, for cores of any kind.
///
/// Two powers of 2 are chosen so that no result can leave 32 bits, whatever the features are: the sum of a
/// row is at most that of its coefficients' sizes, since no cosine is larger than 1, and an output at most
/// what its observable allows.
public struct FourierFixed: EdgeBody {
  let layout: FourierLayout
  /// The coefficients times 2 to the power of `scale`.
  let coefficients: [Int16]
  /// The exponent of the coefficients.
  let scale: Int
  /// By how many bits the sum of a row is shortened.
  let shift: Int
  /// By how many bits an output is shortened.
  let outputShift: Int

  /// The program of a tensor.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for observables so large that no power of 2 brings
  ///   their means into range.
  public init(_ tensor: FourierTensor) throws(EdgeError) {
    layout = FourierLayout(tensor)
    let ranges = FourierRanges(tensor: tensor, layout: layout)
    guard let fit = ranges.fit else {
      throw .unfit(
        "a Fourier tensor in whole numbers", given: "outputs of up to \(ranges.largest)",
        allowed: "they are at most \(FourierFixed.largestOutput); scale the observables")
    }
    (coefficients, scale, shift) = (fit.coefficients, fit.scale, fit.shift)
    // The sum has the bits of a row's and 15 of the functions.
    outputShift = max(1, scale + 30 - shift - 15)
  }

  /// The largest output that there may be.
  static let largestOutput = 1e8

  /// `Fourier Q15`.
  public var title: String { "Fourier Q15" }
  /// One input a feature.
  public var inputCount: Int { layout.axes.count }
  /// One output an observable.
  public var outputCount: Int { layout.outputCount }
  /// Features as turns of their lowest frequency.
  public var inputFormat: EdgeFormat { .turns(periods: layout.axes.map(\.period)) }
  /// Outputs with 15 bits behind the point, or fewer where they are very large.
  public var outputFormat: EdgeFormat { .fixed(fractionBits: scale + 30 - shift - outputShift) }

  /// The outputs, computed as every core does.
  public func run(_ inputs: [Int32]) -> [Int32] {
    let x = inputs.map { UInt16(truncatingIfNeeded: $0) }
    let high = products(layout.high, x[...])
    let low = products(layout.low, x[layout.high.count...])
    return (0..<outputCount).map { output in
      var sum: Int32 = 0
      for (row, factor) in high.enumerated() {
        let first = layout.firstPlace(output: output, row: row)
        var inner: Int32 = 0
        for place in low.indices { inner &+= Int32(coefficients[first + place]) &* low[place] }
        sum &+= factor &* inner.shortened(by: shift)
      }
      return sum.shortened(by: outputShift)
    }
  }

  private func products(_ axes: [FourierTensor.Axis], _ x: ArraySlice<UInt16>) -> [Int32] {
    layout.products(
      axes, one: FixedTurns.one,
      functions: { place in
        (0..<axes[place].degree).flatMap { step in
          let angle = UInt16(step + 1) &* x[x.startIndex + place]
          return [FixedTurns.cosine(angle), FixedTurns.sine(angle)]
        }
      }, { ($0 &* $1).shortened(by: 15) })
  }

  /// Writes the tensor and the functions that evaluate it.
  public func write(to text: inout CText) {
    text.addTable("int16_t", "coefficients", coefficients)
    FixedTurns.write(to: &text)
    text.add(
      """
      /* Appends count numbers times cos a, then times sin a, cos 2a, and so on up to the degree. */
      static void @spread(int32_t *numbers, int count, uint16_t turn, int degree)
      {
        int32_t *next = numbers + count;
        uint16_t angle = 0;
        for (int step = 0; step < degree; step++) {
          angle = (uint16_t)(angle + turn);
          const int32_t cosine = @sine((uint16_t)(angle + 0x4000u)), sine = @sine(angle);
          for (int i = 0; i < count; i++) *next++ = (numbers[i] * cosine + 0x4000) >> 15;
          for (int i = 0; i < count; i++) *next++ = (numbers[i] * sine + 0x4000) >> 15;
        }
      }

      """)
    text.beginRun(self)
    layout.writeProducts("int32_t", one: "\(FixedTurns.one)", to: &text) { place, _ in
      "input[\(place)]"
    }
    text.add(
      """
        const int16_t *c = @coefficients;
        for (int o = 0; o < \(outputCount); o++) {
          uint32_t sum = 0; /* modulo 2^32: only where it ends has to be right */
          for (int i = 0; i < \(layout.highSize); i++, c += \(layout.lowSize)) {
      """)
    layout.writeRow("int32_t", to: &text)
    text.add(
      """
            sum += (uint32_t)high[i] * (uint32_t)\(shortened("inner", by: shift));
          }
          output[o] = \(shortened("(int32_t)sum", by: outputShift));
        }
      }
      """)
  }

  /// What a run costs.
  public var work: EdgeWork {
    var work = layout.work
    work.wholeProducts = layout.productCount
    work.wholeTurns = layout.turnCount
    work.constantBytes = 2 * coefficients.count + FixedTurns.constantBytes
    return work
  }
}

extension Int32 {
  /// The number divided by a power of 2 and rounded, halves up.
  func shortened(by bits: Int) -> Int32 { (self &+ (1 << (bits - 1))) >> bits }
}

/// The division by a power of 2 in C.
func shortened(_ name: String, by bits: Int) -> String {
  "((\(name) + \(1 << (bits - 1))) >> \(bits))"
}

/// Which powers of 2 keep the sums of a Fourier tensor within 32 bits.
struct FourierRanges {
  let tensor: FourierTensor
  let layout: FourierLayout

  /// The largest output that there can be.
  var largest: Double { tensor.bounds.reduce(0) { $1.isFinite ? max($0, $1) : .infinity } }

  /// The coefficients with the largest powers that fit; nothing where none does.
  var fit: (coefficients: [Int16], scale: Int, shift: Int)? {
    guard largest <= FourierFixed.largestOutput else { return nil }
    let size = tensor.coefficients.reduce(0) { max($0, abs($1)) }
    for scale in stride(from: 24, through: -31, by: -1) {
      let factor = Double(sign: .plus, exponent: scale, significand: 1)
      guard size * factor <= 32767 else { continue }
      let whole = tensor.coefficients.map { Int16(($0 * factor).rounded()) }
      guard largestRow(of: whole) + 1 << 29 <= Int(Int32.max) else { continue }
      // An output is shortened by 30 bits at most, and by one at least.
      let shifts = max(1, scale - 15)...min(30, scale + 29)
      if let shift = shifts.first(where: { fits(scale, $0) }) { return (whole, scale, shift) }
    }
    return nil
  }

  /// The largest sum that a row can have, in the bits of the coefficients and the functions.
  private func largestRow(of coefficients: [Int16]) -> Int {
    stride(from: 0, to: coefficients.count, by: layout.lowSize).map { first in
      coefficients[first..<first + layout.lowSize].reduce(0) { $0 + abs(Int($1)) }
        * Int(FixedTurns.one)
    }.max() ?? 0
  }

  /// Whether the outputs stay within 32 bits.
  ///
  /// Sums may leave them on the way there: they are counted modulo 2³², and only where they end has to be
  /// right.
  private func fits(_ scale: Int, _ shift: Int) -> Bool {
    func unit(_ bits: Int) -> Double { Double(sign: .plus, exponent: -bits, significand: 1) }
    let rowBits = scale + 15 - shift
    return zip(tensor.bounds.indices, tensor.bounds).allSatisfy { output, bound in
      let own = tensor.coefficients[output * tensor.size..<(output + 1) * tensor.size]
      let functions = own.reduce(0) { $0 + abs($1) } * 1e-4 * Double(layout.axes.count)
      let roundings =
        Double(tensor.size) * unit(scale + 1) + Double(layout.highSize) * unit(rowBits)
      return (bound + functions + roundings) / unit(rowBits + 15) < 0x1p31 - 0x1p15
    }
  }
}
