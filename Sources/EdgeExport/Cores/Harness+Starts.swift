extension Harness {
  /// How a core says that it has ended, and with which status.
  private static let leave = """
    static void leave(int status)
    {
      const uint32_t words[2] = {0x20026u, (uint32_t)status};
      semihost(0x20, words);
      for (;;) {
      }
    }
    """

  /// The start of an Arm core: vectors, floating point, variables, and output by semihosting (Arm, "Semihosting
  /// for AArch32 and AArch64").
  static func arm(switchingOn: Bool) -> String {
    let floatingPoint = """
        *(volatile uint32_t *)0xe000ed88u |= 0xfu << 20; /* coprocessors 10 and 11 */
        __asm__ volatile("dsb\\n isb");

      """
    return """
      #include "port.h"

      extern uint32_t data_image[], data_begin[], data_end[], bss_begin[], bss_end[];
      extern void stack_top(void);
      int main(void);
      void reset(void);

      const uint32_t port_count_mask = 0xffffffu;

      static int semihost(int operation, const void *argument)
      {
        register int r0 __asm__("r0") = operation;
        register const void *r1 __asm__("r1") = argument;
        __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
        return r0;
      }

      void port_put(const char *text) { semihost(0x04, text); }

      \(leave)

      /* SysTick counts down. */
      uint32_t port_count(void) { return 0xffffffu - *(volatile uint32_t *)0xe000e018u; }

      uintptr_t port_stack(void)
      {
        uintptr_t stack;
        __asm__ volatile("mov %0, sp" : "=r"(stack));
        return stack;
      }

      static void fault(void) { leave(\(Harness.faultStatus)); }

      void reset(void)
      {
      \(switchingOn ? floatingPoint : "")  const uint32_t *from = data_image;
        for (uint32_t *to = data_begin; to < data_end;) *(volatile uint32_t *)to++ = *from++;
        for (uint32_t *to = bss_begin; to < bss_end;) *(volatile uint32_t *)to++ = 0;
        *(volatile uint32_t *)0xe000e014u = 0xffffffu; /* the longest round */
        *(volatile uint32_t *)0xe000e018u = 0;
        *(volatile uint32_t *)0xe000e010u = 5; /* on, with the core's clock */
        leave(main());
      }

      __attribute__((section(".vectors"), used)) static void (*const vectors[16])(void) = {
        stack_top, reset, fault, fault, fault, fault, fault, 0, 0, 0, 0, fault, fault, 0, fault, fault};

      """
  }

  /// The start of a RISC-V core in machine mode.
  static let riscV = """
    #include "port.h"

    extern uint32_t data_image[], data_begin[], data_end[], bss_begin[], bss_end[];
    int main(void);
    void begin(void);
    void reset(void);

    const uint32_t port_count_mask = 0xffffffffu;

    static int semihost(int operation, const void *argument)
    {
      register int a0 __asm__("a0") = operation;
      register const void *a1 __asm__("a1") = argument;
      __asm__ volatile(
          ".option push\\n .option norvc\\n .balign 16\\n"
          "slli x0, x0, 0x1f\\n ebreak\\n srai x0, x0, 7\\n .option pop"
          : "+r"(a0) : "r"(a1) : "memory");
      return a0;
    }

    void port_put(const char *text) { semihost(0x04, text); }

    \(leave)

    uint32_t port_count(void)
    {
      uint32_t count;
      __asm__ volatile(".option push\\n .option arch, +zicsr\\n csrr %0, instret\\n .option pop" : "=r"(count));
      return count;
    }

    uintptr_t port_stack(void)
    {
      uintptr_t stack;
      __asm__ volatile("mv %0, sp" : "=r"(stack));
      return stack;
    }

    __attribute__((aligned(4))) static void fault(void) { leave(\(Harness.faultStatus)); }

    void begin(void)
    {
      const uint32_t *from = data_image;
      for (uint32_t *to = data_begin; to < data_end;) *(volatile uint32_t *)to++ = *from++;
      for (uint32_t *to = bss_begin; to < bss_end;) *(volatile uint32_t *)to++ = 0;
      __asm__ volatile(".option push\\n .option arch, +zicsr\\n csrw mtvec, %0\\n .option pop" : : "r"(fault));
      leave(main());
    }

    __attribute__((naked, section(".vectors"), used)) void reset(void)
    {
      __asm__ volatile(
          ".option push\\n .option norelax\\n la gp, __global_pointer$\\n .option pop\\n"
          "la sp, stack_top\\n j begin");
    }

    """

  /// The start on this machine, where nothing is counted.
  static let host = """
    #include "port.h"
    #include <stdio.h>

    const uint32_t port_count_mask = 0;
    uint32_t port_stack_floor[1];

    void port_put(const char *text) { fputs(text, stdout); }
    uint32_t port_count(void) { return 0; }
    uintptr_t port_stack(void) { return (uintptr_t)port_stack_floor; }

    """

  /// The status of a program whose core has met what it cannot do.
  static let faultStatus = 99

  /// Where the parts of a program lie; linking fails where they do not fit.
  var linkerScript: String {
    let stack = (program.body.work.stackBytes + 511) & ~7
    return """
      ENTRY(reset)
      MEMORY
      {
        FLASH (rx)  : ORIGIN = \(core.flash.origin), LENGTH = \(core.flash.bytes)
        RAM   (rwx) : ORIGIN = \(core.ram.origin), LENGTH = \(core.ram.bytes)
      }
      stack_top = ORIGIN(RAM) + LENGTH(RAM);
      SECTIONS
      {
        .text : { KEEP(*(.vectors)) *(.text*) *(.rodata*) *(.srodata*) . = ALIGN(4); } > FLASH
        .ARM.exidx : { *(.ARM.exidx*) } > FLASH
        .data :
        {
          . = ALIGN(4);
          data_begin = .;
          *(.data*)
          __global_pointer$ = . + 0x800;
          *(.sdata*)
          . = ALIGN(4);
          data_end = .;
        } > RAM AT > FLASH
        data_image = LOADADDR(.data);
        .bss (NOLOAD) :
        {
          . = ALIGN(4);
          bss_begin = .;
          *(.sbss*) *(.bss*) *(COMMON)
          . = ALIGN(8);
          bss_end = .;
          port_stack_floor = .;
        } > RAM
        .stack (NOLOAD) : { . += \(stack); } > RAM
      }

      """
  }
}
