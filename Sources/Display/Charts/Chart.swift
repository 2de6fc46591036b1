/// A drawing of data: layers of marks, the axes they are measured by, and the words around them.
///
/// It is what every ``Plot`` comes to, and what the renderers for text and for SVG read.
public struct Chart: Hashable, Sendable {
  /// What surrounds the marks.
  public enum Frame: Hashable, Sendable {
    /// Axes with ticks.
    case axes
    /// Axes, with one unit as long on the one as on the other.
    case equalAxes
    /// Nothing, with one unit as long one way as the other.
    case bare
  }

  /// One mark with its looks.
  public struct Layer: Hashable, Sendable {
    /// What is drawn.
    public var mark: Mark
    /// The colour.
    public var color: Color
    /// The name in the legend; without one the layer is not in it.
    public var label: String?
    /// The number of the series, which settles symbol and dashes, so that nobody has to tell
    /// series by colour alone.
    public var series: Int { didSet { series = max(series, 0) } }
    /// Whether it is measured by the axis on the right.
    public var usesRightAxis: Bool
    /// How strong a line is, 1 for the usual.
    public var weight: Double

    /// Makes a layer; its colour is that of the series where none is given.
    public init(
      _ mark: Mark, label: String? = nil, series: Int = 0, color: Color? = nil,
      usesRightAxis: Bool = false, weight: Double = 1
    ) {
      self.mark = mark
      self.label = label
      self.series = max(series, 0)
      self.color = color ?? Palette.series(max(series, 0))
      self.usesRightAxis = usesRightAxis
      self.weight = weight
    }
  }

  /// What stands above the drawing.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// A second vertical axis, on the right; without one, layers that ask for it get a plain one.
  public var right: Axis?
  /// What is drawn, the first at the bottom.
  public var layers: [Layer]
  /// What surrounds the marks.
  public var frame: Frame
  /// What the colours of a grid measure; without it no colour bar is drawn.
  public var colorCaption: String?
  /// Whether values are marked along the axes.
  var hasTicks = true
  /// What a reader who cannot see the drawing should know of it, in a sentence.
  public var summary: String

  /// Makes a chart.
  public init(
    title: String = "", x: Axis = "", y: Axis = "", right: Axis? = nil, layers: [Layer] = [],
    frame: Frame = .axes, colorCaption: String? = nil, summary: String = ""
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.right = right
    self.layers = layers
    self.frame = frame
    self.colorCaption = colorCaption
    self.summary = summary
  }

  /// The axis on the right: the one asked for, or a plain one where a layer is measured by it.
  var rightAxis: Axis? { right ?? (layers.contains(where: \.usesRightAxis) ? Axis() : nil) }

  /// The layers that the legend names; one alone needs no legend.
  var legend: [Layer] {
    let named = layers.filter { $0.label?.isEmpty == false }
    return named.count > 1 || rightAxis != nil ? named : []
  }

  /// The grid that the colour bar explains.
  var coloredGrid: CellGrid? {
    guard colorCaption != nil else { return nil }
    return layers.lazy.compactMap { layer in
      if case .cells(let grid) = layer.mark, !grid.isEmpty { grid } else { nil }
    }.first
  }
}
