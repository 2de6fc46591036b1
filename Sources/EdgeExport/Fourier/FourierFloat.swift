internal import Numerics

/// A Fourier tensor in single precision: a program for cores with a floating-point unit.
public struct FourierFloat: EdgeBody {
  let layout: FourierLayout
  let coefficients: [Float]

  /// The program of a tensor.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for coefficients too large for single precision.
  public init(_ tensor: FourierTensor) throws(EdgeError) {
    layout = FourierLayout(tensor)
    coefficients = tensor.coefficients.map { Float($0) }
    if let place = coefficients.firstIndex(where: { !$0.isFinite }) {
      throw .unfit(
        "a coefficient", given: "\(tensor.coefficients[place])",
        allowed: "single precision reaches to 3·10³⁸; scale the observables")
    }
  }

  /// `Fourier float`.
  public var title: String { "Fourier float" }
  /// One input a feature.
  public var inputCount: Int { layout.axes.count }
  /// One output an observable.
  public var outputCount: Int { layout.outputCount }
  /// Features as they are.
  public var inputFormat: EdgeFormat { .float32 }
  /// Outputs as they are.
  public var outputFormat: EdgeFormat { .float32 }

  /// The outputs, computed as every core does.
  public func run(_ inputs: [Int32]) -> [Int32] {
    let x = inputs.map { Float(bitPattern: UInt32(bitPattern: $0)) }
    let high = products(layout.high, x[...])
    let low = products(layout.low, x[layout.high.count...])
    return (0..<outputCount).map { output in
      var sum: Float = 0
      for (row, factor) in high.enumerated() {
        let first = layout.firstPlace(output: output, row: row)
        var inner = coefficients[first] * low[0]
        for place in low.indices.dropFirst() { inner += coefficients[first + place] * low[place] }
        sum += factor * inner
      }
      return Int32(bitPattern: sum.bitPattern)
    }
  }

  private func products(_ axes: [FourierTensor.Axis], _ x: ArraySlice<Float>) -> [Float] {
    layout.products(
      axes, one: 1, functions: { functions(of: axes[$0], at: x[x.startIndex + $0]) }, { $0 * $1 })
  }

  /// The functions of a feature but for the first, each multiple from the one before.
  private func functions(of axis: FourierTensor.Axis, at x: Float) -> [Float] {
    if axis.degree == 0 { return [] }
    let (c, s) = FloatTurns.turn(axis.frequency == 1 ? x : x * Float(axis.frequency))
    var (cosine, sine) = (Float(1), Float(0))
    return (0..<axis.degree).flatMap { _ in
      (cosine, sine) = (cosine * c - sine * s, cosine * s + sine * c)
      return [cosine, sine]
    }
  }

  /// Writes the tensor and the functions that evaluate it.
  public func write(to text: inout CText) {
    text.addTable("coefficients", coefficients)
    FloatTurns.write(to: &text)
    text.add(
      """
      /* Appends count numbers times cos a, then times sin a, cos 2a, and so on up to the degree. */
      static void @spread(float *numbers, int count, float angle, int degree)
      {
        float c, s, cosine = 1.0f, sine = 0.0f, *next = numbers + count;
        @turn(angle, &c, &s);
        for (int step = 0; step < degree; step++) {
          const float last = cosine;
          cosine = last * c - sine * s;
          sine = last * s + sine * c;
          for (int i = 0; i < count; i++) *next++ = numbers[i] * cosine;
          for (int i = 0; i < count; i++) *next++ = numbers[i] * sine;
        }
      }

      """)
    text.beginRun(self)
    layout.writeProducts("float", one: "1.0f", to: &text) { place, axis in
      axis.frequency == 1 ? "input[\(place)]" : "input[\(place)] * \(cText(Float(axis.frequency)))"
    }
    text.add(
      """
        const float *c = @coefficients;
        for (int o = 0; o < \(outputCount); o++) {
          float sum = 0.0f;
          for (int i = 0; i < \(layout.highSize); i++, c += \(layout.lowSize)) {
      """)
    layout.writeRow("float", to: &text)
    text.add(
      """
            sum += high[i] * inner;
          }
          output[o] = sum;
        }
      }
      """)
  }

  /// What a run costs.
  public var work: EdgeWork {
    var work = layout.work
    work.floatProducts = layout.productCount + layout.highSize + layout.lowSize
    work.roundings = 0
    work.floatTurns = layout.turnCount
    work.constantBytes = 4 * coefficients.count
    return work
  }
}
