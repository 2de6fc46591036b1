internal import CDataFiles

/// A data set that ships with the library, as the text of its file.
///
/// The sets are from the UCI Machine Learning Repository, licence CC BY 4.0; `Sources/CDataFiles/Files`
/// holds them and says whose they are. They are part of the program, so no file has to be found.
@frozen public enum DataFile: Sendable, CaseIterable {
  /// R. A. Fisher's irises.
  case iris
  /// Wines of three cultivars.
  case wine
  /// The Wisconsin breast cancer set.
  case breastCancer
  /// The progression of diabetes.
  case diabetes
  /// Handwritten digits of 8×8 pixels.
  case digits

  /// The bytes of a CSV text with a header row; the last column is the target.
  public var bytes: [UInt8] {
    let file =
      switch self {
      case .iris: quill_iris()
      case .wine: quill_wine()
      case .breastCancer: quill_breast_cancer()
      case .diabetes: quill_diabetes()
      case .digits: quill_digits()
      }
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
