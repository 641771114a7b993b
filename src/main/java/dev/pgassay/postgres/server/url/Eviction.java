package dev.pgassay.postgres.server.url;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.FileCache;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.workspace.ServerRoles;
import java.util.List;
import java.util.Optional;

/**
 * Makes a server that we cannot restart evict its buffers of a database. The system's file cache is
 * out of reach there.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/pgbuffercache.html">pg_buffercache_evict</a>
 */
final class Eviction {
  private static final int FIRST_VERSION = 17;
  private static final String EXTENSION = "pg_buffercache";
  private static final String INSTEAD = "; use --database local, whose server is restarted";

  /** The function returns a boolean in one version and a record in the next. */
  private static final String EVICT =
      """
      SELECT count(pg_buffercache_evict(bufferid))
      FROM pg_buffercache
      WHERE reldatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private final ConnectionTarget user;
  private final ServerInfo info;

  /**
   * @param user who evicts, if a superuser
   */
  Eviction(ConnectionTarget user, ServerInfo info) {
    this.user = user;
    this.info = info;
  }

  /** Says why eviction is not possible. */
  Optional<String> whyNot() {
    if (info.majorVersion() < FIRST_VERSION) {
      return Optional.of(
          "PostgreSQL "
              + info.majorVersion()
              + " cannot evict its buffers, as "
              + FIRST_VERSION
              + " and newer can"
              + INSTEAD);
    }
    if (!info.superuser()) {
      return Optional.of("only a superuser may evict its buffers" + INSTEAD);
    }
    return info.extensions().containsKey(EXTENSION)
        ? Optional.empty()
        : Optional.of("it has no extension " + EXTENSION + INSTEAD);
  }

  /**
   * Evicts the buffers of a database.
   *
   * @return the actions, in order
   */
  List<String> of(String database) {
    try (Session session = Session.open(new ServerRoles.Place(database, "public").on(user))) {
      session.execute("cannot write a checkpoint", "CHECKPOINT");
      String evicted = session.text("cannot evict the server's buffers", EVICT).orElseThrow();
      return List.of("CHECKPOINT", evicted + " buffers evicted", FileCache.LEFT_ALONE);
    }
  }
}
