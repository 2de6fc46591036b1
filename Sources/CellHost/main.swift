import CCellHost
import CellPrinting
import CellSupport
import Display
import Glibc
import Quill

// The process that runs cells: it does what the kernel asks, one request after the other, and makes a
// frozen copy of itself behind each.

let script = quill_script_given()
if script.library != nil { ScriptProgram.run(script) }
quill_prepare()
CellExecutor.install()
Displays.sink = KernelSink()
Results.deliver { KernelChannel.send(["result": $0.json]) }
KernelInput.install()
HandlerRunner.install()

if quill_checkpoint() {
  CellRunner.hasTakenOver()
} else {
  // A process that begins knows no widgets, whatever the page still shows of one before it.
  KernelChannel.send(["remaining": []])
  KernelChannel.send(["ready": .integer(Int(getpid()))])
}
while let request = KernelChannel.receive() {
  CellRunner.take(request)
}
quill_end()
