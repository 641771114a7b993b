package dev.pgassay.postgres.server.url;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.ClientPrograms;
import dev.pgassay.postgres.server.process.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A database that is copied by {@code pg_dump} and {@code pg_restore}, because it cannot be a
 * template.
 */
final class DumpedDatabase {
  private static final int JOBS = 2;

  private final ConnectionTarget target;
  private final SourceDatabase source;
  private final String reason;

  /** An extension of the database, in the schema that it is in. */
  private record Extension(String name, String schema) {}

  /**
   * @param target the database
   * @param reason why it cannot be a template, for messages
   */
  DumpedDatabase(ConnectionTarget target, SourceDatabase source, String reason) {
    this.target = target;
    this.source = source;
    this.reason = reason;
  }

  /**
   * Creates a database and restores a dump into it, then vacuums and analyzes it.
   *
   * @param seed name of the new database
   * @param elsewhere a session in another database
   * @param settings of the restoring sessions
   */
  void restoreInto(String seed, Session elsewhere, Map<String, String> settings) {
    ClientPrograms programs = programs();
    List<Extension> extensions;
    try (Session session = Session.open(target)) {
      requireOwnObjects(session);
      extensions = extensions(session);
      create(session, elsewhere, seed, extensions);
    }
    ConnectionTarget there = target.withDatabase(seed);
    transfer(programs, there, extensions, settings);
    try (Session session = Session.open(there)) {
      session.execute("cannot analyze the restored database", "VACUUM (ANALYZE)");
    }
  }

  private ClientPrograms programs() {
    List<ClientPrograms> installed =
        ClientPrograms.installed(System.getenv().getOrDefault("PATH", ""));
    return ClientPrograms.forServer(source.majorVersion(), installed)
        .orElseThrow(
            () ->
                new Failure(
                    "cannot copy database %s: it cannot be a template, because %s, and a dump needs pg_dump of version %d or newer; install the package postgresql-client-%3$d"
                        .formatted(source.name(), reason, source.majorVersion())));
  }

  /** Row level security does not hold for an owner, so no table may change its owner. */
  private void requireOwnObjects(Session session) {
    if (source.superuser()) {
      return;
    }
    List<String> others =
        session.rows(
            "cannot read the owners of the tables",
            row -> row.getString(1),
            """
            SELECT c.oid::regclass || ' belongs to ' || pg_get_userbyid(relowner)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
            WHERE relkind IN ('r', 'p', 'm', 'v', 'f') AND nspname !~ '^(pg_|information_schema$)'
              AND NOT pg_has_role(relowner, 'USAGE')
              AND NOT EXISTS (
                SELECT FROM pg_depend WHERE objid = c.oid AND classid = 'pg_class'::regclass AND deptype = 'e')
            ORDER BY 1
            """);
    if (!others.isEmpty()) {
      throw new Failure(
          "cannot copy database %s: it cannot be a template, because %s, and in a restored copy every table would belong to %s: %s%s; connect as the owner or as a superuser"
              .formatted(
                  source.name(),
                  reason,
                  target.user(),
                  others.get(0),
                  others.size() > 1 ? " and " + (others.size() - 1) + " more" : ""));
    }
  }

  private static List<Extension> extensions(Session session) {
    return session.rows(
        "cannot read the extensions",
        row -> new Extension(row.getString(1), row.getString(2)),
        """
        SELECT extname, nspname
        FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = extnamespace
        WHERE extname <> 'plpgsql'
        ORDER BY e.oid
        """);
  }

  /**
   * Creates the database from template0; if the role may not create an extension, then from
   * template1, in which a superuser may have created it.
   */
  private void create(Session session, Session elsewhere, String seed, List<Extension> extensions) {
    createFrom("template0", session, elsewhere, seed);
    try {
      createExtensions(seed, extensions);
    } catch (DatabaseFailure refused) {
      elsewhere.execute("cannot drop database " + seed, "DROP DATABASE " + Identifier.quote(seed));
      createFrom("template1", session, elsewhere, seed);
      try {
        createExtensions(seed, extensions);
      } catch (DatabaseFailure e) {
        throw new Failure(
            "cannot copy database %s: it cannot be a template, because %s, and a restored copy lacks an extension: %s; have a superuser create the extension in template1"
                .formatted(source.name(), reason, refused.getMessage()),
            e);
      }
    }
  }

