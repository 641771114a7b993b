package dev.pgassay.benchmarks.dump;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Parameter.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The host's inputs for a fork that dumps or restores. Immutable.
 *
 * @param programs the folder of pg_dump and pg_restore
 * @param dump written or read
 * @param jobs number of processes
 * @param buildSettings server settings of a restore, which builds indexes, by name
 * @param contents content of the dump
 */
record DumpRestoreInputs(
    Path programs, Dump dump, int jobs, Map<String, String> buildSettings, Contents contents) {
  private static final String PROGRAMS = "dump.programs";
  private static final String PATH = "dump.path";
  private static final String FORMAT = "dump.format";
  private static final String COMPRESSION = "dump.compression";
  private static final String SCHEMA = "dump.schema";
  private static final String JOBS = "dump.jobs";
  private static final String BUILD = "dump.build";
  private static final String ROWS = "dump.rows";
  private static final String INDEXES = "dump.indexes";

  DumpRestoreInputs {
    buildSettings = new TreeMap<>(buildSettings);
  }

  /**
   * The content of a schema.
   *
   * @param rows of each table
   * @param indexes number of valid indexes
   */
  record Contents(Map<String, Long> rows, int indexes) {
    Contents {
      rows = new LinkedHashMap<>(rows);
    }
  }

  Map<String, String> toMap() {
    return Map.of(
        PROGRAMS, programs.toString(),
        PATH, dump.path().toString(),
        FORMAT, Words.word(dump.format()),
        COMPRESSION, Integer.toString(dump.compression()),
        SCHEMA, dump.schema(),
        JOBS, Integer.toString(jobs),
        BUILD, text(buildSettings),
        ROWS, text(contents.rows()),
        INDEXES, Integer.toString(contents.indexes()));
  }

  static DumpRestoreInputs of(ForkContext context) {
    Dump dump =
        new Dump(
            Path.of(context.input(PATH)),
            Words.constant(context.input(FORMAT), DumpFormat.class),
            Integer.parseInt(context.input(COMPRESSION)),
            context.input(SCHEMA));
    Map<String, Long> rows = new LinkedHashMap<>();
    map(context.input(ROWS)).forEach((table, count) -> rows.put(table, Long.parseLong(count)));
    return new DumpRestoreInputs(
        Path.of(context.input(PROGRAMS)),
        dump,
        Integer.parseInt(context.input(JOBS)),
        map(context.input(BUILD)),
        new Contents(rows, Integer.parseInt(context.input(INDEXES))));
  }

  private static String text(Map<String, ?> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> map(String text) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String entry : text.split(",")) {
      int equals = entry.indexOf('=');
      map.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return map;
  }
}
