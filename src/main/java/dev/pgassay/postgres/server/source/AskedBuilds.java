package dev.pgassay.postgres.server.source;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The user's settings for index builds from {@code --set}. A session of builds sets its own memory
 * and workers, so that the user's would otherwise have no effect.
 *
 * @param names of the settings that were given, in lower case
 */
public record AskedBuilds(Set<String> names) {
  public static final String MEMORY = "maintenance_work_mem";
  public static final String WORKERS = "max_parallel_maintenance_workers";

  public AskedBuilds {
    names = Set.copyOf(names);
  }

  public static AskedBuilds of(ServerOptions options) {
    return new AskedBuilds(
        options.settings().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  /**
   * Replaces the defaults with the user's settings.
   *
   * @param session in which the user's settings are in effect, for their values as the server reads
   *     them
   * @param otherwise the limits of builds without the user's settings
   */
  public BuildLimits within(Session session, BuildLimits otherwise) {
    return new BuildLimits(
        names.contains(MEMORY) ? kilobytes(session, MEMORY) : otherwise.memoryKilobytes(),
        names.contains(WORKERS) ? workers(session) : otherwise.parallelWorkers(),
        otherwise.sharedMemoryKilobytes());
  }

  public static long kilobytes(Session session, String setting) {
    String sql = "SELECT pg_size_bytes(current_setting(?)) / 1024";
    return Long.parseLong(session.text("cannot read " + setting, sql, setting).orElseThrow());
  }

  public static int workers(Session session) {
    String sql = "SELECT current_setting(?)";
    int asked =
        Integer.parseInt(session.text("cannot read " + WORKERS, sql, WORKERS).orElseThrow());
    return Math.min(BuildSettings.MOST_WORKERS, asked);
  }
}
