// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "QuillBenchmarks",
  products: [.executable(name: "quill-bench", targets: ["QuillBench"])],
  // The name makes the build independent of what the clone's folder is called.
  dependencies: [.package(name: "Quill", path: "..")],
  targets: [
    // The command: arguments, timing, JSON lines, the table of goals, and the workloads.
    .executableTarget(
      name: "QuillBench",
      dependencies: [
        .product(name: "Display", package: "Quill"),
        .product(name: "JSONTrees", package: "Quill"),
        .product(name: "JupyterWire", package: "Quill"),
        .product(name: "Numerics", package: "Quill"),
      ]),
    // The timing rule with a clock of our own, the arguments, the form of a line.
    .testTarget(name: "QuillBenchTests", dependencies: ["QuillBench"]),
  ]
)
