import Glibc

/// States of one qubit as arrows in a sphere: |0⟩ at the top, |1⟩ at the bottom.
///
/// ```swift
/// try BlochSphere([.init("ψ", x: 1, y: 0, z: 0)])
/// ```
public struct BlochSphere: Plot, Hashable, Sendable {
  /// A state by its three expectation values ⟨X⟩, ⟨Y⟩, ⟨Z⟩.
  public struct Vector: Hashable, Sendable {
    /// The name at the tip.
    public let label: String
    /// ⟨X⟩.
    public let x: Double
    /// ⟨Y⟩.
    public let y: Double
    /// ⟨Z⟩.
    public let z: Double

    /// Makes a state from its expectation values.
    public init(_ label: String = "", x: Double, y: Double, z: Double) {
      (self.label, self.x, self.y, self.z) = (label, x, y, z)
    }

    /// Makes the state cos(θ/2)|0⟩ + e^{iφ} sin(θ/2)|1⟩.
    public init(_ label: String = "", theta: Double, phi: Double) {
      self.init(label, x: sin(theta) * cos(phi), y: sin(theta) * sin(phi), z: cos(theta))
    }
  }

  /// The states that are drawn as arrows.
  public let vectors: [Vector]
  /// The way of a state over the sphere.
  public let path: [Vector]
  /// What stands above the sphere.
  public var title: String

  /// Makes a sphere with arrows, and a way of a state.
  /// - Throws: ``DisplayError`` for a vector that is not finite or longer than 1.
  public init(
    _ vectors: [Vector], path: [Vector] = [], title: String = ""
  ) throws(DisplayError) {
    for vector in vectors + path {
      let length = (vector.x * vector.x + vector.y * vector.y + vector.z * vector.z).squareRoot()
      guard length <= 1 + 1e-6 else {
        throw .outside("Bloch vector \"\(vector.label)\": length", value: length, allowed: "0 to 1")
      }
    }
    self.vectors = vectors
    self.path = path
    self.title = title
  }

  /// A square.
  public var preferredSize: PictureSize {
    PictureSize(width: 340, height: 360, columns: 50, rows: 24)
  }

  /// The sphere, its axes, the arrows and the way as marks.
  public var chart: Chart {
    let arrows = vectors.enumerated().flatMap { index, vector in
      let ink = Palette.series(index)
      return [
        Chart.Layer(.segments(arrow(to: vector)), series: index, color: ink, weight: 1.8),
        Chart.Layer(.labels([label(of: vector)]), series: index, color: ink),
      ]
    }
    let way = path.map(BlochSphere.projected)
    let trace = PointList(pairs: way)
    return Chart(
      title: title, x: Axis(range: -1.3...1.3), y: Axis(range: -1.3...1.3),
      layers: BlochSphere.globe + [Chart.Layer(.line(trace), color: Palette.series(1))] + arrows,
      frame: .bare, summary: summary)
  }

  private var summary: String {
    let listed = vectors.map { vector in
      let (x, y, z) = (shortNumber(vector.x), shortNumber(vector.y), shortNumber(vector.z))
      return "\(vector.label.isEmpty ? "a state" : vector.label) at (\(x), \(y), \(z))"
    }
    let way = path.isEmpty ? "" : ", with a way of \(path.count) points"
    return "Bloch sphere: \(listed.isEmpty ? "empty" : listed.joined(separator: "; "))\(way)"
  }

  /// A line from the middle with two short ones at its tip.
  private func arrow(to vector: Vector) -> [Mark.Segment] {
    let tip = BlochSphere.projected(vector)
    let length = (tip.x * tip.x + tip.y * tip.y).squareRoot()
    let shaft = Mark.Segment(x0: 0, y0: 0, x1: tip.x, y1: tip.y)
    guard length > 0.02 else { return [shaft] }
    let (alongX, alongY) = (tip.x / length * 0.09, tip.y / length * 0.09)
    let barbs = [0.5, -0.5].map { side in
      Mark.Segment(
        x0: tip.x, y0: tip.y, x1: tip.x - alongX - side * alongY, y1: tip.y - alongY + side * alongX
      )
    }
    return [shaft] + barbs
  }

  private func label(of vector: Vector) -> Mark.Label {
    let tip = BlochSphere.projected(vector)
    let length = max((tip.x * tip.x + tip.y * tip.y).squareRoot(), 0.05)
    let reach = (length + 0.12) / length
    let (x, y) = (tip.x * reach, tip.y * reach)
    let isTaken = BlochSphere.names.contains { name in
      (name.x - x) * (name.x - x) + (name.y - y) * (name.y - y) < 0.04
    }
    guard isTaken else { return Mark.Label(vector.label, x: x, y: y) }
    // Beside the name of an axis there is room to the right; above it, where the card ends there.
    return x > 0.5
      ? Mark.Label(vector.label, x: x, y: y + 0.15)
      : Mark.Label(vector.label, x: x + 0.12 + 0.03 * Double(vector.label.count), y: y)
  }

  /// The place of a point of the sphere for an eye in front, a little to the right and above: x
  /// comes towards the eye, y goes to the right.
  private static func projected(_ vector: Vector) -> (x: Double, y: Double) {
    let (turn, tilt) = (0.45, 0.3)
    let (sine, cosine) = (sin(turn), cos(turn))
    let (across, depth) = (vector.y * cosine - vector.x * sine, vector.x * cosine + vector.y * sine)
    return (across, vector.z * cos(tilt) - depth * sin(tilt))
  }

  /// The names of the poles and of the two other axes.
  private static let names = [
    ("|0⟩", 0.0, 0.0, 1.2), ("|1⟩", 0, 0, -1.2), ("x", 1.35, 0, 0), ("y", 0, 1.18, 0),
  ].map { name, x, y, z in
    let place = projected(Vector(x: x, y: y, z: z))
    return Mark.Label(name, x: place.x, y: place.y)
  }

  /// The outline, the equator and a meridian, the axes and the names of the poles.
  private static let globe: [Chart.Layer] = {
    func ring(_ point: (Double) -> Vector) -> Mark {
      .line(PointList(pairs: (0...72).map { projected(point(Double($0) * .pi / 36)) }))
    }
    let outline = Mark.line(
      PointList(pairs: (0...96).map { (cos(Double($0) * .pi / 48), sin(Double($0) * .pi / 48)) }))
    let axes = [(1.0, 0.0, 0.0), (0, 1, 0), (0, 0, 1)].map { x, y, z in
      let (start, end) = (
        projected(Vector(x: -x, y: -y, z: -z)), projected(Vector(x: x, y: y, z: z))
      )
      return Mark.Segment(x0: start.x, y0: start.y, x1: end.x, y1: end.y)
    }
    return [
      Chart.Layer(outline, color: Palette.frame, weight: 0.8),
      Chart.Layer(
        ring { Vector(x: cos($0), y: sin($0), z: 0) }, series: 2, color: Palette.frame, weight: 0.5),
      Chart.Layer(
        ring { Vector(x: 0, y: cos($0), z: sin($0)) }, series: 2, color: Palette.frame, weight: 0.5),
      Chart.Layer(.segments(axes), color: Palette.frame, weight: 0.5),
      Chart.Layer(.labels(names), color: Palette.muted),
    ]
  }()
}
