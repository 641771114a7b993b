package dev.pgassay.benchmarks.graph;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A question that follows links over several steps, in Cypher and in SQL.
 *
 * <p>This isolates one prepared statement. All forms of a question ask about the same speakers or
 * companies and must return the same rows.
 *
 * <p>The number would be wrong if the server looked for the first vertex without an index, which
 * would measure reading a table; the gate refuses that. It would also be wrong if something wrote
 * to another database of the server: AGE keeps the graph for paths of variable length in the memory
 * of each session, and reads all of it again after any commit.
 *
 * <p>Run: {@code ./pgassay run Graph --database docker --param question=co_speakers}.
 */
public class GraphBenchmark extends LoopBenchmark {
  @Param({"co_speakers", "company_path"})
  @ParameterInfo(
      value =
          "co_speakers: the 20 who are reached over most paths of so many events;"
              + " company_path: events on the shortest path between two companies",
      wordsOf = GraphQuestion.class)
  public String question;

  @Param({"cypher", "joins", "recursive"})
  @ParameterInfo(
      value = "AGE's Cypher on the graph; in SQL a join for each step, or a recursive query",
      wordsOf = GraphForm.class)
  public String form;

  @Param("2")
  @ParameterInfo(
      value = "events on a path: exactly so many for co_speakers, 1 or 2; at most for company_path",
      least = 1,
      most = 3)
  public int hops;

  /**
   * Asks once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int answer() throws SQLException {
    return executeNext();
  }
}
