/// How far something has come: what a progress bar shows.
public struct ProgressState: Displayable, Hashable, Sendable {
  /// What is going on.
  public var label: String
  /// How many steps there are, where that is known.
  public var total: Int?
  /// How many steps are done.
  public var done = 0
  /// The time since the start, in seconds.
  public var elapsed = 0.0
  /// What else is worth knowing, the loss for example.
  public var note = ""

  /// Makes the state at the start.
  public init(_ label: String, total: Int?) {
    self.label = label
    self.total = total.map { max($0, 0) }
  }

  /// The steps in a second, where some time has passed.
  public var rate: Double? { elapsed > 0 && done > 0 ? Double(done) / elapsed : nil }

  /// The seconds that are left if things go on as they did.
  public var remaining: Double? {
    guard let total, let rate, done < total else { return nil }
    return (Double(total) - Double(done)) / rate
  }

  /// How much is done, 0 to 1.
  public var fraction: Double? {
    total.map { $0 <= 0 ? 1 : min(max(Double(done) / Double($0), 0), 1) }
  }

  /// One line of text, and a bar for a page.
  public var bundle: MIMEBundle {
    MIMEBundle(text: text(columns: min(72, TextRoom.columns))).adding(.html, html)
  }

  /// One line of at most so many columns: label, bar, share, count, rate, time left.
  public func text(columns: Int) -> String {
    let columns = max(columns, 0)
    let words = facts.joined(separator: " · ").singleLine
    let name = label.isEmpty ? "" : label.singleLine.shortened(to: 24) + " "
    guard let fraction else { return (name + words).shortened(to: columns) }
    let share = "\(Int(fraction * 100))% "
    let room = columns - name.displayWidth - share.displayWidth - words.displayWidth - 1
    guard room >= 4 else { return (name + share + words).shortened(to: columns) }
    return name + bar(fraction, columns: min(room, 24)) + " " + share + words
  }

  private func bar(_ fraction: Double, columns: Int) -> String {
    let eighths = Int(fraction * Double(columns * 8))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let full = String(repeating: "█", count: eighths / 8) + partial
    return full + String(repeating: "░", count: columns - full.count)
  }

  /// The count, the rate, the time and the note, as far as they are known.
  private var facts: [String] {
    let count = total.map { "\(done)/\($0)" } ?? "\(done)"
    let speed = rate.map {
      $0 >= 1 ? "\(shortNumber($0, digits: 3))/s" : "\(shortNumber(1 / $0, digits: 3)) s each"
    }
    let time = remaining.map { "\(ProgressState.time($0)) left" } ?? ProgressState.time(elapsed)
    return [count, speed, time, note.isEmpty ? nil : note].compactMap(\.self)
  }

  /// A time in at most two units.
  static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "—" }
    let whole = Int(seconds.rounded())
    switch whole {
    case ..<60: return seconds < 10 ? "\(fixedNumber(seconds, decimals: 1)) s" : "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(whole % 60) s"
    case ..<86400: return "\(whole / 3600) h \(whole % 3600 / 60) min"
    default: return "\(whole / 86400) d \(whole % 86400 / 3600) h"
    }
  }

  private var html: String {
    let words = escapedMarkup(facts.joined(separator: " · "))
    let extent = fraction.map { " value=\"\(fixedNumber($0, decimals: 3))\" max=\"1\"" } ?? ""
    return "<div style=\"background:#ffffff;color:#1f2933;padding:4px 8px\">"
      + "<label>\(escapedMarkup(label)) "
      + "<progress\(extent) style=\"width:220px;vertical-align:middle\"></progress></label> "
      + "<span style=\"font-variant-numeric:tabular-nums\">\(words)</span></div>"
  }
}
