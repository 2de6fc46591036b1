// What the values of the science tower look like in a cell.

import Circuits
import Diagrams
import Display
import EdgeExport
import Mitigation

extension Circuit: Displayable {
  /// The circuit as it is drawn: text for a terminal, SVG for a notebook.
  public var bundle: MIMEBundle { diagram.bundle }
}

extension Gate: Displayable {
  /// The gate alone on its qubits, with the names of its angles.
  public var bundle: MIMEBundle { CircuitDiagram(self).bundle }
}

extension Angle: Displayable {
  /// The angle as a formula.
  public var bundle: MIMEBundle { MIMEBundle(text: description).adding(.latex, "$\(latex)$") }
}

extension Observable: Displayable {
  /// The sum as a formula; one of very many terms as text alone.
  public var bundle: MIMEBundle {
    let text = MIMEBundle(text: description)
    return terms.count > 60 ? text : text.adding(.latex, "$\(latex)$")
  }
}

extension Extrapolation: Displayable {
  /// The raw points, the curve through them, and what it says of no noise.
  public var bundle: MIMEBundle { chart.bundle }

  /// The raw points, the curve from no noise to the greatest scale, and the estimate where it begins.
  public var chart: Chart {
    let end = scales.max() ?? 1
    let curve = (0...64).map { place in
      let scale = end * Double(place) / 64
      return (x: scale, y: value(at: scale))
    }
    let points = zip(scales, values).map { (x: $0, y: $1) }
    return Chart(
      title: "Zero-noise extrapolation", x: "scale of the noise", y: "mean",
      layers: [
        .init(.line(PointList(pairs: curve)), label: "\(fit)", series: 1),
        .init(.points(PointList(pairs: points)), label: "measured", series: 0),
        .init(.points(PointList(pairs: [(x: 0, y: estimate)])), label: "estimate", series: 2),
      ],
      summary: "Extrapolation to no noise, \(self)")
  }
}

extension EdgeCosts: Displayable {
  /// The table of the ways; as text it also says why some cannot be gone.
  public var bundle: MIMEBundle {
    table(headings, lines, title: "estimates", text: description)
  }
}

extension EdgeReport: Displayable {
  /// The table of the cores, and that of the ways below it.
  public var bundle: MIMEBundle {
    let plain = table(headings, lines, title: "\(form) in \(folder)", text: description)
    guard let cores = plain.text(.html), let ways = costs.bundle.text(.html) else { return plain }
    return plain.adding(.html, cores + ways)
  }
}

/// Words in a table for a page, and other words for a terminal.
private func table(
  _ headings: [String], _ lines: [[String]], title: String, text: String
) -> MIMEBundle {
  let rows = lines.map { line in
    line.map { word in Int(word).map { Table.Cell($0) } ?? .text(word) }
  }
  let plain = MIMEBundle(text: text)
  guard let html = try? Table(headings, rows, title: title).bundle.text(.html) else { return plain }
  return plain.adding(.html, html)
}
