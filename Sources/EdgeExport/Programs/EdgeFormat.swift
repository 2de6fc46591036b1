internal import Numerics

/// How the numbers that go into a program, or come out of it, are written.
public enum EdgeFormat: Hashable, Sendable {
  /// Single precision.
  case float32
  /// Angles in 65536ths of a turn; each feature has its period, the width of one turn.
  case turns(periods: [Double])
  /// Whole numbers, to be divided by 2 to the power of so many bits.
  case fixed(fractionBits: Int)
  /// Whole numbers of 8 bits: (*q* - zero point) times the scale.
  case int8(scale: Float, zeroPoint: Int)

  /// The type in C.
  var cType: String {
    switch self {
    case .float32: "float"
    case .turns: "uint16_t"
    case .fixed: "int32_t"
    case .int8: "int8_t"
    }
  }

  /// How many bytes a number takes.
  var byteCount: Int {
    switch self {
    case .float32, .fixed: 4
    case .turns: 2
    case .int8: 1
    }
  }

  /// The nearest number that can be written, as the bits of a word of 32.
  ///
  /// - Parameters:
  ///   - value: The number; one outside what can be written becomes the nearest, not a number becomes 0.
  ///   - place: Its place among the inputs or outputs.
  /// - Returns: The word.
  func word(_ value: Double, at place: Int) -> Int32 {
    switch self {
    case .float32: return Int32(bitPattern: Float(value).bitPattern)
    case .turns(let periods):
      let turns = value / periods[place]
      let part = turns - turns.rounded(.down)
      return part.isFinite ? Int32((part * 65536).rounded()) & 0xFFFF : 0
    case .fixed(let bits): return whole(value * Double(sign: .plus, exponent: bits, significand: 1))
    case .int8(let scale, let zeroPoint):
      // As a device does it: in single precision, halves up.
      let scaled = (Float(value) / scale + 0.5).rounded(.down)
      return min(127, max(-128, whole(Double(scaled)) &+ Int32(zeroPoint)))
    }
  }

  /// The number that a word stands for.
  func value(_ word: Int32, at place: Int) -> Double {
    switch self {
    case .float32: Double(Float(bitPattern: UInt32(bitPattern: word)))
    case .turns(let periods): Double(word) / 65536 * periods[place]
    case .fixed(let bits): Double(word) * Double(sign: .plus, exponent: -bits, significand: 1)
    case .int8(let scale, let zeroPoint): Double(Int(word) - zeroPoint) * Double(scale)
    }
  }

  private func whole(_ value: Double) -> Int32 {
    value.isNaN ? 0 : Int32(min(1_073_741_824, max(-1_073_741_824, value.rounded())))
  }
}

extension EdgeFormat: CustomStringConvertible {
  /// The format in words.
  public var description: String {
    switch self {
    case .float32: "float"
    case .turns: "uint16 turns"
    case .fixed(let bits): "int32, \(bits) fraction bits"
    case .int8(let scale, let zeroPoint): "int8, scale \(fullText(scale)), zero point \(zeroPoint)"
    }
  }
}
