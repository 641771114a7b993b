package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.Program.Outcome;
import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes of users: each is reported in one line with the value and the right exit code, and
 * nothing is started.
 */
class BadInputIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run qick | qick",
        "rnu quick | rnu",
        "run quick --param efsearch=40 | efsearch",
        "run quick --param ef_search=1001 | 1001",
        "run quick --param ef_search=abc | abc",
        "run quick --param ef_search | NAME=V1,V2",
        "run quick --param m=40 --param ef_construction=64 | twice m",
        "run quick --param k=100 --param ef_search=40 | ef_search 40",
        "run quick --clients 0 | 0",
        "run quick --clients x | x",
        "run quick --forks 0 | forks 0",
        "run quick --dataset nowhere | nowhere",
        "run quick --database mysql://localhost/x | mysql",
        "run quick --format xml | xml",
        "run Hnsw( | Hnsw(",
        "run --resume=yesterday quick | yesterday",
        "load-test --rate 0 --param ef_search=40 | 0",
        "load-test --param ef_search=40,80 | 2 points",
        "load-test --param ef_search=40 --objective p99=20ms | --find-max",
        "load-test --param ef_search=40 --find-max --objective p99=20 | p99=20",
        "load-test --param ef_search=40 --find-max --objective p99=20ms --rate 9 | 9.000"
      })
  void isRefusedInOneLineThatNamesTheValue(String arguments, String value) throws Exception {
    Outcome outcome = program.call(arguments.split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines().filter(line -> !line.startsWith("WARNING:")))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWith("pgassay: ").contains(value));
    assertThat(outcome.out()).isEmpty();
    assertThat(program.runs()).doesNotExist();
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() throws Exception {
    Outcome outcome =
        program.call(
            "run",
            "quick",
            "--dataset",
            "tiny",
            "--database",
            "postgresql://u:s3cret@127.0.0.1:1/x");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("127.0.0.1:1").doesNotContain("s3cret");
  }

  @Test
  void aResultsFolderThatCannotBeWrittenIsFoundBeforeAServerIsStarted() throws Exception {
    Files.writeString(program.file("a-file"), "in the way");
    Outcome outcome =
        program.call(
            "run", "quick", "--dataset", "tiny", "--output", program.file("a-file") + "/x");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("a-file").doesNotContain("start the server");
  }
}
