import CCellHost
import CellSupport
import Display
import Glibc

/// What cells read, from the front end by way of the kernel.
enum KernelInput {
  /// Lets standard input, and the functions that ask with words, read from the front end.
  static func install() {
    quill_input_from { KernelInput.ask(prompt: "", isSecret: false) }
    Questions.answer { prompt, isSecret in
      ask(prompt: prompt, isSecret: isSecret)
      guard let line = quill_input_wait() else { return nil }
      defer { free(line) }
      let text = String(cString: line)
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
  }

  private static func ask(prompt: String, isSecret: Bool) {
    KernelChannel.send(["ask": .string(prompt), "isSecret": .bool(isSecret)])
  }
}
