import Foundation
import Testing

/// The program that asks SourceKit, without the kernel.
@Suite(.serialized) struct CompleterTests {
  @Test func garbageIsAnsweredAndTheEndOfTheChannelIsTheEnd() throws {
    let program = Process()
    program.executableURL = Conversation.products.appending(path: "quill-completer")
    var sockets: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0)
    let (ours, theirs) = (
      FileHandle(fileDescriptor: sockets[0]), FileHandle(fileDescriptor: sockets[1])
    )
    program.standardInput = theirs
    try program.run()
    try theirs.close()
    for garbage in [
      "no JSON", "[]", "{\"id\":1}", "{\"id\":2,\"ask\":\"complete\",\"text\":7}", "",
    ] {
      try ours.write(contentsOf: Data("\(garbage)\n".utf8))
      #expect(String(decoding: ours.availableData, as: UTF8.self).contains("\"failed\":"))
    }
    try ours.close()
    program.waitUntilExit()
    #expect(program.terminationReason == .exit && program.terminationStatus == 0)
  }
}
