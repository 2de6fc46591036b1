import JSONTrees
import JupyterWire
import Testing

@Suite struct MessageTests {
  let kernel = Sender(session: "kernel", username: "k")

  @Test func aReplyGoesBackAndNamesItsParent() throws {
    let header: JSON = ["msg_id": "m", "msg_type": "a_request", "subshell_id": nil, "own": 1]
    let request = Message(identities: [[1], [2]], header: try Header(header), buffers: [[3]])
    let reply = request.reply(
      "a_reply", content: ["status": "ok"], metadata: ["k": 1], buffers: [[9]], from: kernel)
    #expect(reply.identities == [[1], [2]])
    #expect(reply.parentHeader == header)
    #expect(reply.type == "a_reply")
    #expect(reply.header.session == "kernel")
    #expect(reply.content == ["status": "ok"])
    #expect(reply.metadata == ["k": 1])
    #expect(reply.buffers == [[9]])
    let output = request.publication("stream", content: [:], from: kernel)
    #expect(output.identities.isEmpty)
    #expect(output.parentHeader == header)
  }

  @Test func aFirstWordHasNoParent() {
    let message = Message("status", content: ["execution_state": "starting"], from: kernel)
    #expect(message.parentHeader == [:])
    #expect(message.metadata == [:])
    #expect(message.identities.isEmpty)
  }
}
