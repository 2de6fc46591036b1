// What the values of the science tower look like in a cell.

import Circuits
import Diagrams
import Display
import EdgeExport

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

extension EdgeCosts: Displayable {
  /// The table of the ways; as text it also says why some cannot be gone.
  public var bundle: MIMEBundle {
    table(headings, lines, title: "estimates", text: description)
  }
}

extension EdgeReport: Displayable {
  /// The table of the cores, and that of the ways below it.
  public var bundle: MIMEBundle {
    table(headings, lines, title: "\(form) in \(folder)", text: description)
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
