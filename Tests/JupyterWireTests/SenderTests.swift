import Foundation
import JupyterWire
import Testing

@Suite struct SenderTests {
  @Test func identifiersAreUUIDsOfVersion4() throws {
    var seen: Set<String> = []
    for _ in 0..<10_000 {
      let text = randomIdentifier()
      let uuid = try #require(UUID(uuidString: text), "\(text)")
      #expect(uuid.uuidString.lowercased() == text)
      #expect(text.dropFirst(14).first == "4")
      #expect("89ab".contains(text.dropFirst(19).prefix(1)))
      seen.insert(text)
    }
    #expect(seen.count == 10_000)
  }

  @Test func everySenderHasASessionOfItsOwn() {
    #expect(Sender().session != Sender().session)
    #expect(Sender(session: "s").session == "s")
  }
}
