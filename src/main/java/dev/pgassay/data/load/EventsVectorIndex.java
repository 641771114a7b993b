package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.IndexBuilder;
import dev.pgassay.postgres.index.IndexDefinition;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.index.Prewarm;
import dev.pgassay.postgres.index.VectorColumn;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The index on the embedding of the events in a loaded workspace: the migration's own, or a variant
 * that replaces it under the same name. The cost of its build is stored in the database, so that an
 * index left by an interrupted run is found with its record. Not thread-safe.
 */
public final class EventsVectorIndex {
  /** The name of the index in the migrations, and of every variant. */
  public static final String NAME = "events_embedding_hnsw_idx";

  /** The type of the index in the migrations, and of every variant. */
  public static final IndexType TYPE = VectorIndex.SCHEMA_DEFAULT.type();

  /** An option in a definition of the catalogue, such as {@code m='16'}. */
  private static final Pattern OPTION = Pattern.compile("\\b([a-z_]+)\\s*=\\s*'?(\\d+)");

  private static final String LOOKING = "cannot look for the " + TYPE.label() + " index";

  private final Workspace workspace;
  private final VectorColumn column;
  private final LoadLedger ledger;
  private final BuildLedger builds;

  private EventsVectorIndex(Workspace workspace) {
    this.workspace = workspace;
    this.column = VectorColumn.ofEvents(workspace);
    this.ledger = new LoadLedger(workspace);
    this.builds = new BuildLedger(workspace);
  }

  /** Returns the index of a workspace in which a dataset is loaded. */
  public static EventsVectorIndex of(Workspace workspace) {
    return new EventsVectorIndex(workspace);
  }

  /**
   * An existing index.
   *
   * @param index its parameters
   * @param build the cost of its build
   * @param reused whether it already existed
   * @param warmed relations of the events that were read into the server's buffers; empty if the
   *     server has no {@code pg_prewarm}
   */
  public record Existing(
      VectorIndex index, IndexBuild build, boolean reused, Optional<Prewarm.Warmed> warmed) {}

  /**
   * Returns the parameters of the existing index; empty if there is none, for example after an
   * interrupted build.
   */
  public Optional<VectorIndex> current() {
    try (OwnerSession session = OwnerSession.open(workspace)) {
      return session.transaction(
          LOOKING, connection -> VectorIndex.standing(connection, TYPE, column));
    }
  }

  /**
   * Makes sure that the index with the given parameters exists: keeps the existing one if it is the
   * same and has a record, otherwise builds it as a replacement. Then reads it with the events into
   * the server's buffers. The table needs no vacuum, because a build changes nothing in it.
   *
   * @param wanted the parameters
   * @param limits the most resources of a build; it gets the memory that its graph needs
   * @param progress shows the progress of a long build
   * @return the index with its record
   * @throws Failure if nothing is loaded, if the server refuses the build or is lost, or if the
   *     calling thread was interrupted; then no index exists
   */
  public Existing ensure(VectorIndex wanted, BuildLimits limits, Progress progress) {
    Existing index = make(wanted, limits, progress);
    return new Existing(wanted, index.build(), index.reused(), prewarm());
  }

  /**
   * Builds the index with the given parameters and replaces the existing one, even if that is the
   * same: builds are random, and each gives another index.
   *
   * @param wanted the parameters
   * @param limits the most resources of the build; it gets the memory that its graph needs
   * @param progress shows the progress of a long build
   * @return the cost of the build
   * @throws Failure if nothing is loaded, if the server refuses the build or is lost, or if the
   *     calling thread was interrupted; then no index exists
   */
  public IndexBuild build(VectorIndex wanted, BuildLimits limits, Progress progress) {
    Foundation foundation = foundation();
    try (LoadLock lock = LoadLock.take(workspace, progress);
        IndexBuilder builder =
            IndexBuilder.open(workspace.target(Role.OWNER), foundation.settings(wanted, limits))) {
      return lock.whileHeld(
          () ->
              builder.replace(
                  TYPE, column, foundation.definition(wanted, column), builds, progress));
    } catch (DatabaseFailure e) {
      throw LoadFailure.explain(e);
    }
  }

