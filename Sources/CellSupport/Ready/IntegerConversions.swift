// Conversions between integers, each said for its own two types.
//
// The standard library has one for all types. To inline it, the compiler first optimises everything
// that an integer can do, which takes a fifth of a second a cell; and in a cell these are preferred.

extension UInt8 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= 0 && number <= 0xFF, "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt16 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= 0 && number <= 0xFFFF, "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt32 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= 0 && number <= 0xFFFF_FFFF, "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt64 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(number >= 0, "Negative value is not representable")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(number >= 0, "Negative value is not representable")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int8 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= -0x80 && number <= 0x7F, "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int16 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= -0x8000 && number <= 0x7FFF, "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int32 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    precondition(
      number >= -0x8000_0000 && number <= 0x7FFF_FFFF,
      "Not enough bits to represent the passed value")
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int64 {
  /// The same number.
  @_transparent public init(_ number: Int) {
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int {
  /// The same number.
  @_transparent public init(_ number: UInt8) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: UInt16) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: UInt32) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: UInt64) {
    precondition(
      number <= 0x7FFF_FFFF_FFFF_FFFF, "Not enough bits to represent the passed value")
    self.init(bitPattern: number._lowWord)
  }

  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: UInt) {
    precondition(
      number <= 0x7FFF_FFFF_FFFF_FFFF, "Not enough bits to represent the passed value")
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int8) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int16) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int32) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int64) {
    self.init(bitPattern: number._lowWord)
  }
}
