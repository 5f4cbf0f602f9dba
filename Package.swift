// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors, unsafe code is marked where it stands, imports are internal unless said otherwise.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The modules in the order of the way of the data; each may import only what is named here.
let modules: [(name: String, dependencies: [Target.Dependency])] = [
  ("Archives", ["CArchive", "CCSV", "CNettle", "CZlib"]),
  ("Numerics", []),
  ("JSON", ["Numerics"]),
  ("Processes", ["CProcesses"]),
  ("Telemetry", ["Numerics"]),
  ("Datasets", ["Archives", "Numerics", "Processes", "Telemetry"]),
  ("Preparation", ["Numerics", "Telemetry"]),
  ("Detectors", ["Numerics", "Telemetry"]),
  ("External", ["Archives", "Numerics", "Processes", "JSON", "Telemetry", "Detectors"]),
  ("Alarms", ["Numerics", "Telemetry"]),
  ("Metrics", ["Alarms", "Numerics", "Telemetry"]),
  (
    "Harness",
    [
      "CMalloc", "CYAML", "Archives", "Numerics", "JSON", "Telemetry", "Datasets", "Preparation",
      "Detectors", "External", "Alarms", "Metrics",
    ]
  ),
  ("Reports", ["Archives", "Numerics", "JSON", "Telemetry", "Metrics", "Harness"]),
]

/// The fuzzers, which build only with their sanitizer and so are asked for: see Tests/Fuzz/run.
let fuzzers: [Target] =
  Context.environment["ASSAY_FUZZ"] == nil
  ? []
  : [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "assay-fuzz",
      dependencies: ["CFuzzer", "Archives", "Datasets", "Numerics", "Telemetry", "TestSupport"],
      path: "Tests/Fuzz/Targets", swiftSettings: strict),
  ]

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["assay"])],
  targets: [
    .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CProcessor"),
    .target(name: "CProcesses"),
    .executableTarget(
      name: "assay",
      dependencies: [
        "CProcessor", "Archives", "Numerics", "JSON", "Datasets", "Detectors", "External",
        "Metrics", "Harness",
        "Reports",
      ],
      swiftSettings: strict),
  ]
    + modules.map { module in
      .target(
        name: module.name, dependencies: module.dependencies,
        resources: module.name == "External" ? [.embedInCode("Python/assay_detector.py")] : [],
        swiftSettings: strict)
    }
    + modules.map { module in
      .testTarget(
        name: module.name + "Tests",
        dependencies: [.target(name: module.name), "TestSupport"] + module.dependencies
          + (module.name == "Archives" ? ["Numerics"] : [])
          + (module.name == "Detectors" ? ["Archives", "Datasets", "Preparation"] : []),
        exclude: module.name == "External" ? ["Python"] : [], swiftSettings: strict)
    }
    + [
      .target(
        name: "TestSupport", dependencies: ["CArchive", "CZlib"], path: "Tests/TestSupport",
        swiftSettings: strict),
      .executableTarget(
        name: "assay-cold-load", dependencies: ["Datasets", "Telemetry"],
        path: "Tests/Figures/ColdLoad", swiftSettings: strict),
      .executableTarget(
        name: "assay-raw-load", dependencies: ["Datasets"],
        path: "Tests/Figures/RawLoad", swiftSettings: strict),
      .executableTarget(
        name: "assay-round-trip",
        dependencies: ["Processes", "JSON", "Numerics", "Telemetry", "Detectors", "External"],
        path: "Tests/Figures/RoundTrip", exclude: ["echo.c"], swiftSettings: strict),
      .executableTarget(
        name: "assay-uncertainty",
        dependencies: [
          "Alarms", "Datasets", "Detectors", "Harness", "Metrics", "Numerics", "Telemetry",
        ],
        path: "Tests/Figures/Uncertainty", swiftSettings: strict),
      .executableTarget(
        name: "assay-classical",
        dependencies: ["Datasets", "Detectors", "Numerics", "Preparation", "Telemetry"],
        path: "Tests/Figures/Classical",
        exclude: [
          "classical.py", "programs.py", "quality.py", "references.py", "requirements.txt",
          "rows.py", "run", "scoring.py", "speed.py",
        ], swiftSettings: strict),
      .executableTarget(
        name: "assay-metric-speed", dependencies: ["Metrics", "Numerics"],
        path: "Tests/Figures/MetricSpeed", swiftSettings: strict),
      .testTarget(
        name: "assayTests",
        dependencies: ["TestSupport", "assay", "Archives", "JSON", "Datasets", "Harness"],
        swiftSettings: strict),
    ] + fuzzers,
  swiftLanguageModes: [.v6]
)
