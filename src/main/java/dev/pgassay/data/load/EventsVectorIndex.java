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
 * in its place, under the same name. What the build of the standing one took is kept in the
 * database, so that an index left by an interrupted run is found with its record. Not thread-safe.
 */
public final class EventsVectorIndex {
  /** The name that the migrations give the index, and that every variant has. */
  public static final String NAME = "events_embedding_hnsw_idx";

  /** The type that the migrations give the index, and that every variant has. */
  public static final IndexType TYPE = VectorIndex.SCHEMA_DEFAULT.type();

  /** An option as the catalogue writes it in a definition, such as {@code m='16'}. */
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

  /**
   * Returns the index of a workspace.
   *
   * @param workspace in which a dataset is loaded
   * @return the index
   */
  public static EventsVectorIndex of(Workspace workspace) {
    return new EventsVectorIndex(workspace);
  }

  /**
   * An index that stands.
   *
   * @param index its parameters
   * @param build what its build took
   * @param reused whether it stood already
   * @param warmed what of the events was read into the server's buffers; empty where the server has
   *     no {@code pg_prewarm}
   */
  public record Standing(
      VectorIndex index, IndexBuild build, boolean reused, Optional<Prewarm.Warmed> warmed) {}

  /**
   * Returns the parameters of the index that stands.
   *
   * @return them; empty where none stands, as after an interrupted build
   */
  public Optional<VectorIndex> standing() {
    try (OwnerSession session = OwnerSession.open(workspace)) {
      return session.transaction(
          LOOKING, connection -> VectorIndex.standing(connection, TYPE, column));
    }
  }

  /**
   * Makes the index with given parameters stand: takes the one that stands where it is the same and
   * its record is there, else builds it in the place of what stands. Then reads it with the events
   * into the server's buffers. The table needs no vacuum: a build changes nothing in it.
   *
   * @param wanted the parameters
   * @param limits what a build may use at most; it gets the memory that its graph needs
   * @param progress shows how far a long build is
   * @return the index with its record
   * @throws Failure where nothing is loaded, where the server refuses the build or is lost, or
   *     where the calling thread was interrupted; then none stands
   */
  public Standing ensure(VectorIndex wanted, BuildLimits limits, Progress progress) {
    Standing standing = stand(wanted, limits, progress);
    return new Standing(wanted, standing.build(), standing.reused(), prewarm());
  }

  /**
   * Builds the index with given parameters in the place of what stands, even where that is the
   * same: builds are random, and a second one is another index.
   *
   * @param wanted the parameters
   * @param limits what the build may use at most; it gets the memory that its graph needs
   * @param progress shows how far a long build is
   * @return what the build took
   * @throws Failure where nothing is loaded, where the server refuses the build or is lost, or
   *     where the calling thread was interrupted; then none stands
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
   * Makes the migration's own index stand again, so that {@code schema verify} passes. Nothing is
   * read into the buffers.
   *
   * @param limits what a build may use at most; it gets the memory that its graph needs
   * @param progress shows how far a long build is
   * @return the index with its record
   * @throws Failure where nothing is loaded, where the server refuses the build or is lost, or
   *     where the calling thread was interrupted; then none stands
   */
  public Standing restore(BuildLimits limits, Progress progress) {
    return stand(foundation().ownParameters(), limits, progress);
  }

  /**
   * Tells whether the migration's own index stands, with the record of its build. It does not where
   * a run that built a variant was ended before it could restore it, or in the middle of a build.
   *
   * @return whether {@link #restore} would find it
   * @throws Failure where nothing is loaded
   */
  public boolean ownStands() {
    return recordOf(foundation().ownParameters()).isPresent();
  }

  private Standing stand(VectorIndex wanted, BuildLimits limits, Progress progress) {
    Optional<IndexBuild> known = recordOf(wanted);
    IndexBuild build = known.orElseGet(() -> build(wanted, limits, progress));
    return new Standing(wanted, build, known.isPresent(), Optional.empty());
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
   * What every build of the index depends on.
   *
   * @param own the index as the migrations make it
   * @param extensionSchema where pgvector is installed
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

    /** A variant with the parameters of the migration's own is the migration's own. */
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
