import Detectors
import Harness

extension DetectorName {
  /// Checks that the name stands for nothing else.
  ///
  /// - Parameter language: The language that the detector is written in.
  /// - Throws: ``UsageError`` with what it stands for.
  func checkIsFree(in language: SkeletonLanguage) throws(UsageError) {
    let remedy = "; choose another name"
    if DetectorCatalog.kind(named: kind) != nil || OutsideKind(rawValue: kind) != nil {
      throw UsageError("there is a kind of detector named \(kind) already" + remedy)
    }
    if Suite.controls.contains(kind) {
      throw UsageError("\(kind) is a control, which every run adds" + remedy)
    }
    if Self.wordsOfSuites.contains(kind) {
      throw UsageError("\(kind) means something else in a suite" + remedy)
    }
    let isTaken =
      switch language {
      case .swift: Self.wordsOfSwift.contains(kind)
      case .python: Self.wordsOfPython.contains(module)
      case .c: false
      }
    if isTaken { throw UsageError("\(kind) means something else in \(language.title)" + remedy) }
  }

  /// What YAML does not read as a text, and what stands for every detector in a suite.
  private static let wordsOfSuites = ["true", "false", "null", "nan", "default"]

  /// Keywords, and types of the standard library that the detectors use.
  private static let wordsOfSwift: Set<String> = [
    "any", "array", "as", "bool", "break", "case", "catch", "character", "class", "continue",
    "default", "defer", "dictionary", "do", "double", "else", "enum", "error", "extension",
    "false", "float", "for", "func", "guard", "if", "import", "in", "init", "int", "is", "let",
    "nil", "operator", "optional", "protocol", "range", "repeat", "result", "return", "self",
    "sendable", "sequence", "set", "slice", "span", "static", "string", "struct", "subscript",
    "super", "switch", "throw", "throws", "true", "try", "type", "var", "void", "where", "while",
  ]

  /// Keywords, and modules that a file of the same name would hide from NumPy and the adapter.
  private static let wordsOfPython: Set<String> = [
    "abc", "and", "argparse", "array", "as", "ast", "assay_detector", "assert", "async", "await",
    "base64", "bisect", "break", "bz2", "calendar", "class", "cmd", "code", "codecs",
    "collections", "contextlib", "continue", "copy", "copyreg", "csv", "ctypes", "dataclasses",
    "datetime", "decimal", "def", "del", "difflib", "dis", "elif", "else", "email", "enum",
    "errno", "except", "finally", "fnmatch", "for", "fractions", "from", "functools", "gc",
    "getpass", "gettext", "glob", "global", "gzip", "hashlib", "heapq", "hmac", "html", "http",
    "if", "import", "importlib", "in", "inspect", "io", "is", "itertools", "json", "keyword",
    "lambda", "linecache", "locale", "logging", "lzma", "math", "mmap", "multiprocessing",
    "nonlocal", "not", "numbers", "numpy", "opcode", "operator", "or", "os", "pass", "pathlib",
    "pdb", "pickle", "pkgutil", "platform", "posixpath", "pprint", "queue", "quopri", "raise",
    "random", "re", "resource", "return", "secrets", "select", "selectors", "shlex", "shutil",
    "signal", "site", "socket", "ssl", "stat", "statistics", "string", "struct", "subprocess",
    "symtable", "sys", "sysconfig", "tempfile", "test", "textwrap", "threading", "time",
    "timeit", "token", "tokenize", "torch", "traceback", "try", "types", "typing", "unittest",
    "urllib", "uuid", "warnings", "weakref", "while", "with", "xml", "yield", "zipfile", "zlib",
    "zoneinfo",
  ]
}
