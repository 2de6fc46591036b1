import JSONTrees
import Terminal

/// Which pictures are wanted.
package enum PictureWish: Hashable, Sendable {
  /// Those that the terminal says it shows.
  case asked
  /// Those of a protocol, whatever the terminal says.
  case given(TerminalPictures)

  /// The words for all.
  package static let words = ["ask"] + TerminalPictures.allCases.map(\.rawValue)

  /// Reads a word; nothing if it is none of them.
  package init?(_ word: String) {
    if word == "ask" {
      self = .asked
    } else if let pictures = TerminalPictures(rawValue: word) {
      self = .given(pictures)
    } else {
      return nil
    }
  }
}

/// Turns the pictures of values into what the terminal shows them by.
final class PictureMaker {
  /// Which pictures are wanted.
  var wish: PictureWish
  /// What can be drawn on, asked anew since a screen changes.
  private let screen: () -> (width: Int, height: Int)
  private let cell: () -> (width: Int, height: Int)
  private let ask: () -> TerminalPictures
  private var asked: TerminalPictures?
  /// A number for each place that shows a picture.
  private var numbers: [String: Int] = [:]
  private var next = 1
  /// What is to be told, once.
  private var note: String?
  private var isMissingTold = false
  /// How long the last picture took.
  private(set) var effort = Duration.zero

  init(
    wish: PictureWish, screen: @escaping () -> (width: Int, height: Int),
    cell: @escaping () -> (width: Int, height: Int), ask: @escaping () -> TerminalPictures
  ) {
    (self.wish, self.screen, self.cell, self.ask) = (wish, screen, cell, ask)
  }

  /// What the terminal shows; it is asked once.
  var pictures: TerminalPictures {
    if case .given(let pictures) = wish { return pictures }
    let known = asked ?? ask()
    asked = known
    return known
  }

  /// Whether a value would be shown as a picture.
  func shows(_ bundle: JSON) -> Bool {
    (bundle["image/svg+xml"] != nil || bundle["image/png"] != nil) && pictures != .none
  }

  /// The picture of a value; nothing where it has none, or the terminal shows none.
  func picture(of bundle: JSON, at place: String) -> TerminalPicture? {
    guard shows(bundle), let drawing = Drawing(bundle) else { return nil }
    let start = ContinuousClock.now
    defer { effort = start.duration(to: .now) }
    let (width, height) = screen()
    let size = drawing.fitted(cell: cell(), columns: width - 1, rows: max(height - 2, 1))
    guard let png = file(of: drawing, width: size.width, height: size.height) else { return nil }
    do {
      return try pictures.picture(ofPNG: png, rows: size.rows, number: number(of: place))
    } catch {
      note = "\(error)"
      return nil
    }
  }

  /// What is to be told of pictures that could not be made; each thing once.
  func takeNote() -> String? {
    defer { note = nil }
    return note
  }

  /// Every new display has a number of its own; its later states have the same.
  func begin(_ place: String) { numbers[place] = nil }

  private func number(of place: String) -> Int {
    if let number = numbers[place] { return number }
    defer { next += 1 }
    numbers[place] = next
    return next
  }

  private func file(of drawing: Drawing, width: Int, height: Int) -> [UInt8]? {
    // Who scales by itself takes a file as it is.
    if let png = drawing.png, pictures != .sixel { return png }
    guard let rasterizer = Rasterizer() else {
      if !isMissingTold { note = PictureMaker.missing }
      isMissingTold = true
      return nil
    }
    let png = rasterizer.png(of: drawing.svg, width: width, height: height)
    if png == nil { note = "the drawing could not be turned into pixels, so it is shown as text" }
    return png
  }

  /// What is told where the program is missing.
  static let missing =
    "Pictures in the terminal are made by \(Rasterizer.program.name), which is not there; install "
    + "Debian's \(Rasterizer.program.package), or say :pictures none."
}