  /**
   * Restores the migration's own index, so that {@code schema verify} passes. Nothing is read into
   * the buffers.
   *
   * @param limits the most resources of a build; it gets the memory that its graph needs
   * @param progress shows the progress of a long build
   * @return the index with its record
   * @throws Failure if nothing is loaded, if the server refuses the build or is lost, or if the
   *     calling thread was interrupted; then no index exists
   */
  public Existing restore(BuildLimits limits, Progress progress) {
    return make(foundation().ownParameters(), limits, progress);
  }

  /**
   * Tells whether the migration's own index exists with the record of its build, so that {@link
   * #restore} would find it. It does not if a run that built a variant ended before it could
   * restore it, or during a build.
   *
   * @throws Failure if nothing is loaded
   */
  public boolean ownExists() {
    return recordOf(foundation().ownParameters()).isPresent();
  }

  private Existing make(VectorIndex wanted, BuildLimits limits, Progress progress) {
    Optional<IndexBuild> known = recordOf(wanted);
    IndexBuild build = known.orElseGet(() -> build(wanted, limits, progress));
    return new Existing(wanted, build, known.isPresent(), Optional.empty());
  }

  private Optional<Prewarm.Warmed> prewarm() {
    try (OwnerSession session = OwnerSession.open(workspace)) {
      return session.transaction(
          "cannot prewarm the events", connection -> Prewarm.table(connection, column.table()));
    }
  }

  private Optional<IndexBuild> recordOf(VectorIndex wanted) {
    try (OwnerSession session = OwnerSession.open(workspace)) {
      return session.transaction(
          LOOKING,
          connection ->
              VectorIndex.standing(connection, TYPE, column).filter(wanted::equals).isPresent()
                  ? builds.find(connection, NAME)
                  : Optional.empty());
    }
  }

  private Foundation foundation() {
    try (OwnerSession session = OwnerSession.open(workspace)) {
      return session
          .transaction("cannot read the state of the load", this::readFoundation)
          .orElseThrow(
              () ->
                  new Failure(
                      "no dataset is loaded in "
                          + workspace.target(Role.OWNER).display()
                          + "; run pgassay load first"));
    }
  }

  private Optional<Foundation> readFoundation(Connection connection) throws SQLException {
    ledger.createIfMissing(connection);
    if (ledger.state(connection).filter(LoadLedger.State::finished).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Foundation(
            ledger.index(connection, NAME).orElseThrow().index(workspace.schema()),
            VectorColumn.extensionSchema(connection),
            ledger.rows(connection, Table.EVENTS),
            column.dimensions(connection)));
  }

  /**
   * The properties on which every build of the index depends.
   *
   * @param own the index as the migrations make it
   * @param extensionSchema the schema of pgvector
   * @param rows the number of events
   * @param dimensions components of each embedding
   */
  private record Foundation(
      IndexDefinition own, String extensionSchema, long rows, int dimensions) {

    VectorIndex ownParameters() {
      Map<String, String> options =
          OPTION
              .matcher(own.sql())
              .results()
              .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
      return VectorIndex.SCHEMA_DEFAULT.with(options);
    }

    /** A variant with the parameters of the migration's own index is that index. */
    IndexDefinition definition(VectorIndex wanted, VectorColumn column) {
      return wanted.equals(ownParameters())
          ? own
          : new IndexDefinition(
              own.index(), wanted.createSql(NAME, column, extensionSchema), Optional.empty());
    }

    BuildSettings settings(VectorIndex wanted, BuildLimits limits) {
      return wanted.buildSettings(limits, rows, dimensions);
    }
  }
}
