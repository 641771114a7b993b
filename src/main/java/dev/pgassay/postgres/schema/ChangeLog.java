package dev.pgassay.postgres.schema;

import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The table in which a workspace records the migrations that it has. Each entry has a seal, a hash
 * of itself and of the migration's script, so that an entry that was edited by hand, or whose
 * script is another now, is found. The seal is not a signature: anybody who knows how it is made
 * can forge it.
 */
final class ChangeLog {
  /** The name of the table in the workspace's schema for bookkeeping. */
  static final String TABLE = "changelog";

  /**
   * The first migration of a version that seals; with it the entries before got their seals too.
   */
  private static final int SEALED_FROM = 4;

  private static final String QUALIFIED = Workspace.META_SCHEMA + "." + TABLE;
  private static final String TYPE = "change log entry";
  private static final String NO_SEAL = "no seal";
  private static final int SHOWN_OF_SEAL = 12;

  private ChangeLog() {}

  private record Entry(String id, String appliedAt, String description, Optional<String> seal) {
    Optional<Migration> migration() {
      return Migrations.all().stream()
          .filter(migration -> Integer.toString(migration.number()).equals(id))
          .findFirst();
    }

    String expectedSeal(Migration migration) {
      String text = String.join("\n", id, appliedAt, description, migration.script());
      return Sha256.hex(text);
    }
  }

  /**
   * Makes the table if it does not exist; without seals, as earlier versions made it, if {@code
   * sealed} is false.
   */
  static void create(Session session, String schema, boolean sealed) {
    session.execute(
        "cannot create the change log",
        """
        CREATE TABLE IF NOT EXISTS %s.%s (
          id numeric(20, 0) PRIMARY KEY,
          applied_at text NOT NULL,
          description text NOT NULL%s
        )
        """
            .formatted(Identifier.quote(schema), TABLE, sealed ? ",\n  sha256 text" : ""));
  }

  static boolean exists(Session session) {
    return session.holds(
        "cannot look for the change log", "SELECT to_regclass(?) IS NOT NULL", QUALIFIED);
  }

  /**
   * Tells whether entries have seals. They have none if an earlier version of pgassay made them
   * all.
   */
  static boolean isSealed(Session session) {
    return applied(session).keySet().stream().anyMatch(number -> number >= SEALED_FROM)
        || session.holds(
            "cannot look into the change log",
            """
            SELECT EXISTS (
              SELECT FROM pg_attribute
              WHERE attrelid = to_regclass(?) AND attname = 'sha256' AND NOT attisdropped)
            """,
            QUALIFIED);
  }

  /** Returns the numbers of the steps that were taken, each with its time. */
  static Map<Integer, String> applied(Session session) {
    Map<Integer, String> applied = new TreeMap<>();
    for (Entry entry : entries(session)) {
      entry.migration().ifPresent(step -> applied.put(step.number(), entry.appliedAt()));
    }
    return applied;
  }

  /** Adds the column of the seals if it does not exist, and seals the earlier entries. */
  static void addSeals(Session session) {
    if (!isSealed(session)) {
      session.execute(
          "cannot add the seals to the change log",
          "ALTER TABLE " + QUALIFIED + " ADD COLUMN sha256 text");
      seal(session, Migrations.all());
    }
  }

  /** Seals the entries of some steps. */
  static void seal(Session session, Collection<Migration> steps) {
    for (Entry entry : entries(session)) {
      entry
          .migration()
          .filter(steps::contains)
          .ifPresent(
              step ->
                  session.update(
                      "cannot seal the change log",
                      "UPDATE " + QUALIFIED + " SET sha256 = ? WHERE id = ?",
                      entry.expectedSeal(step),
                      step.number()));
    }
  }

  /** Returns the differences between the entries and those that the migrations leave. */
  static List<Difference> differences(Session session) {
    boolean sealed = isSealed(session);
    List<Difference> differences = new ArrayList<>();
    for (Entry entry : entries(session)) {
      Optional<Migration> migration = entry.migration();
      if (migration.isEmpty()) {
        differences.add(
            new Difference(Difference.Kind.EXTRA, TYPE, entry.id(), "", entry.description()));
      } else {
        compare(entry, migration.get(), sealed).ifPresent(differences::add);
      }
    }
    Map<Integer, String> applied = applied(session);
    int last = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    Migrations.all().stream()
        .filter(step -> step.number() < last && !applied.containsKey(step.number()))
        .map(step -> new Difference(Difference.Kind.MISSING, TYPE, name(step), step.name(), ""))
        .forEach(differences::add);
    return differences;
  }

  private static Optional<Difference> compare(Entry entry, Migration step, boolean sealed) {
    String expectedSeal = entry.expectedSeal(step);
    if (!entry.description().equals(step.name())) {
      return Optional.of(different(step, step.name(), entry.description()));
    }
    if (sealed && !entry.seal().equals(Optional.of(expectedSeal))) {
      return Optional.of(
          different(
              step,
              "the seal of its script and of " + entry.appliedAt() + ", " + shown(expectedSeal),
              entry.seal().map(ChangeLog::shown).orElse(NO_SEAL)));
    }
    return Optional.empty();
  }

  private static Difference different(Migration step, String expected, String found) {
    return new Difference(Difference.Kind.DIFFERENT, TYPE, name(step), expected, found);
  }

  private static String name(Migration step) {
    return "%03d".formatted(step.number());
  }

  private static String shown(String seal) {
    return seal.length() > SHOWN_OF_SEAL ? seal.substring(0, SHOWN_OF_SEAL) : seal;
  }

  private static List<Entry> entries(Session session) {
    if (!exists(session)) {
      return List.of();
    }
    // Through JSON, since the column of the seals may not be there.
    return session.rows(
        "cannot read the change log",
        row ->
            new Entry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4))),
        "SELECT id::text, applied_at, description, to_jsonb(entry) ->> 'sha256' FROM "
            + QUALIFIED
            + " AS entry ORDER BY id");
  }
}
