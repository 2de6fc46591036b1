internal import Numerics

/// The files of a program in C.
struct EdgeFiles {
  let program: EdgeProgram
  /// The inputs that the program is tried with, as it is given them.
  let samples: [[Int32]]

  private var name: String { program.name }
  private var body: any EdgeBody { program.body }
  private var capitals: String { name.uppercased() }

  /// The files with their names.
  var all: [(name: String, text: String)] {
    [("\(name).h", header), ("\(name).c", source), ("\(name)_test.c", test)]
  }

  /// What others include.
  var header: String {
    var text = CText(prefix: name)
    text.add(
      """
      /* \(body.title), written by Quill. Nothing is allocated and nothing is kept between two runs.
       * Inputs: \(inputWords)
       * Outputs: \(outputWords)
       * Compile with -ffp-contract=off, so that every core computes the same bits.
       */
      #ifndef \(capitals)_H
      #define \(capitals)_H

      #include <stdint.h>

      #define \(capitals)_INPUTS \(body.inputCount)
      #define \(capitals)_OUTPUTS \(body.outputCount)
      #define \(capitals)_SAMPLES \(samples.count)
      \((macros("INPUT", body.inputFormat) + macros("OUTPUT", body.outputFormat)).joined(separator: "\n"))
      void @run(const \(body.inputFormat.cType) *input, \(body.outputFormat.cType) *output);

      /* Runs the samples of \(name)_test.c: 0 if every output has the expected bits, otherwise the
       * number of the first sample that has not, from 1. */
      int @self_test(void);

      extern const \(body.inputFormat.cType) @samples[\(max(1, samples.count * body.inputCount))];

      #endif
      """)
    return text.text
  }

  /// What a caller needs to turn numbers into words and back.
  private func macros(_ side: String, _ format: EdgeFormat) -> [String] {
    switch format {
    case .float32, .turns: []
    case .fixed(let bits): ["#define \(capitals)_\(side)_FRACTION_BITS \(bits)"]
    case .int8(let scale, let zeroPoint):
      [
        "#define \(capitals)_\(side)_SCALE \(cText(scale))",
        "#define \(capitals)_\(side)_ZERO_POINT (\(zeroPoint))",
      ]
    }
  }

  private var inputWords: String {
    switch body.inputFormat {
    case .turns(let periods):
      "angles as 65536ths of a turn; a turn of each feature is "
        + wrapped(periods.map(fullText).joined(separator: ", "))
    case .float32: "numbers in single precision"
    case .fixed, .int8: "\(body.inputFormat)"
    }
  }

  private var outputWords: String {
    switch body.outputFormat {
    case .fixed(let bits): "whole numbers, to be divided by 2 to the power of \(bits)"
    default: "\(body.outputFormat)"
    }
  }

  /// Words in several lines of a comment.
  private func wrapped(_ words: String) -> String {
    words.split(separator: " ").reduce(into: (text: "", width: 50)) { result, word in
      let breaks = result.width + word.count > 90
      result.text += (breaks ? "\n *   " : result.text.isEmpty ? "" : " ") + word
      result.width = (breaks ? 5 : result.width) + word.count + 1
    }.text
  }

  /// What computes.
  var source: String {
    var text = CText(prefix: name)
    text.add(
      """
      #include "\(name).h"

      """)
    body.write(to: &text)
    return text.text
  }

  /// The samples and what they have to give.
  var test: String {
    var text = CText(prefix: name)
    text.add(
      """
      #include "\(name).h"

      """)
    let (input, output) = (body.inputFormat, body.outputFormat)
    text.addTable("samples", input, samples.flatMap(\.self), linkage: "")
    text.addTable("expected", output, samples.flatMap { body.run($0) }, linkage: "static ")
    let differs =
      output == .float32
      ? "bits_of(output[o]) != bits_of(expected[o])" : "output[o] != expected[o]"
    if output == .float32 {
      text.add(
        """
        static uint32_t bits_of(float number)
        {
          union {
            float number;
            uint32_t bits;
          } both;
          both.number = number;
          return both.bits;
        }

        """)
    }
    text.add(
      """
      int @self_test(void)
      {
        for (int sample = 0; sample < \(capitals)_SAMPLES; sample++) {
          const \(output.cType) *expected = &@expected[sample * \(capitals)_OUTPUTS];
          \(output.cType) output[\(capitals)_OUTPUTS];
          @run(&@samples[sample * \(capitals)_INPUTS], output);
          for (int o = 0; o < \(capitals)_OUTPUTS; o++) {
            if (\(differs)) return sample + 1;
          }
        }
        return 0;
      }
      """)
    return text.text
  }
}

extension CText {
  /// Appends a table of words as numbers of a format.
  fileprivate mutating func addTable(
    _ name: String, _ format: EdgeFormat, _ words: [Int32], linkage: String
  ) {
    let numbers = words.map { word in
      format == .float32 ? cText(Float(bitPattern: UInt32(bitPattern: word))) : "\(word)"
    }
    addTable(format.cType, name, numbers, linkage: linkage)
  }
}
