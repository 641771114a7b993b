package dev.pgassay.benchmarks.build;

import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an index build may use: the parameters that all benchmarks of builds have. */
final class BuildParameters {
  static final String WORKERS = "max_parallel_maintenance_workers";
  static final String MEMORY = "maintenance_work_mem";

  private static final List<String> SIZES =
      List.of(
          "1MB", "4MB", "16MB", "32MB", "64MB", "128MB", "256MB", "512MB", "1GB", "2GB", "4GB",
          "8GB", "16GB", "32GB");

  private BuildParameters() {}

  static Parameter workers(List<String> defaults) {
    return new Parameter(
        WORKERS,
        "processes that a build may have beside its leader",
        Stage.SESSION,
        new Integers(0, 64),
        defaults);
  }

  static Parameter memory(List<String> defaults) {
    return new Parameter(
        MEMORY,
        "memory of a build, its workers included",
        Stage.SESSION,
        new Words(SIZES),
        defaults);
  }

  /** The settings of the session that builds and then queries, always by the index. */
  static Map<String, String> settings(Parameters point) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(WORKERS, point.text(WORKERS));
    settings.put(MEMORY, point.text(MEMORY));
    // A build of many rows takes hours; no answer is waited for longer than this.
    settings.put("statement_timeout", "1d");
    // Without it a build goes on to its end when its client is killed.
    settings.put("client_connection_check_interval", "1s");
    settings.put("max_parallel_workers_per_gather", "0");
    settings.put("enable_seqscan", "off");
    settings.put("plan_cache_mode", "auto");
    settings.put("jit", "off");
    return settings;
  }
}
