import Terminal

/// What is asked of the terminal itself, and what a cell asks of the reader.
extension CellReader {
  /// What the terminal says of itself: it is asked once, and keys that come meanwhile are kept.
  func askTerminal() -> [Key.Answer] {
    guard look.canMove, !hasAsked else { return answers }
    hasAsked = true
    device.write(TerminalPictures.question)
    let end = ContinuousClock.now + .milliseconds(300)
    while ContinuousClock.now < end {
      guard case .bytes(let bytes) = device.wait(milliseconds: 100) else { continue }
      var isLast = false
      for key in decoder.keys(of: bytes) {
        guard case .answer(let answer) = key else {
          keys.append(key)
          continue
        }
        answers.append(answer)
        if case .attributes = answer { isLast = true }
      }
      if isLast { break }
    }
    return answers
  }

  /// Asks the terminal which pictures it shows, while a cell runs.
  func askForPictures() -> TerminalPictures {
    device.enter(.keys)
    defer { device.enter(.running) }
    return TerminalPictures(askTerminal())
  }

  /// Whether the terminal breaks long rows anew when it becomes narrower: xterm does not, and says who
  /// it is.
  func terminalBreaksAnew() -> Bool {
    !askTerminal().contains { answer in
      if case .name(let name) = answer { name.hasPrefix("XTerm") } else { false }
    }
  }

  /// The size of a character in pixels, as the terminal says it, or as most have it.
  var cellSize: (width: Int, height: Int) {
    if let size = device.cellSize { return size }
    for case .cellSize(let width, let height) in answers {
      if let size = TerminalDevice.plausible(width, height) { return size }
    }
    return (10, 20)
  }

  /// Reads a line for a cell that asks; nothing for ^C and ^D.
  func readLine(prompt: String, isSecret: Bool) -> (text: String?, isInterrupt: Bool) {
    device.enter(.keys)
    defer { device.enter(.running) }
    var line = Editor()
    var writer = FrameWriter(hasColors: false)
    var place = EditorLayout(
      prompt: StyledRow(prompt), continuation: StyledRow(prompt), width: 80, height: 24)
    func frame() -> Frame {
      (place.width, place.height) = device.size
      let text = isSecret ? EditedText() : line.content
      return place.frame(of: text) { _, _ in .plain }
    }
    while true {
      while !keys.isEmpty {
        let key = keys.removeFirst()
        let request = line.press(key == .paste("") ? .unknown : key)
        guard request == .enter || request == .interrupt || request == .endOfInput else { continue }
        device.write(look.shown(writer.finish(frame(), width: place.width)))
        return request == .enter ? (line.content.text, false) : (nil, request == .interrupt)
      }
      device.write(look.shown(writer.draw(frame(), width: device.size.width)))
      if !waitForKeys() { return (nil, false) }
    }
  }
}
