package dev.pgassay.benchmarks.dump;

/** A format of pg_dump that pg_restore reads. */
enum DumpFormat {
  /** One file, written by one process. */
  CUSTOM,
  /** A file for each table, written by several processes on request. */
  DIRECTORY;
}
