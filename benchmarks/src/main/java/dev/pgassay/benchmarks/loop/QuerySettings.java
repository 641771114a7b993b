package dev.pgassay.benchmarks.loop;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that sessions of benchmarks share: no JIT compilation, a time limit for short
 * queries, and one process of the server for each client, so that numbers of clients can be
 * compared.
 */
public final class QuerySettings {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "plan_cache_mode", "auto",
          "statement_timeout", "60s",
          "max_parallel_workers_per_gather", "0",
          "jit", "off");

  private QuerySettings() {}

  /**
   * Returns the settings with further ones.
   *
   * @param more by name; they replace settings of the same name
   * @return all, in a mutable map
   */
  public static Map<String, String> with(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(more);
    return settings;
  }
}
