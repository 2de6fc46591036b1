import Glibc

/// A colour by its red, green and blue parts, each 0 to 255 (sRGB).
public struct Color: Hashable, Sendable {
  /// The red part.
  public let red: UInt8
  /// The green part.
  public let green: UInt8
  /// The blue part.
  public let blue: UInt8

  /// Makes a colour from its three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Makes a colour from its usual number: `Color(0x0072B2)`; higher bits are not looked at.
  public init(_ code: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: code >> 16), green: UInt8(truncatingIfNeeded: code >> 8),
      blue: UInt8(truncatingIfNeeded: code))
  }

  /// The colour as web pages write it, `#0072b2`.
  public var hex: String {
    let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// How bright the colour is, 0 for black and 1 for white (WCAG 2, relative luminance).
  public var luminance: Double {
    let light = linear
    return 0.2126 * light.0 + 0.7152 * light.1 + 0.0722 * light.2
  }

  /// How well one colour reads on the other, 1 to 21 (WCAG 2, contrast ratio).
  public func contrast(to other: Color) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  /// The parts as amounts of light, 0 to 1.
  var linear: (Double, Double, Double) {
    func light(_ part: UInt8) -> Double {
      let part = Double(part) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return (light(red), light(green), light(blue))
  }

  /// Makes a colour from amounts of light; what lies outside 0 to 1 is brought to the edge.
  init(linear red: Double, _ green: Double, _ blue: Double) {
    func part(_ light: Double) -> UInt8 {
      let light = min(max(light, 0), 1)
      let part = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8((part * 255).rounded())
    }
    self.init(red: part(red), green: part(green), blue: part(blue))
  }
}
