import CCellHost
import Display
import Glibc

/// A script: a cell that is a program of its own, with the main thread and its own input and output.
enum ScriptProgram {
  private typealias Entry =
    @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

  /// Runs a script to its end.
  static func run(_ script: quill_script) -> Never {
    quill_be_script { error in ScriptProgram.tell(error) }
    guard let library = dlopen(script.library, RTLD_NOW | RTLD_GLOBAL),
      let symbol = dlsym(library, script.entry)
    else { stop(dlerror().map { String(cString: $0) } ?? "its library could not be loaded") }
    sayWhereLoaded(symbol)
    exit(unsafeBitCast(symbol, to: Entry.self)(script.count, script.arguments))
  }

  /// The addresses of a crash are looked up by whoever has started the script.
  private static func sayWhereLoaded(_ symbol: UnsafeMutableRawPointer) {
    let base = String(quill_load_address(symbol), radix: 16)
    KernelChannel.send(["loaded": .string(base)])
  }

  /// An error that nobody catches ends the script.
  private static func tell(_ error: UnsafeMutableRawPointer?) -> Never {
    guard let error else { stop("an error was thrown") }
    let thrown = unsafeBitCast(error, to: (any Error).self)
    stop("\(type(of: thrown)): \(MIMEBundle(showing: thrown).text)")
  }

  private static func stop(_ words: String) -> Never {
    fflush(nil)
    let line = Array("\(CommandLine.arguments.first ?? "script"): \(words)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(1)
  }
}
