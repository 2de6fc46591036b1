import Terminal

/// What is asked of the terminal itself, and what a cell asks of the reader.
extension CellReader {
  /// Asks the terminal which pictures it shows; keys that come meanwhile are kept.
  func askForPictures() -> TerminalPictures {
    guard look.canMove else { return .none }
    device.enter(.keys)
    defer { device.enter(.running) }
    device.write(TerminalPictures.question)
    let end = ContinuousClock.now + .milliseconds(300)
    while ContinuousClock.now < end {
      if case .bytes(let bytes) = device.wait(milliseconds: 100) {
        for key in decoder.keys(of: bytes) {
          guard case .answer(let answer) = key else {
            keys.append(key)
            continue
          }
          answers.append(answer)
          if case .attributes = answer { return TerminalPictures(answers) }
        }
      }
    }
    return TerminalPictures(answers)
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
