package dev.pgassay.benchmarks.join;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pages through the link tables: the host's part of {@link JoinBenchmark}. */
public final class JoinWorkload extends BenchmarkWorkload {
  static final String PAGE = "page";
  private static final String DROPPED = "dropped";

  /** Makes the workload; called by the service loader. */
  public JoinWorkload() {
    super(JoinBenchmark.class);
  }

  @Override
  public String question() {
    return "What do the indexes on foreign keys save the pages of a speaker, a company, a topic?";
  }

  @Override
  public String gate() {
    return "exactly the rows of each page in their order, computed from the generated links; the"
        + " plan uses the index on the foreign key if it was kept (but for counts),"
        + " before and after";
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return new JoinPreparation(context, dropped(build.text("index"))).prepare();
  }

  /** Returns the pages that have an index of their own. */
  private static Stream<JoinPage> single() {
    return Stream.of(JoinPage.SPEAKER, JoinPage.COMPANY, JoinPage.TOPIC);
  }

  private static String without(JoinPage page) {
    return "without_" + Words.word(page);
  }

  /** Returns the indexes that a value of the parameter drops. */
  static Set<String> dropped(String value) {
    return single()
        .filter(page -> value.equals(DROPPED) || value.equals(without(page)))
        .map(JoinPage::index)
        .collect(Collectors.toUnmodifiableSet());
  }
}
