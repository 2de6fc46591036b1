/// What stands round a program on a core: the start after reset, the memory map, and the program that runs
/// the samples, counts and prints.
struct Harness {
  let program: EdgeProgram
  let core: EdgeCore
  /// Whether a core's floating-point unit is switched on, as it has to be.
  var switchesFloatingPointOn = true

  /// The files with their names.
  var files: [(name: String, text: String)] {
    let start =
      switch core.family {
      case .arm(_, let hasFloatingPoint):
        Harness.arm(switchingOn: hasFloatingPoint && switchesFloatingPointOn)
      case .riscV: Harness.riscV
      case .host: Harness.host
      }
    let map = core.isHost ? [] : [(name: "memory.ld", text: linkerScript)]
    return [(name: "port.h", text: Harness.port), ("start.c", start), ("main.c", main)] + map
  }

  /// What the start says to the program.
  private static let port = """
    /* What main.c needs of a core. */
    #include <stdint.h>

    void port_put(const char *text);
    /* A counter that grows with the instructions; it wraps at port_count_mask. */
    uint32_t port_count(void);
    extern const uint32_t port_count_mask;
    /* Where the stack ends now, and the lowest place that it may reach. */
    uintptr_t port_stack(void);
    extern uint32_t port_stack_floor[];

    """

  /// The program that runs the samples: a line of words for each, then a line of counts for each.
  private var main: String {
    let (input, output) = (program.body.inputFormat.cType, program.body.outputFormat.cType)
    var text = CText(prefix: program.name)
    let capitals = program.name.uppercased()
    text.add(
      """
      #include "port.h"
      #include "\(program.name).h"

      typedef void (*model)(const \(input) *, \(output) *);

      static \(output) output[\(capitals)_OUTPUTS];

      static void nothing(const \(input) *in, \(output) *out)
      {
        (void)in;
        (void)out;
      }

      static model volatile run = @run;
      static model volatile idle = nothing;

      static void put_word(uint32_t word)
      {
        char text[10];
        for (int i = 0; i < 8; i++) text[i] = "0123456789abcdef"[word >> (28 - 4 * i) & 15u];
        text[8] = ' ';
        text[9] = 0;
        port_put(text);
      }

      static uint32_t bits_of(const \(output) *number)
      {
        union {
          \(output) number;
          uint32_t bits;
        } both;
        both.bits = 0;
        both.number = *number;
        return both.bits;
      }

      static uint32_t count_of(model volatile *what, const \(input) *in, int times)
      {
        const uint32_t begin = port_count();
        for (int i = 0; i < times; i++) (*what)(in, output);
        return (port_count() - begin) & port_count_mask;
      }

      static uint32_t stack_of(const \(input) *in)
      {
        uint32_t *const end = (uint32_t *)(port_stack() & ~(uintptr_t)3u) - 8;
        uint32_t *word = port_stack_floor;
        for (uint32_t *at = word; at < end; at++) *(volatile uint32_t *)at = 0xdeadbeefu;
        run(in, output);
        while (word < end && *word == 0xdeadbeefu) word++;
        return (uint32_t)(port_stack() - (uintptr_t)word);
      }

      int main(void)
      {
        for (int sample = 0; sample < \(capitals)_SAMPLES; sample++) {
          run(&@samples[sample * \(capitals)_INPUTS], output);
          for (int o = 0; o < \(capitals)_OUTPUTS; o++) put_word(bits_of(&output[o]));
          port_put("\\n");
        }
        for (int sample = 0; sample < \(capitals)_SAMPLES && sample < \(Harness.countedSamples); sample++) {
          const \(input) *in = &@samples[sample * \(capitals)_INPUTS];
          const uint32_t once = count_of(&run, in, 1);
          const int times = once < 1000000u ? 8 : 1;
          port_put("count ");
          put_word((uint32_t)times);
          put_word(count_of(&run, in, times));
          put_word(count_of(&idle, in, times));
          put_word(stack_of(in));
          port_put("\\n");
        }
        port_put(@self_test() == 0 ? "same\\n" : "different\\n");
        return 0;
      }
      """)
    return text.text
  }

  /// How many samples are counted.
  static let countedSamples = 16
}
