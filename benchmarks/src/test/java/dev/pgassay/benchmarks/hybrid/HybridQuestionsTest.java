package dev.pgassay.benchmarks.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HybridQuestionsTest {
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  private final List<String> tasks = new ArrayList<>();

  @TempDir private Path scratch;

  @Test
  void theTextsAreEvaluatedOnceForAllPointsOfARun() throws InterruptedException {
    Answers first = new HybridQuestions(context()).exact(point("named", "100"));
    Answers again = new HybridQuestions(context()).exact(point("named", "200"));

    assertThat(tasks).hasSize(1);
    assertThat(first.answered(0)).isTrue();
    for (int query = 0; query < first.queries(); query++) {
      assertThat(again.list(query)).isEqualTo(first.list(query)).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void otherWordsAreEvaluatedForThemselves() throws InterruptedException {
    HybridQuestions questions = new HybridQuestions(context());
    Answers named = questions.exact(point("named", "100"));
    Answers vague = questions.exact(point("vague", "100"));

    assertThat(tasks).hasSize(2);
    assertThat(vague.list(0)).isNotEqualTo(named.list(0));
  }

  private static Parameters point(String words, String efSearch) {
    return new Parameters(
        Map.of(
            HybridSearchWorkload.MODE, "text",
            HybridSearchWorkload.WORDS, words,
            HybridSearchWorkload.CANDIDATES, "50",
            HybridSearchWorkload.RRF_K, "60",
            HybridSearchWorkload.EF_SEARCH, efSearch));
  }

  /** Exact answers need no server. */
  private WorkloadContext context() {
    ConnectionTarget nowhere =
        new ConnectionTarget(
            "127.0.0.1", 1, "none", "nobody", Optional.empty(), Optional.empty(), Map.of());
    Workspace workspace =
        new Workspace(
            Workspace.SCHEMA,
            Workspace.META_SCHEMA,
            Arrays.stream(Role.values())
                .collect(Collectors.toMap(Function.identity(), role -> nowhere)));
    return new WorkloadContext(
        workspace,
        Optional.of(TINY),
        (metric, k, filter) -> {
          throw new IllegalStateException("no truth is asked for");
        },
        WorkloadContext.Copies.NONE,
        new BuildLimits(65_536, 0),
        scratch,
        new Recording());
  }

  private final class Recording implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public Task start(String name, long total, String unit) {
      tasks.add(name);
      return Task.NONE;
    }
  }
}
