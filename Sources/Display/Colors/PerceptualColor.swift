import Glibc

/// A colour in a space where equal steps look equal.
///
/// Reference: B. Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
struct PerceptualColor {
  var lightness: Double
  var greenRed: Double
  var blueYellow: Double

  init(lightness: Double, greenRed: Double, blueYellow: Double) {
    self.lightness = lightness
    self.greenRed = greenRed
    self.blueYellow = blueYellow
  }

  init(_ color: Color) {
    let (red, green, blue) = color.linear
    let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    greenRed = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    blueYellow = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
  }

  var color: Color {
    func cube(_ value: Double) -> Double { value * value * value }
    let long = cube(lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow)
    let middle = cube(lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow)
    let short = cube(lightness - 0.0894841775 * greenRed - 1.2914855480 * blueYellow)
    return Color(
      linear: 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short)
  }

  /// How different two colours look.
  func distance(to other: PerceptualColor) -> Double {
    let steps = [
      lightness - other.lightness, greenRed - other.greenRed, blueYellow - other.blueYellow,
    ]
    return steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The colour a part of the way from this one to another.
  func mixed(with other: PerceptualColor, part: Double) -> PerceptualColor {
    PerceptualColor(
      lightness: lightness + part * (other.lightness - lightness),
      greenRed: greenRed + part * (other.greenRed - greenRed),
      blueYellow: blueYellow + part * (other.blueYellow - blueYellow))
  }
}
