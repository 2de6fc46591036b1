import Foundation
import KernelCore
import Testing

/// Crashes and stops in one long session, after each of which every variable is compared.
@Suite(.serialized) struct ContainmentTests {
  let session: Containment
  var talk: Conversation { session.talk }

  init() throws { session = try Containment() }

  /// Ways to end, each with the variables half changed.
  static let crashes = [
    "print([1, 2][numbers.count + 2])", "var n = Int.max; n += numbers.count + 1; print(n)",
    "let none = Int(\"x\"); print(none!)", "precondition(numbers.count < 0)",
    "fatalError(\"boom\")",
    "print((numbers as Any) as! String)", "print(1 / (numbers.count - numbers.count))",
    "try! { throw CancellationError() }()", "table[\"k5\"]![1000] = 3",
    "func inner(_ a: inout [Int]) { a[0] = 9; a[a.count] = 1 }; inner(&table[\"k5\"]!)",
    "func down(_ n: Int) -> Int { n + down(n + 1) }; print(down(0))",
    "UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1", "abort()",
    "memset(UnsafeMutableRawPointer(mutating: big), 1, 4_000_000); free(malloc(100)); big.append(1)",
    "free(UnsafeMutableRawPointer(bitPattern: 64))",
    "memset(unsafeBitCast(tree, to: UnsafeMutableRawPointer.self), 0, 32); print(tree.sum)",
    "let all = [UInt8](repeating: 1, count: 1 << 45); print(all.count)",
    "enum Once { static let value: Int = { fatalError(\"once\") }() }; print(Once.value)",
    "DispatchQueue.global().async { fatalError(\"in a block\") }; sleep(9)",
    "let task = Task.detached { fatalError(\"in a task\") }; await task.value",
    "Thread.detachNewThread { exit(3) }; while true { numbers.append(1) }",
    "close(3); close(1); close(2)", "kill(getpid(), SIGKILL); sleep(9)",
    "signal(SIGSEGV, SIG_DFL); UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1",
    "raise(SIGTERM); sleep(9)",
  ]

  @Test func threeHundredCrashesDamageNothing() {
    for round in 0..<300 {
      if round % 5 == 0 { session.advance() }
      let kind = round % Self.crashes.count
      let crash = "numbers = []; table[\"k1\"] = nil; text = \"\"\n" + Self.crashes[kind]
      // With one number for each kind the compiler has each of them once.
      let outcome = talk.run(crash, number: 10_000 + kind)
      guard case .failed(let failure) = outcome, failure.aftermath == .restored else {
        #expect(Bool(false), "\(round) \(crash): \(outcome)")
        return
      }
      #expect(session.damaged == "\"\"", "\(round) \(crash): \(failure)")
    }
    #expect(talk.session.statistics.restored == 300)
  }

  @Test func twoHundredStopsDamageNothing() throws {
    var random = SystemRandomNumberGenerator()
    talk.whenPrinting["go"] = { [interrupter = talk.session.interrupter] in
      usleep(.random(in: 0...4000, using: &random))
      interrupter.interrupt()
    }
    talk.run(
      """
      var steps = 0
      /// Every variable is that of one step, or of the next where the way had come so far.
      func damagedOnTheWay() -> String {
        let n = numbers.count - 1
        let isStep = { (m: Int) in damaged(after: m).split(separator: " ") }
        let both = Set(isStep(n)).intersection(isStep(max(n - 1, 0)))
        return both.joined(separator: " ")
      }
      func home() {
        numbers = [0]; table = ["k0": [0], "k5": Array(0..<20)]; nested = [0: ["zero": 0]]
        points = [Point()]; names = ["n0"]; maybe = nil; text = "t"
        tree = Node(0, [Node(1), Node(2, [Node(3)])])
        big = [Double](repeating: 0, count: 200_000)
      }
      """)
    for round in 0..<200 {
      let failure = talk.failure(
        """
        home()
        print("go")
        fflush(stdout)
        while true { steps += 1; advance(); _ = [Int](repeating: steps, count: 1000).map(String.init) }
        """)
      #expect(failure?.aftermath == .stopped || failure?.aftermath == .restored, "\(round)")
      // How often something was counted does not go back with the others.
      let damaged = talk.value("damagedOnTheWay()")
      #expect(
        damaged == "\"\"" || damaged == "\"counted\"",
        "\(round): \(String(describing: damaged)) \(String(describing: failure))")
    }
  }

  @Test func fiftyRestoresLeaveQueuesTimersAndTasksAtWork() {
    talk.run("let queue = DispatchQueue(label: \"one\")")
    for round in 0..<50 {
      #expect(
        talk.value(
          """
          var sum = 0
          DispatchQueue.concurrentPerform(iterations: 100) { i in queue.sync { sum += i } }
          let fired = DispatchSemaphore(value: 0)
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(2)) { fired.signal() }
          fired.wait()
          let timer = DispatchSource.makeTimerSource()
          timer.schedule(deadline: .now(), repeating: .milliseconds(1))
          var ticks = 0
          timer.setEventHandler { ticks += 1; if ticks == 3 { fired.signal() } }
          timer.resume()
          fired.wait()
          timer.cancel()
          let values = await withTaskGroup(of: Int.self) { group in
            for i in 0..<20 { group.addTask { try? await Task.sleep(for: .microseconds(100)); return i } }
            return await group.reduce(0, +)
          }
          (sum, values)
          """, number: 20_000) == "(4950, 190)", "\(round)")
      let crash = Self.crashes[round % 8 == 7 ? 18 : round % 8]
      #expect(
        talk.failure(crash, number: 30_000 + round % 8)?.aftermath == .restored, "\(round) \(crash)"
      )
    }
  }

  @Test func workInTheBackgroundEndsWithACrash() {
    talk.run(
      "nonisolated(unsafe) var isOn = true\nDispatchQueue.global().async { while isOn { usleep(10) } }"
    )
    let failure = talk.failure("fatalError(\"x\")")
    #expect(failure?.aftermath == .restored || failure?.aftermath == .restoredInPart)
    #expect(talk.value("DispatchQueue.global().sync { 7 }") == "7")
  }
}
