package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Search by words, by vectors, and by both in one statement: the cost and the gain of fusion.
 *
 * <p>This isolates the statement: it fuses two rankings of the same depth by their reciprocal
 * ranks, and its rivals are the two rankings alone. The gain is judged by the topic of each query,
 * which the generator knows, not by the distance that one of the rankings uses. Recall is measured
 * against the same search without the HNSW index, so it shows what the index loses.
 *
 * <p>Run: {@code ./pgassay run HybridSearch --param candidates=20,50,100}.
 */
public class HybridSearchBenchmark extends LoopBenchmark {
  @Param({"text", "vector", "hybrid"})
  @ParameterInfo(
      value = "text, vector, or hybrid: both, fused by reciprocal rank",
      wordsOf = HybridMode.class)
  public String mode;

  @Param({"named", "vague"})
  @ParameterInfo(
      value =
          "named: the two words that name the topic, and a noun; vague: three nouns of its"
              + " texts, any"
              + " of which may be general",
      wordsOf = QueryWords.class)
  public String words;

  @Param("50")
  @ParameterInfo(
      value = "rows of each ranking that is fused; at most ef_search",
      least = 10,
      most = 1000)
  public int candidates;

  @Param("60")
  @ParameterInfo(
      value = "constant of the fusion: a greater one reduces the weight of the first places",
      least = 1,
      most = 1000)
  public int rrfK;

  @Param("100")
  @ParameterInfo(value = "candidates of the vector search", least = 10, most = 1000)
  public int efSearch;

  /**
   * Searches once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int topTen() throws SQLException {
    return executeNext();
  }
}
