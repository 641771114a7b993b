package dev.pgassay.benchmarks.graph;

import dev.pgassay.benchmarks.graph.Participations.Reached;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The members of the queries, and the rows that the server must return, computed from the generated
 * links without the server. Not thread-safe.
 */
final class GraphQueries {
  private static final int QUERIES = 100;

  private final DatasetGenerator dataset;
  private final GraphQuestion question;

  /** Members in the order of their keys, which is also the order of ties. */
  private final UUID[] keys;

  private final List<int[]> links;
  private final Participations participations;

  private GraphQueries(
      DatasetGenerator dataset,
      GraphQuestion question,
      UUID[] keys,
      List<int[]> links,
      Participations participations) {
    this.dataset = dataset;
    this.question = question;
    this.keys = keys;
    this.links = links;
    this.participations = participations;
  }

  /**
   * Reads the links of a question.
   *
   * @param dataset the loaded dataset
   */
  static GraphQueries of(DatasetGenerator dataset, GraphQuestion question) {
    RowIds ids = dataset.ids(question.members());
    int members = Math.toIntExact(dataset.rows(question.members()));
    UUID[] keys =
        IntStream.range(0, members)
            .mapToObj(ids::uuid)
            .sorted(RowIds.KEY_ORDER)
            .toArray(UUID[]::new);
    int[] numbers = new int[members];
    for (int number = 0; number < members; number++) {
      numbers[row(ids, keys[number])] = number;
    }
    RowIds events = dataset.ids(Table.EVENTS);
    RowReader reader =
        RowReader.of(dataset, question.links(), List.of("event_id", question.column()));
    List<int[]> links = new ArrayList<>();
    for (long link = 0; link < dataset.rows(question.links()); link++) {
      Object[] ends = reader.read(link);
      links.add(new int[] {numbers[row(ids, (UUID) ends[1])], row(events, (UUID) ends[0])});
    }
    int eventCount = Math.toIntExact(dataset.rows(Table.EVENTS));
    return new GraphQueries(
        dataset, question, keys, links, Participations.of(members, eventCount, links));
  }

  /**
   * The queries of a statement.
   *
   * @param parameters in the order of its question marks
   * @param expected the rows of each query, in order
   */
  record Asked(QueryParameters parameters, Answers expected) {}

  /** Makes the queries of a statement. They are the same for every form of the question. */
  Asked ask(GraphStatement statement) {
    SplittableRandom random =
        new SplittableRandom(dataset.spec().content().seed() + question.ordinal());
    return question == GraphQuestion.CO_SPEAKERS
        ? coSpeakers(statement, random)
        : paths(statement, random);
  }

  /** Draws members in proportion to the events in which they take part. */
  private int anyMember(SplittableRandom random) {
    return links.get(random.nextInt(links.size()))[0];
  }

  private Asked coSpeakers(GraphStatement statement, SplittableRandom random) {
    int[] from = new int[QUERIES];
    Answers expected = new Answers(QUERIES, GraphStatement.ROWS);
    for (int query = 0; query < QUERIES; query++) {
      from[query] = anyMember(random);
      List<Reached> reached = participations.reached(from[query], statement.hops());
      List<long[]> rows =
          reached.stream()
              .limit(GraphStatement.ROWS)
              .map(it -> RowDigest.of(text(statement, it.member()), Long.toString(it.ways())))
              .toList();
      record(expected, query, rows);
    }
    return new Asked(parameters(statement, List.of(from)), expected);
  }

  /** Draws as many pairs for each distance up to the limit as for greater distances. */
  private Asked paths(GraphStatement statement, SplittableRandom random) {
    int[] from = new int[QUERIES];
    int[] to = new int[QUERIES];
    Answers expected = new Answers(QUERIES, GraphStatement.ROWS);
    for (int query = 0; query < QUERIES; query++) {
      from[query] = anyMember(random);
      int[] distances = participations.distances(from[query], statement.hops());
      int wanted = query % (statement.hops() + 1) + 1;
      int choice = random.nextInt(Integer.MAX_VALUE);
      to[query] =
          Participations.at(distances, wanted > statement.hops() ? -1 : wanted, choice)
              .orElseGet(() -> anyMember(random));
      int distance = distances[to[query]];
      record(
          expected,
          query,
          distance > 0 ? List.of(RowDigest.of(Integer.toString(distance))) : List.of());
    }
    return new Asked(parameters(statement, List.of(from, to)), expected);
  }

  /** AGE writes a string with its quotes, and numbers as SQL does. */
  private String text(GraphStatement statement, int member) {
    String key = keys[member].toString();
    return statement.form() == GraphForm.CYPHER ? '"' + key + '"' : key;
  }

  /** Cypher takes all of its parameters in one map. */
  private QueryParameters parameters(GraphStatement statement, List<int[]> ends) {
    if (statement.form() == GraphForm.CYPHER) {
      String[] maps = new String[QUERIES];
      for (int query = 0; query < QUERIES; query++) {
        maps[query] = map(ends, query);
      }
      return QueryParameters.columns(List.of(new ParameterColumn.Texts(maps)));
    }
    List<ParameterColumn> once = ends.stream().<ParameterColumn>map(this::keysOf).toList();
    return QueryParameters.columns(
        Collections.nCopies(statement.timesBound(), once).stream().flatMap(List::stream).toList());
  }

  private String map(List<int[]> ends, int query) {
    String map = "{\"%s\": \"%s\"".formatted(GraphStatement.FROM, keys[ends.get(0)[query]]);
    return ends.size() == 1
        ? map + "}"
        : map + ", \"%s\": \"%s\"}".formatted(GraphStatement.TO, keys[ends.get(1)[query]]);
  }

  private ParameterColumn.Uuids keysOf(int[] members) {
    return new ParameterColumn.Uuids(
        IntStream.of(members).mapToObj(member -> keys[member]).toArray(UUID[]::new));
  }

  private static void record(Answers expected, int query, List<long[]> rows) {
    long[] answer = new long[2 * GraphStatement.ROWS];
    for (int row = 0; row < rows.size(); row++) {
      answer[2 * row] = rows.get(row)[0];
      answer[2 * row + 1] = rows.get(row)[1];
    }
    expected.record(query, answer, rows.size());
  }

  private static int row(RowIds ids, UUID key) {
    return Math.toIntExact(ids.rowOf(key.getMostSignificantBits(), key.getLeastSignificantBits()));
  }
}
