import JSONTrees

/// What an output area of the page holds, in the form in which notebooks keep outputs.
struct AreaOutputs {
  private var outputs: [JSON] = []
  /// The names of the places at which values were shown, in the order of the outputs.
  private var places: [String?] = []
  /// Whether what is there goes when something new comes.
  private var isClearing = false

  /// The outputs as a notebook keeps them.
  var json: JSON { .array(outputs) }

  mutating func add(_ text: String, to stream: String) {
    clearIfDue()
    if outputs.last?["output_type"] == "stream", outputs.last?["name"]?.string == stream {
      let text = (outputs.removeLast()["text"]?.string ?? "") + text
      outputs.append(AreaOutputs.stream(stream, text))
    } else {
      append(AreaOutputs.stream(stream, text))
    }
  }

  mutating func show(_ bundle: JSON, at place: String?) {
    clearIfDue()
    append(AreaOutputs.display(bundle), at: place)
  }

  /// Replaces what stands at a place; says whether the place is here.
  mutating func update(_ bundle: JSON, at place: String) -> Bool {
    guard let index = places.firstIndex(of: place) else { return false }
    outputs[index] = AreaOutputs.display(bundle)
    return true
  }

  /// Adds the value of a cell's last expression.
  mutating func result(_ bundle: JSON, number: Int) {
    clearIfDue()
    append([
      "output_type": "execute_result", "data": bundle, "metadata": [:],
      "execution_count": .integer(number),
    ])
  }

  mutating func fail(_ name: String, _ value: String, _ lines: [String]) {
    clearIfDue()
    append([
      "output_type": "error", "ename": .string(name), "evalue": .string(value),
      "traceback": .array(lines.map { .string($0) }),
    ])
  }

  mutating func clear(waits: Bool) {
    isClearing = waits
    if !waits { (outputs, places) = ([], []) }
  }

  private mutating func clearIfDue() {
    if isClearing { clear(waits: false) }
  }

  private mutating func append(_ output: JSON, at place: String? = nil) {
    outputs.append(output)
    places.append(place)
  }

  private static func stream(_ name: String, _ text: String) -> JSON {
    ["output_type": "stream", "name": .string(name), "text": .string(text)]
  }

  private static func display(_ bundle: JSON) -> JSON {
    ["output_type": "display_data", "data": bundle, "metadata": [:]]
  }
}
