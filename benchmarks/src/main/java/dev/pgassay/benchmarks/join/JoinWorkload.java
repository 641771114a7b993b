package dev.pgassay.benchmarks.join;

import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pages through the link tables: the host's part of {@link JoinBenchmark}. */
public final class JoinWorkload implements Workload {
  static final String INDEX = "index";
  static final String PAGE = "page";
  private static final String KEPT = "kept";
  private static final String DROPPED = "dropped";

  /** Makes the workload; called by the service loader. */
  public JoinWorkload() {}

  @Override
  public String name() {
    return "Join";
  }

  @Override
  public String question() {
    return "What do the indexes on foreign keys save the pages of a speaker, a company, a topic?";
  }

  @Override
  public String gate() {
    return "the very rows of each page in their order, computed from the generated links; the plan"
        + " uses the index on the foreign key where it was kept (but for counts), before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            INDEX,
            "kept: all of the schema; dropped: without those on speaker_id, company_id, topic_id;"
                + " without_speaker, without_company, without_topic: without this one",
            Stage.BUILD,
            new Words(words()),
            List.of(KEPT, DROPPED)),
        new Parameter(
            PAGE,
            "the 20 latest events of a speaker, company or topic; or events by topic and month",
            Stage.SESSION,
            new Words(JoinPage.words()),
            JoinPage.words()));
  }

  @Override
  public String benchmarkMethod() {
    return JoinBenchmark.class.getName() + ".page";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    // Any values go together.
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return new JoinPreparation(context, dropped(build.text(INDEX))).prepare();
  }

  private static List<String> words() {
    return Stream.concat(Stream.of(KEPT, DROPPED), single().map(JoinWorkload::without)).toList();
  }

  /** The pages of which each has an index of its own. */
  private static Stream<JoinPage> single() {
    return Stream.of(JoinPage.SPEAKER, JoinPage.COMPANY, JoinPage.TOPIC);
  }

  private static String without(JoinPage page) {
    return "without_" + page.name().toLowerCase(Locale.ROOT);
  }

  /** The indexes that a value takes away. */
  static Set<String> dropped(String value) {
    return single()
        .filter(page -> value.equals(DROPPED) || value.equals(without(page)))
        .map(JoinPage::index)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void restore(WorkloadContext context) {
    // The workspace itself is only read.
  }
}