  private void createFrom(String template, Session session, Session elsewhere, String seed) {
    String provider = source.majorVersion() >= 15 ? provider(session) : "";
    String options =
        session
            .text(
                "cannot read the locale of the database",
                """
                SELECT format('ENCODING %L LC_COLLATE %L LC_CTYPE %L',
                  pg_encoding_to_char(encoding), datcollate, datctype)
                FROM pg_database WHERE datname = current_database()
                """)
            .orElseThrow();
    elsewhere.execute(
        "cannot create database " + seed,
        "CREATE DATABASE %s TEMPLATE %s %s%s"
            .formatted(Identifier.quote(seed), template, options, provider));
    DatabaseCopies.mark(elsewhere, seed);
  }

  private String provider(Session session) {
    String locale = source.majorVersion() >= 17 ? "datlocale" : "daticulocale";
    return session
        .text(
            "cannot read the locale provider of the database",
            """
            SELECT CASE datlocprovider
              WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %%L', %1$s)
              WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %%L', %1$s)
              ELSE ' LOCALE_PROVIDER libc' END
            FROM pg_database WHERE datname = current_database()
            """
                .formatted(locale))
        .orElseThrow();
  }

  private void createExtensions(String seed, List<Extension> extensions) {
    try (Session session = Session.open(target.withDatabase(seed))) {
      for (Extension extension : extensions) {
        String schema = Identifier.quote(extension.schema());
        session.execute(
            "cannot create extension " + extension.name(),
            "CREATE SCHEMA IF NOT EXISTS %s; CREATE EXTENSION IF NOT EXISTS %s SCHEMA %1$s"
                .formatted(schema, Identifier.quote(extension.name())));
      }
    }
  }

  private void transfer(
      ClientPrograms programs,
      ConnectionTarget there,
      List<Extension> extensions,
      Map<String, String> settings) {
    try {
      Path folder = Files.createTempDirectory("pgassay-copy");
      try {
        Path dump = folder.resolve("dump");
        ServerProgram from = new ServerProgram(programs.folder(), target, Map.of());
        ServerProgram to = new ServerProgram(programs.folder(), there, settings);
        List<String> dumping =
            List.of(
                "--format=directory",
                "--jobs=" + JOBS,
                "--compress=1",
                "--no-publications",
                "--no-subscriptions",
                "--file=" + dump);
        checked("pg_dump", from.run("pg_dump", dumping));
        ServerProgram.Outcome list = to.run("pg_restore", List.of("--list", dump.toString()));
        checked("pg_restore", list);
        Path kept = Files.writeString(folder.resolve("list"), kept(list.output(), extensions));
        checked("pg_restore", to.run("pg_restore", restoring(there, dump, kept)));
      } finally {
        new FolderTree(folder).delete();
      }
    } catch (IOException e) {
      throw new Failure("cannot dump database " + source.name() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while database " + source.name() + " was copied", e);
    }
  }

  private List<String> restoring(ConnectionTarget there, Path dump, Path list) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--dbname=" + there.database(),
                "--exit-on-error",
                "--jobs=" + JOBS,
                "--use-list=" + list,
                dump.toString()));
    if (!source.superuser()) {
      arguments.addAll(0, List.of("--no-owner", "--no-privileges"));
    }
    return arguments;
  }

  /** Leaves out the extensions and their schemas, which are there already. */
  private static String kept(String list, List<Extension> extensions) {
    List<String> created =
        extensions.stream().map(it -> " SCHEMA - " + it.schema() + " ").distinct().toList();
    return list.lines()
        .filter(line -> !line.contains(" EXTENSION - ") && !line.contains(" COMMENT - EXTENSION "))
        .filter(line -> created.stream().noneMatch(line::contains))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void checked(String program, ServerProgram.Outcome outcome) {
    if (!outcome.succeeded()) {
      throw new Failure(
          "cannot copy database "
              + source.name()
              + ": "
              + program
              + " failed: "
              + outcome.complaint());
    }
  }
}
