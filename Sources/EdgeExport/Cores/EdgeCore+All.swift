extension EdgeCore {
  /// Arm's Cortex-M0+: whole numbers alone; emulated as the Cortex-M0 of a BBC micro:bit.
  public static let cortexM0Plus = EdgeCore(
    arm: "Cortex-M0+", options: ["-mcpu=cortex-m0plus"], board: "microbit", ticks: 1.024,
    flash: Memory(origin: 0, bytes: 256 << 10), ram: Memory(origin: 0x2000_0000, bytes: 16 << 10),
    prices: .cortexM0Plus)

  /// Arm's Cortex-M4 with a floating-point unit, on a board MPS2.
  public static let cortexM4F = EdgeCore(
    arm: "Cortex-M4F",
    options: ["-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"], board: "mps2-an386",
    ticks: 1.6, flash: Memory(origin: 0, bytes: 512 << 10),
    ram: Memory(origin: 0x2000_0000, bytes: 128 << 10), hasFloatingPoint: true, prices: .cortexM4F)

  /// Arm's Cortex-M33 with a floating-point unit, on a board MPS2+.
  public static let cortexM33F = EdgeCore(
    arm: "Cortex-M33F",
    options: ["-mcpu=cortex-m33", "-mfpu=fpv5-sp-d16", "-mfloat-abi=hard"], board: "mps2-an505",
    ticks: 1.28, flash: Memory(origin: 0x1000_0000, bytes: 512 << 10),
    ram: Memory(origin: 0x3800_0000, bytes: 128 << 10), hasFloatingPoint: true, prices: .cortexM4F)

  /// RISC-V of 32 bits with products and short instructions, on QEMU's own board.
  public static let rv32imc = EdgeCore(
    name: "RV32IMC", family: .riscV,
    compiler: ("riscv64-unknown-elf-gcc", "gcc-riscv64-unknown-elf"),
    options: ["-march=rv32imc", "-mabi=ilp32"],
    emulator: (
      "qemu-system-riscv32", "qemu-system-misc",
      ["-M", "virt", "-cpu", "rv32", "-bios", "none", "-icount", "shift=0"]
    ),
    flash: Memory(origin: 0x8000_0000, bytes: 512 << 10),
    ram: Memory(origin: 0x8010_0000, bytes: 128 << 10), prices: .rv32imc)

  /// This machine: programs are compiled by its own compiler, and no instructions are counted.
  public static let host = EdgeCore(
    name: "host", family: .host, compiler: ("gcc", "gcc"), options: [],
    emulator: ("", "", []), flash: Memory(origin: 0, bytes: 1 << 30),
    ram: Memory(origin: 0, bytes: 1 << 30), prices: .cortexM4F)

  /// The emulated cores, and this machine.
  public static let all: [EdgeCore] = [cortexM0Plus, cortexM4F, cortexM33F, rv32imc, host]

  private init(
    arm name: String, options: [String], board: String, ticks: Double, flash: Memory, ram: Memory,
    hasFloatingPoint: Bool = false, prices: EdgePrices
  ) {
    self.init(
      name: name, family: .arm(ticksPerInstruction: ticks, hasFloatingPoint: hasFloatingPoint),
      compiler: ("arm-none-eabi-gcc", "gcc-arm-none-eabi"), options: ["-mthumb"] + options,
      emulator: ("qemu-system-arm", "qemu-system-arm", ["-M", board, "-icount", "shift=6"]),
      flash: flash, ram: ram, prices: prices)
  }
}
