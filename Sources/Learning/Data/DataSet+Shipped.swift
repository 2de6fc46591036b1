internal import DataFiles

/// The sets that ship with the library: no download, no file to find.
///
/// They are from the UCI Machine Learning Repository, licence CC BY 4.0.
extension DataSet {
  /// 150 irises of three species, four lengths of each in cm.
  ///
  /// R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7 (1936).
  public static let iris = classes(
    "iris", .iris, ["setosa", "versicolor", "virginica"])

  /// 178 wines of three cultivars, 13 results of a chemical analysis of each.
  ///
  /// S. Aeberhard and M. Forina, "Wine", UCI Machine Learning Repository (1992).
  public static let wine = classes(
    "wine", .wine, ["cultivar 0", "cultivar 1", "cultivar 2"])

  /// 569 tumours of the breast, 30 measures of the nuclei of cells of each.
  ///
  /// W. Wolberg, O. Mangasarian, N. Street and W. Street, "Breast Cancer Wisconsin (Diagnostic)", UCI
  /// Machine Learning Repository (1993).
  public static let breastCancer = classes(
    "breast cancer", .breastCancer, ["malignant", "benign"])

  /// 1,797 handwritten digits of 8×8 pixels, each from 0 to 16, row after row.
  ///
  /// E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
  /// Repository (1998), its test part.
  public static let digits = classes("digits", .digits, (0...9).map { "\($0)" })

  /// 442 patients with diabetes, ten measures of each, and how far the disease went in a year.
  ///
  /// B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, "Least angle regression", Annals of Statistics
  /// 32 (2004).
  public static let diabetes: DataSet = {
    let (names, rows) = parts(of: .diabetes)
    return DataSet(
      unchecked: "diabetes", rows.map { Array($0.dropLast()) }, Array(names.dropLast()),
      .values(rows.map { $0.last ?? 0 }, name: "progression"))
  }()

  private static func classes(_ name: String, _ file: DataFile, _ classes: [String]) -> DataSet {
    let (names, rows) = parts(of: file)
    return DataSet(
      unchecked: name, rows.map { Array($0.dropLast()) }, Array(names.dropLast()),
      .labels(rows.map { Int($0.last ?? 0) }, classNames: classes))
  }

  /// The names and numbers of a file that is known to be sound: the tests read it with ``CSV`` too.
  private static func parts(of file: DataFile) -> ([String], [[Double]]) {
    let lines = file.bytes.split(separator: UInt8(ascii: "\n"))
    let fields = lines.map { line in
      line.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
    }
    return (fields.first ?? [], fields.dropFirst().map { $0.compactMap(Double.init) })
  }
}
