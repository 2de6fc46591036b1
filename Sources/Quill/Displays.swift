// What the values of the science tower look like in a cell.

import Circuits
import Diagrams
import Display

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
