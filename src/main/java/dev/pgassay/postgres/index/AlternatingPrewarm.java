package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads several databases into the empty buffers of their server, a piece of the same relation of
 * each in turn, so that no database's blocks are found sooner than another's. The server finds a
 * block along a chain of those that share a slot of its hash table, behind the ones that were read
 * in before it.
 *
 * @see <a
 *     href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/hash/dynahash.c">hash_search_with_hash_value
 *     in dynahash.c, which links a new entry behind the last of its chain</a>
 */
public final class AlternatingPrewarm {
  /** A mebibyte: small compared with any table that matters, and not too many statements. */
  private static final long BLOCKS_AT_ONCE = 128;

  /** The remaining pieces of a relation in one of the databases. */
  private record Pieces(Reader reader, WarmedRelation relation, Deque<Long> left, long number) {
    static Pieces of(Reader reader, WarmedRelation relation) {
      Deque<Long> firstBlocks = new ArrayDeque<>();
      for (long first = 0; first < relation.blocks(); first += BLOCKS_AT_ONCE) {
        firstBlocks.add(first);
      }
      return new Pieces(reader, relation, firstBlocks, firstBlocks.size());
    }

    double leftShare() {
      return (double) left.size() / number;
    }

    void readNext() throws SQLException {
      long first = left.remove();
      reader.read(relation, first, Math.min(first + BLOCKS_AT_ONCE, relation.blocks()) - 1);
    }
  }

  private record Reader(Connection connection, String function) {
    void read(WarmedRelation relation, long firstBlock, long lastBlock) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT " + function + "(?::oid::regclass, 'buffer', 'main', ?, ?)")) {
        statement.setLong(1, relation.oid());
        statement.setLong(2, firstBlock);
        statement.setLong(3, lastBlock);
        statement.execute();
      }
    }
  }

  private AlternatingPrewarm() {}

  /**
   * Reads the tables. If the buffers are too few for all, it reads only the relations that searches
   * use in each.
   *
   * @param workspaces on one server, each in a database of its own
   * @param all whether all tables of each database are read, and not those of the schema alone
   * @param answerTimeout of each statement
   * @return whether it was possible: a database without {@code pg_prewarm} is left as it is, and
   *     the others with it
   * @throws DatabaseFailure if the server refuses it
   */
  public static boolean read(List<Workspace> workspaces, boolean all, Duration answerTimeout) {
    List<Session> sessions = new ArrayList<>();
    try {
      for (Workspace workspace : workspaces) {
        sessions.add(Session.open(workspace.target(Role.OWNER), answerTimeout));
      }
      return read(workspaces, all, sessions);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prewarm the databases in turns", e);
    } finally {
      sessions.forEach(Session::close);
    }
  }

  private static boolean read(List<Workspace> workspaces, boolean all, List<Session> sessions)
      throws SQLException {
    List<Reader> readers = new ArrayList<>();
    List<List<WarmedRelation>> relations = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      Connection connection = sessions.get(i).connection();
      Optional<String> function = WarmedRelation.prewarmFunction(connection);
      if (function.isEmpty()) {
        return false;
      }
      readers.add(new Reader(connection, function.get()));
      relations.add(
          all
              ? WarmedRelation.ofDatabase(connection)
              : WarmedRelation.ofSchema(connection, workspaces.get(i).schema()));
    }
    long bytes = relations.stream().mapToLong(WarmedRelation::bytes).sum();
    boolean fits = bytes <= WarmedRelation.bufferBytes(readers.get(0).connection());
    Map<String, List<Pieces>> alike = new LinkedHashMap<>();
    for (int i = 0; i < readers.size(); i++) {
      for (WarmedRelation relation : relations.get(i)) {
        if (fits || relation.searched()) {
          alike
              .computeIfAbsent(relation.name(), name -> new ArrayList<>())
              .add(Pieces.of(readers.get(i), relation));
        }
      }
    }
    for (List<Pieces> ofRelation : alike.values()) {
      readInTurns(ofRelation);
    }
    return true;
  }

  /** Relations of different sizes still begin and end together. */
  private static void readInTurns(List<Pieces> pieces) throws SQLException {
    List<Pieces> unread =
        new ArrayList<>(pieces.stream().filter(it -> !it.left().isEmpty()).toList());
    while (!unread.isEmpty()) {
      Pieces next = unread.stream().max(Comparator.comparingDouble(Pieces::leftShare)).get();
      next.readNext();
      if (next.left().isEmpty()) {
        unread.remove(next);
      }
    }
  }
}
