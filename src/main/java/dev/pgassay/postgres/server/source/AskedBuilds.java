package dev.pgassay.postgres.server.source;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the user has asked for index builds with {@code --set}. A session of builds sets its own
 * memory and workers, so that these would otherwise count for nothing.
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
   * Puts what was asked for in the place of what would be.
   *
   * @param session in which the user's settings hold, for their values as the server reads them
   * @param otherwise what builds may use where nothing was asked for
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
