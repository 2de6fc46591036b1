import JupyterTransport
import JupyterWire
import Testing

@Suite struct SignatureHistoryTests {
  @Test func remembersTheLastOnesAndForgetsTheOldest() throws {
    var history = SignatureHistory(capacity: 3)
    for digest: UInt8 in 1...3 { try history.remember([digest]) }
    for digest: UInt8 in 1...3 {
      #expect(throws: WireError.replayed) { try history.remember([digest]) }
    }
    try history.remember([4])
    try history.remember([1])
    for digest: UInt8 in [3, 4, 1] {
      #expect(throws: WireError.replayed) { try history.remember([digest]) }
    }
    try history.remember([2])
  }

  @Test func agreesWithAPlainList() throws {
    var history = SignatureHistory(capacity: 50)
    var list: [UInt8] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      let digest = UInt8.random(in: 0..<100, using: &random)
      let isNew = (try? history.remember([digest])) != nil
      #expect(isNew == !list.contains(digest))
      if isNew { list = (list + [digest]).suffix(50) }
    }
  }

  @Test func keeps65536() throws {
    var history = SignatureHistory()
    let digest = { (number: Int) in withUnsafeBytes(of: number) { Array($0) } }
    for number in 0..<65_536 { try history.remember(digest(number)) }
    #expect(throws: WireError.replayed) { try history.remember(digest(0)) }
    try history.remember(digest(65_536))
    try history.remember(digest(0))
  }
}
