package dev.pgassay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.option.JsonText;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.run.NextStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LoadTextTest {
  private static final LoadReport REPORT =
      new LoadReport(
          new DatasetIdentity("quick", "0123456789abcdef".repeat(4)),
          true,
          2,
          List.of(new LoadReport.TableLoad(Table.EVENTS, 10_000, 0.8)),
          List.of(
              new IndexBuild(
                  "events_embedding_hnsw_idx",
                  "CREATE INDEX ...",
                  Instant.EPOCH,
                  Duration.ofMillis(6_250),
                  82_837_504,
                  70_000_000,
                  new IndexBuild.Workers(OptionalInt.empty(), OptionalInt.of(1)),
                  List.of("hnsw graph no longer fits into maintenance_work_mem after 9 tuples"),
                  Map.of("maintenance_work_mem", "64MB"))),
          List.of(
              new TableSize(
                  "events", 16 << 20, 80 << 20, Map.of("events_embedding_hnsw_idx", 79L << 20))),
          Map.of("vacuum", 0.5));

  @Test
  void showsWhatALoadTook() {
    assertThat(LoadText.of(REPORT, NextStep.afterLoad("quick", List.of("load"))))
        .isEqualTo(
            """
            quick (0123456789ab): 10,000 rows in 7 tables, loaded before
            resumed 2 times: the seconds include the work that was kept

            table                    rows     copy s     rows/s    MiB total
            events                 10,000      0.800     12,500          175

            index                                         build s        MiB   workers
            events_embedding_hnsw_idx                        6.25       79.0         1
                hnsw graph no longer fits into maintenance_work_mem after 9 tuples

            vacuum                0.500 s

            next: ./pgassay run --dataset quick
            """);
  }

  @Test
  void holdsTheSameForAProgram() {
    assertThat(JsonText.of(LoadDocument.of(REPORT)))
        .contains("\"alreadyLoaded\": true")
        .contains("\"rowsPerSecond\": 12500.0")
        .contains("\"workersLaunched\": 1")
        .doesNotContain("workersPlanned")
        .contains("\"events_embedding_hnsw_idx\": 82837504");
  }
}
