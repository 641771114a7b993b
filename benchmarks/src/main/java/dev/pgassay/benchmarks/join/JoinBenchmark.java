package dev.pgassay.benchmarks.join;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A page that joins a link table: how much time the index on the foreign key saves.
 *
 * <p>This isolates one prepared statement with one join. Its rival is the same page without the
 * index, on a copy of the same rows. A page reads one link table, so dropping all three indexes at
 * once equals dropping the page's own.
 *
 * <p>Run: {@code ./pgassay run Join --param page=speaker}.
 */
public class JoinBenchmark extends LoopBenchmark {
  @Param({"kept", "dropped"})
  @ParameterInfo(
      value =
          "kept: all of the schema; dropped: without those on speaker_id, company_id, topic_id;"
              + " without_speaker, without_company, without_topic: without this one",
      stage = Stage.BUILD,
      words = {"kept", "dropped", "without_speaker", "without_company", "without_topic"})
  public String index;

  @Param({"speaker", "company", "topic", "counts"})
  @ParameterInfo(
      value = "the 20 latest events of a speaker, company or topic; or events by topic and month",
      wordsOf = JoinPage.class)
  public String page;

  /**
   * Reads one page.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int page() throws SQLException {
    return executeNext();
  }
}
