import JSONTrees
import JupyterWire
import Testing

@Suite struct HeaderTests {
  @Test func aNewHeaderSaysWhoWhenAndWhat() throws {
    let sender = Sender(session: "s1", username: "ada")
    let date = Timestamp(seconds: 1_700_000_000, microseconds: 42)
    let header = Header("status", from: sender, messageID: "m1", date: date)
    #expect(
      header.json.serialized
        == #"{"date":"2023-11-14T22:13:20.000042Z","msg_id":"m1","msg_type":"status","#
        + #""session":"s1","username":"ada","version":"5.5"}"#)
    #expect(try Header(header.json) == header)
    #expect(header.subshellID == nil)
    #expect(Header("status", from: sender, subshellID: "x").subshellID == "x")
    #expect(Header("a", from: sender).messageID != Header("a", from: sender).messageID)
  }

  @Test func unknownAndNullFieldsAreKept() throws {
    let text = #"{"extra":[1],"msg_id":"m","msg_type":"t","session":null,"subshell_id":null}"#
    let header = try Header(JSON(text))
    #expect(header.json.serialized == text)
    #expect(header.subshellID == nil)
    #expect(header.session == "")
    #expect(header.date == "")
  }

  @Test(arguments: [
    (#"{"msg_type":"t"}"#, "header, msg_id: it is missing; give a text"),
    (#"{"msg_id":"m"}"#, "header, msg_type: it is missing; give a text"),
    (#"{"msg_id":"","msg_type":"t"}"#, "header, msg_id: it is empty; give a text"),
    (#"{"msg_id":"m","msg_type":7}"#, "header, msg_type: it is 7; give a text"),
    (#"{"msg_id":"m","msg_type":["t"]}"#, "header, msg_type: it is a list; give a text"),
    (
      #"{"msg_id":"m","msg_type":"t","session":{}}"#,
      "header, session: it is an object; give a text"
    ),
    (
      #"{"msg_id":"m","msg_type":"t","subshell_id":1}"#, "header, subshell_id: it is 1; give a text"
    ),
    ("[]", "header: this is JSON, but no object; give one"),
  ])
  func refusesHeadersThatSayNothing(_ text: String, _ words: String) throws {
    let json = try JSON(text)
    let error = #expect(throws: WireError.self) { try Header(json) }
    #expect(error?.description == words)
  }
}
