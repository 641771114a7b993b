package dev.pgassay.benchmarks.copy;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildKind;
import dev.pgassay.postgres.index.BuildRecorder;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.IndexBuilder;
import dev.pgassay.postgres.index.IndexDefinition;
import dev.pgassay.postgres.index.Prewarm;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A copy of the loaded database whose events may have indexes, rows or a storage that differ from
 * the schema's. Closing it drops it. Not thread-safe.
 */
public final class EventsCopy implements AutoCloseable {
  /** The table that the copy changes. */
  public static final String EVENTS = "events";

  private final WorkloadContext context;
  private final String label;
  private final Workspace workspace;
  private final List<IndexBuild> builds = new ArrayList<>();

  private EventsCopy(WorkloadContext context, String label, Workspace workspace) {
    this.context = context;
    this.label = label;
    this.workspace = workspace;
  }

  /** Changes a copy. */
  @FunctionalInterface
  public interface Change {
    /**
     * Changes a new copy.
     *
     * @throws InterruptedException if the run is ended
     */
    void apply(EventsCopy copy) throws InterruptedException;
  }

  /**
   * Makes a copy.
   *
   * @param context of the workload
   * @param label distinguishes copies of one run: lower-case letters, digits and underscores
   * @param change if it fails, nothing of the copy remains
   * @return the changed copy
   * @throws NotAvailable if the server has only one database for us
   * @throws InterruptedException if the run is ended
   */
  public static EventsCopy make(WorkloadContext context, String label, Change change)
      throws InterruptedException {
    EventsCopy copy = new EventsCopy(context, label, context.copies().make(label));
    boolean changed = false;
    try {
      change.apply(copy);
      copy.prewarm(EVENTS);
      changed = true;
      return copy;
    } finally {
      if (!changed) {
        copy.close();
      }
    }
  }

  /** Returns the workspace of the copy. */
  public Workspace workspace() {
    return workspace;
  }

  /** Returns the indexes that were built here, in order. */
  public List<IndexBuild> builds() {
    return List.copyOf(builds);
  }

  /**
   * Returns the quoted name of an object of the copy, with its schema.
   *
   * @param name without a schema
   */
  public String quoted(String name) {
    return new QualifiedName(workspace.schema(), name).quoted();
  }

  /**
   * Executes a statement as the owner of the tables.
   *
   * @param doing beginning of the message if it fails, such as {@code cannot drop the index}
   */
  public void execute(String doing, String sql) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute(doing, sql);
    }
  }

  /**
   * Drops an index if it exists.
   *
   * @param name without a schema
   */
  public void dropIndex(String name) {
    execute("cannot drop the index " + name, "DROP INDEX IF EXISTS " + quoted(name));
  }

  /**
   * Builds an index on the events.
   *
   * @param name of the index, without a schema
   * @param definition text after the table's name in CREATE INDEX, such as {@code USING gin
   *     (search_vector)}
   */
  public IndexBuild buildIndex(String name, String definition) {
    return buildIndex(name, EVENTS, definition);
  }

  /**
   * Builds an index.
   *
   * @param name of the index, without a schema
   * @param table of the index, without a schema
   * @param definition text after the table's name in CREATE INDEX
   */
  public IndexBuild buildIndex(String name, String table, String definition) {
    IndexDefinition index =
        definition(
            name,
            "CREATE INDEX %s ON %s %s"
                .formatted(Identifier.quote(name), quoted(table), definition));
    return build(
        index,
        switch (BuildKind.of(index.sql())) {
          case GRAPH_IN_MEMORY -> context.buildSettings();
          case AS_NEEDED -> context.buildLimits().all();
        });
  }

  /**
   * Rebuilds the index of a graph in its place, by REINDEX.
   *
   * @param name of the index, without a schema
   */
  public IndexBuild rebuildIndex(String name) {
    return build(definition(name, "REINDEX INDEX " + quoted(name)), context.buildSettings());
  }

  private IndexDefinition definition(String name, String sql) {
    return new IndexDefinition(new QualifiedName(workspace.schema(), name), sql, Optional.empty());
  }

  private IndexBuild build(IndexDefinition index, BuildSettings settings) {
    try (IndexBuilder builder = IndexBuilder.open(workspace.target(Role.OWNER), settings)) {
      IndexBuild build = builder.build(index, BuildRecorder.NONE, context.progress());
      builds.add(build);
      return build;
    }
  }

  /**
   * Returns the size of the main fork of a table or an index in bytes.
   *
   * @param name without a schema
   */
  public long sizeBytes(String name) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      return session
          .text(
              "cannot read the size of " + name,
              "SELECT pg_relation_size(CAST(? AS regclass))",
              quoted(name))
          .map(Long::parseLong)
          .orElseThrow();
    }
  }

  /** Drops the copy. */
  @Override
  public void close() {
    context.copies().drop(label);
  }

  /**
   * Reads a table with its indexes into the server's buffers.
   *
   * @param table without a schema
   */
  public void prewarm(String table) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Prewarm.table(session.connection(), new QualifiedName(workspace.schema(), table));
    }
  }
}
