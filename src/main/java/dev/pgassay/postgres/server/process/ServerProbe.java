package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.workspace.Extensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out the properties of a server and our rights there. */
public final class ServerProbe {
  private static final int OLDEST_VERSION_NUMBER = Installation.OLDEST * 10_000;

  private ServerProbe() {}

  /**
   * Reads the facts.
   *
   * @throws Failure when the server is too old
   */
  public static ServerInfo read(Session session, SourceKind source) {
    String doing = "cannot read the server's version";
    int versionNumber =
        Integer.parseInt(session.text(doing, "SHOW server_version_num").orElseThrow());
    String version = session.text(doing, "SHOW server_version").orElseThrow();
    String where = session.target().host() + ":" + session.target().port();
    requireSupported(versionNumber, version, where);
    boolean superuser =
        session.holds(
            "cannot read our rights", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    Map<String, String> extensions = Extensions.offered(session);
    return new ServerInfo(
        versionNumber,
        version,
        source,
        where,
        superuser,
        extensions,
        Optional.empty(),
        Optional.empty(),
        notices(session, superuser, extensions));
  }

  /**
   * Checks the version.
   *
   * @throws Failure when it is too old
   */
  static void requireSupported(int versionNumber, String version, String where) {
    if (versionNumber < OLDEST_VERSION_NUMBER) {
      throw new Failure(
          "the server at "
              + where
              + " is PostgreSQL "
              + version
              + "; pgassay needs "
              + Installation.OLDEST
              + " or newer");
    }
  }

  private static List<String> notices(
      Session session, boolean superuser, Map<String, String> extensions) {
    List<String> notices = new ArrayList<>();
    boolean statistics =
        superuser
            ? extensions.containsKey("pg_stat_statements")
            : Extensions.isCreated(session, "pg_stat_statements");
    if (!statistics) {
      notices.add(
          "the view of vector-query statistics is left out: pg_stat_statements is not available");
    }
    if (!superuser && !readsAllStatistics(session)) {
      notices.add(
          "statistics of other sessions cannot be read: this user is not in pg_read_all_stats");
    }
    if (!superuser && !mayCreateRoles(session)) {
      notices.add(
          "no roles of our own: this user may not create any, so reading only is a setting of the"
              + " session");
    }
    return notices;
  }

  private static boolean readsAllStatistics(Session session) {
    return session.holds(
        "cannot read our rights", "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')");
  }

  public static boolean mayCreateRoles(Session session) {
    return session.holds(
        "cannot read our rights",
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user");
  }
}
