package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.measure.workload.Parameters;
import java.util.Map;

/** The parameters that all benchmarks of index builds share, and the settings of their sessions. */
final class BuildParameters {
  static final String WORKERS = "max_parallel_maintenance_workers";
  private static final String MEMORY = "maintenance_work_mem";

  static final String WORKERS_DESCRIPTION =
      "processes that a build may have, not counting its leader";
  static final String MEMORY_DESCRIPTION = "memory of a build, its workers included";

  private BuildParameters() {}

  /** The settings of the session that builds and then queries, always by the index. */
  static Map<String, String> settings(Parameters point) {
    Map<String, String> settings = QuerySettings.with(Map.of("enable_seqscan", "off"));
    settings.put(WORKERS, point.text(WORKERS));
    settings.put(MEMORY, point.text(MEMORY));
    // A build of many rows takes hours; the client waits no longer than this.
    settings.put("statement_timeout", "1d");
    // Without it the server would finish a build whose client was killed.
    settings.put("client_connection_check_interval", "1s");
    return settings;
  }
}
