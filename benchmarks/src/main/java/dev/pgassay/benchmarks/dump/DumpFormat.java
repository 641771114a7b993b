package dev.pgassay.benchmarks.dump;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A format of pg_dump that pg_restore reads. */
enum DumpFormat {
  /** One file, written by one process. */
  CUSTOM,
  /** A file for each table, written by several processes where they are asked for. */
  DIRECTORY;

  static DumpFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(DumpFormat::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
