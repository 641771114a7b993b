package dev.pgassay.postgres.server.url;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Literal;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies of the database that the user named, for one comparison. The database itself is only read.
 * All copies are made of one template in the same way: of the database itself if that is possible,
 * else of a database into which a dump of it was restored. They are dropped when this is closed,
 * and by the next comparison if this process is killed. Not thread-safe.
 */
final class DatabaseCopies implements AutoCloseable {
  private static final String PREFIX = "pgassay_copy_";
  private static final int RUN_LENGTH = PREFIX.length() + 8;
  private static final String MARK = "copied by pgassay, which drops it at the end of a comparison";
  private static final List<String> MAINTENANCE_DATABASES = List.of("postgres", "template1");

  /** {@code object_in_use}: a session is in the template, or in a database to be dropped. */
  private static final String IN_USE = "55006";

  private final ConnectionTarget target;
  private final Progress progress;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> made = new ArrayList<>();
  private SourceDatabase source;
  private List<DatabaseSetting> settings;

  /** The database that all copies are made of; null before the first. */
  private String template;

  /** Sessions that keep other processes from dropping the copies. */
  private final List<Session> held = new ArrayList<>();

  /**
   * @param target the database to copy, and a role that may create databases
   */
  DatabaseCopies(ConnectionTarget target, Progress progress) {
    this.target = target;
    this.progress = progress;
  }

  /**
   * Makes a copy. No session of this process may be in the database. The first call drops the
   * leftovers of an earlier comparison.
   *
   * @param label of the copy: lower-case letters and underscores, at most 20, each once
   * @param restoring settings of the sessions that restore a dump, by name
   * @return how to enter the copy
   * @throws Failure if it cannot be made, in one line with the reasons
   */
  ConnectionTarget make(String label, Map<String, String> restoring) {
    try (Session elsewhere = openElsewhere()) {
      if (template == null) {
        readSource();
        sweep(elsewhere);
        template = template(elsewhere, restoring);
      }
      progress.say(
          "copying database %s, %s, to %s; the copy is dropped at the end"
              .formatted(source.name(), source.size(), name(label)));
      ConnectionTarget copy = copy(elsewhere, label);
      Session session = Session.open(copy);
      held.add(session);
      DatabaseSetting.write(session, settings);
      return copy;
    }
  }

  private void readSource() {
    try (Session session = Session.open(target)) {
      source = SourceDatabase.read(session);
      settings = DatabaseSetting.read(session);
    }
  }

  private String name(String label) {
    return PREFIX + run + "_" + label;
  }

  /** Returns the database that all copies are made of. */
  private String template(Session elsewhere, Map<String, String> restoring) {
    Optional<String> reason = source.whyNoTemplate(elsewhere);
    if (reason.isEmpty()) {
      progress.say("no session can enter database " + source.name() + " while it is copied");
      return source.name();
    }
    progress.say(
        "database %s cannot be a template, because %s; dumping and restoring it"
            .formatted(source.name(), reason.get()));
    String seed = name("seed");
    made.add(seed);
    new DumpedDatabase(target, source, reason.get()).restoreInto(seed, elsewhere, restoring);
    return seed;
  }

  private ConnectionTarget copy(Session elsewhere, String label) {
    String name = name(label);
    made.add(name);
    // The files are copied past the log and past the server's buffers.
    String strategy = source.majorVersion() >= 15 ? " STRATEGY file_copy" : "";
    String owner = template.equals(source.name()) ? source.owner() : target.user();
    try {
      elsewhere.execute(
          "cannot copy database " + source.name(),
          "CREATE DATABASE %s OWNER %s TEMPLATE %s%s"
              .formatted(
                  Identifier.quote(name),
                  Identifier.quote(owner),
                  Identifier.quote(template),
                  strategy));
    } catch (DatabaseFailure e) {
      throw e.sqlState().equals(IN_USE)
          ? new Failure(
              "cannot copy database "
                  + source.name()
                  + ": a session entered it meanwhile; keep sessions out of it and start again",
              e)
          : e;
    }
    mark(elsewhere, name);
    return target.withDatabase(name);
  }

  static void mark(Session elsewhere, String name) {
    elsewhere.execute(
        "cannot mark database " + name,
        "COMMENT ON DATABASE " + Identifier.quote(name) + " IS " + Literal.quote(MARK));
  }

  /**
   * Drops the leftovers of a killed process. A running comparison has sessions in its own copies.
   */
  private void sweep(Session elsewhere) {
    List<String> left =
        elsewhere.rows(
            "cannot look for copies that an earlier comparison left",
            row -> row.getString(1),
            """
            SELECT datname
            FROM pg_database AS d
            WHERE datname ~ ? AND pg_has_role(datdba, 'USAGE')
              AND shobj_description(d.oid, 'pg_database') = ?
              AND NOT EXISTS (
                SELECT FROM pg_stat_activity AS a
                WHERE left(a.datname, ?) = left(d.datname, ?))
            """,
            "^" + PREFIX,
            MARK,
            RUN_LENGTH,
            RUN_LENGTH);
    for (String name : left) {
      try {
        elsewhere.execute(
            "cannot drop database " + name, "DROP DATABASE IF EXISTS " + Identifier.quote(name));
        progress.say("dropped database " + name + ", a copy that an earlier comparison left");
      } catch (DatabaseFailure e) {
        if (!e.sqlState().equals(IN_USE)) {
          throw e;
        }
      }
    }
  }

  private Session openElsewhere() {
    Failure refused = null;
    for (String database : MAINTENANCE_DATABASES) {
      try {
        return Session.open(target.withDatabase(database));
      } catch (DatabaseFailure e) {
        refused = e;
      }
    }
    throw new Failure(
        "cannot copy database "
            + target.database()
            + ": copies are made from the database postgres or template1, which role "
            + target.user()
            + " cannot enter: "
            + refused.getMessage(),
        refused);
  }

  private void drop(Session elsewhere, String name) {
    elsewhere.execute(
        "cannot drop database " + name,
        "DROP DATABASE IF EXISTS " + Identifier.quote(name) + " WITH (FORCE)");
    made.remove(name);
  }

  /** Drops the copies, and warns of each one that it cannot drop. */
  @Override
  public void close() {
    held.forEach(Session::close);
    held.clear();
    if (!made.isEmpty()) {
      // An interrupted thread opens no connection.
      boolean interrupted = Thread.interrupted();
      dropAll();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void dropAll() {
    try (Session elsewhere = openElsewhere()) {
      for (String name : List.copyOf(made)) {
        drop(elsewhere, name);
      }
    } catch (Failure e) {
      progress.warn(
          e.getMessage()
              + "; drop the databases "
              + String.join(", ", made)
              + " yourself, or let the next comparison with --copies do it");
    }
  }
}
