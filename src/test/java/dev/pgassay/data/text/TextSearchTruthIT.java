package dev.pgassay.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.data.text.SearchVector.Lexicon;
import dev.pgassay.data.text.TextQueryChoice.Kind;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares our evaluation of the generated texts with that of a real server. */
class TextSearchTruthIT {
  private static final int DEPTH = 10;

  private static DatasetGenerator dataset;
  private static RowIds ids;
  private static TextQueryChoice choice;
  private static Session session;

  @BeforeAll
  static void load() {
    Workspace workspace = TestServer.workspace("text_truth");
    dataset = DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));
    DatasetLoader.load(
        LoadSource.of(dataset),
        workspace,
        new LoadOptions(2, new BuildLimits(131_072, 0)),
        Progress.NONE);
    ids = dataset.ids(Table.EVENTS);
    choice = TextQueryChoice.of(dataset);
    session = Session.open(workspace.target(Role.OWNER));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void everySearchVectorIsTheServersOwn() throws SQLException {
    EventTexts texts = new EventTexts(dataset, new Lexicon());
    String sql =
        """
        SELECT e.id, v.lexeme, string_agg(p.position || p.weight, ' ' ORDER BY p.position)
        FROM events AS e
        CROSS JOIN LATERAL unnest(e.search_vector) AS v
        CROSS JOIN LATERAL unnest(v.positions, v.weights) AS p (position, weight)
        GROUP BY e.id, v.lexeme
        """;
    Map<UUID, Map<String, String>> found = new TreeMap<>();
    try (PreparedStatement statement = session.connection().prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found
            .computeIfAbsent(row.getObject(1, UUID.class), key -> new TreeMap<>())
            .put(row.getString(2), row.getString(3));
      }
    }
    assertThat(found).hasSize((int) dataset.rows(Table.EVENTS));
    for (long event = 0; event < dataset.rows(Table.EVENTS); event++) {
      assertThat(texts.of(event).places())
          .as("event %d", event)
          .isEqualTo(found.get(ids.uuid(event)));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyQueryFindsWhatTheServerFindsInTheOrderOfItsRank(Kind kind)
      throws SQLException, InterruptedException {
    List<TextQuery> queries = choice.queries(kind);
    List<TextMatches> expected = TextSearchTruth.find(dataset, queries, DEPTH, 2, Progress.NONE);

    assertThat(queries).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(queries).extracting(TextQuery::syntax).containsOnly(kind.syntax());
    assertThat(expected.stream().mapToInt(TextMatches::count).sum()).isPositive();
    for (int i = 0; i < queries.size(); i++) {
      List<Long> server = search(queries.get(i));
      BitSet rows = new BitSet();
      server.forEach(row -> rows.set(row.intValue()));
      assertThat(rows).as(queries.get(i).text()).isEqualTo(expected.get(i).rows());
      assertThat(server.stream().limit(DEPTH).mapToLong(Long::longValue).toArray())
          .as("ranking of %s", queries.get(i).text())
          .containsExactly(expected.get(i).ranked());
    }
  }

  private static List<Long> search(TextQuery query) throws SQLException {
    String sql =
        """
        SELECT id
        FROM events
        CROSS JOIN %s('english', ?) AS query
        WHERE search_vector @@ query
        ORDER BY ts_rank(search_vector, query) DESC, id
        """
            .formatted(query.syntax().function());
    List<Long> rows = new ArrayList<>();
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.setString(1, query.text());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject(1, UUID.class);
          rows.add(ids.rowOf(id.getMostSignificantBits(), id.getLeastSignificantBits()));
        }
      }
    }
    return rows;
  }
}
