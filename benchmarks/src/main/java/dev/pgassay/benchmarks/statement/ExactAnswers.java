package dev.pgassay.benchmarks.statement;

import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Holds the answers of an exact scan to a statement, one for each of its values.
 *
 * @param truth the rows that a perfect answer has
 * @param asNear further rows that are as near as the last of them
 * @param cutOff queries with more such rows than were read
 * @param remarks lines for the reader of the recall
 */
record ExactAnswers(Answers truth, Answers asNear, Set<Integer> cutOff, List<String> remarks) {
  /**
   * Distances that differ by less than this share of them are equal. The server computes both by
   * the same function, so that only a form such as {@code 1 - distance} rounds.
   */
  static final double EPSILON = 1e-6;

  /** From this share of the queries on, their values come from the searched table. */
  private static final double SELF_SHARE = 0.5;

  /**
   * A row of an exact answer.
   *
   * @param digest two numbers for all of its columns
   * @param distance NaN if it is null or no number
   * @param excluded whether the statement leaves it out of account
   */
  record Row(long[] digest, double distance, boolean excluded) {}

  /**
   * The exact answer to one query.
   *
   * @param rows in the server's order, more than the statement's limit if more were asked for
   * @param cutOff whether there may be more rows
   */
  record Scan(List<Row> rows, boolean cutOff) {
    /** Whether rows that were not read may be as near as the last one that counts. */
    boolean tiedAtTheEnd(int limit) {
      return cutOff
          && rows.size() > limit
          && equal(rows.get(limit - 1).distance(), rows.get(rows.size() - 1).distance());
    }
  }

  /**
   * Tells right rows from others.
   *
   * @param scans of each query
   * @param limit of the statement; empty if it names none, and every row counts
   * @param distances whether the rows have a distance
   */
  static ExactAnswers of(List<Scan> scans, OptionalInt limit, boolean distances) {
    List<List<Row>> right = new ArrayList<>();
    List<List<Row>> tied = new ArrayList<>();
    Set<Integer> cutOff = new HashSet<>();
    int unreachable = 0;
    int selves = 0;
    for (Scan scan : scans) {
      int end = Math.min(limit.orElse(Integer.MAX_VALUE), scan.rows().size());
      List<Row> counted = new ArrayList<>(scan.rows().subList(0, end));
      counted.removeIf(Row::excluded);
      int before = counted.size();
      counted.removeIf(row -> distances && Double.isNaN(row.distance()));
      unreachable += before - counted.size();
      if (distances && !counted.isEmpty() && Math.abs(counted.get(0).distance()) <= EPSILON) {
        selves++;
      }
      if (distances && scan.tiedAtTheEnd(end)) {
        cutOff.add(right.size());
      }
      tied.add(distances ? tied(scan.rows().subList(end, scan.rows().size()), counted) : List.of());
      right.add(counted);
    }
    return new ExactAnswers(
        answers(right),
        answers(tied),
        cutOff,
        remarks(distances, limit.isPresent(), unreachable, selves, right));
  }

  private static List<Row> tied(List<Row> beyond, List<Row> counted) {
    if (counted.isEmpty()) {
      return List.of();
    }
    double last = counted.get(counted.size() - 1).distance();
    return beyond.stream().filter(row -> !row.excluded() && equal(row.distance(), last)).toList();
  }

  private static boolean equal(double one, double other) {
    return Math.abs(one - other) <= EPSILON * Math.max(Math.abs(one), Math.abs(other));
  }

  private static Answers answers(List<List<Row>> rows) {
    int most = Math.max(1, rows.stream().mapToInt(List::size).max().orElse(1));
    Answers answers = new Answers(rows.size(), most);
    for (int query = 0; query < rows.size(); query++) {
      long[] digests =
          rows.get(query).stream().flatMapToLong(row -> Arrays.stream(row.digest())).toArray();
      answers.record(query, digests, rows.get(query).size());
    }
    return answers;
  }

  private static List<String> remarks(
      boolean distances, boolean limited, int unreachable, int selves, List<List<Row>> right) {
    List<String> remarks = new ArrayList<>();
    if (!distances) {
      remarks.add(
          "rows that tie at the end of the LIMIT, and rows without a distance, may count as missed:"
              + " the answer has no distance column; add the distance to the SELECT list, and name"
              + " it with -- distance: COLUMN if it is not found");
    } else if (!limited) {
      remarks.add(
          "rows that tie at the end may count as missed: the statement does not end with LIMIT and"
              + " a number");
    }
    if (unreachable > 0) {
      remarks.add(
          unreachable
              + " rows without a distance (of a NULL or, under cosine distance, a zero vector) are"
              + " left out of the exact answers: no index returns them");
    }
    if (selves > SELF_SHARE * right.size()) {
      int rows = right.stream().mapToInt(List::size).max().orElse(1);
      remarks.add(
          String.format(
              Locale.ROOT,
              "the nearest row of %d of %d queries has distance 0: the values seem to come from the"
                  + " searched table, and a query that finds itself flatters recall by up to %.3f;"
                  + " say -- exclude: id = :id with a column id in the values, or use values that"
                  + " are not in the table",
              selves,
              right.size(),
              1.0 / rows));
    }
    return remarks;
  }

  /**
   * Writes the answers to files, for the forks.
   *
   * @param folder of the files
   * @param name of the statement
   * @param leastRecall of the gate
   */
  Expected.Neighbours neighbours(Path folder, String name, double leastRecall) {
    Path right = folder.resolve(name + ".answers");
    truth.write(right);
    Path tied = folder.resolve(name + ".ties");
    asNear.write(tied);
    return new Expected.Neighbours(
        new Answers.InFile(right), Optional.of(new Answers.InFile(tied)), leastRecall);
  }
}
