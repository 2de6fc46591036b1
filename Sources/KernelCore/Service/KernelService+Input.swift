import JSONTrees
import JupyterWire

extension KernelService {
  /// Asks whoever sent a cell for a line; where they take no questions, that is the end of input.
  func ask(_ prompt: String, isSecret: Bool, for message: Message, answer input: InputLine) {
    guard message.content["allow_stdin"]?.bool ?? true else {
      let note = "Note: this front end takes no input, so there was nothing to read.\n"
      publish("stream", ["name": "stderr", "text": .string(note)], for: message)
      return input.answer(nil)
    }
    question.withLock { $0 = input }
    frontEnd.send(
      message.reply(
        "input_request", content: ["prompt": .string(prompt), "password": .bool(isSecret)],
        from: sender), on: .stdin)
  }

  /// Passes what was typed on to who waits for it; nobody waits for a second answer.
  func answerQuestion(_ reply: Message) {
    let input = question.withLock { question in
      defer { question = nil }
      return question
    }
    input?.answer(reply.content["value"]?.string)
  }

  /// The cell is over, so nobody waits any more.
  func stopAsking() { question.withLock { $0 = nil } }
}
