package dev.pgassay.data.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.load.RecordingProgress;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.RowFilter;
import dev.pgassay.vector.VectorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthCacheTest {
  private static final GroundTruthTask TASK = task("rows 1", 1, 5);

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();

  @Test
  void computesOnceAndReusesAfterwards() throws Exception {
    ExactNeighbors first = get(TASK);
    ExactNeighbors second = get(TASK);
    assertSame(first, second);
    assertThat(progress.said)
        .containsExactly(
            "ground truth is computed: 4 queries on 50 rows, cosine, k 5, filter all",
            "ground truth reused: 4 queries on 50 rows, cosine, k 5, filter all");
    assertThat(progress.warnings).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsAnswersToDifferentQuestionsApart() throws Exception {
    List<GroundTruthTask> tasks =
        List.of(
            TASK,
            task("rows 2", 1, 5),
            task("rows 1", 1, 6),
            TASK.withFilter("odd", row -> row % 2 == 1),
            new GroundTruthTask(TASK.base(), TASK.queries(), Metric.L2, TASK.filter(), 5, 10),
            new GroundTruthTask(TASK.base(), TASK.queries(), Metric.COSINE, TASK.filter(), 5, 9));
    for (GroundTruthTask task : tasks) {
      get(task);
    }
    assertThat(files()).hasSize(tasks.size());
    assertThat(progress.said).noneMatch(line -> line.contains("reused"));
  }

  @Test
  void tellsChangedVectorsUnderAnUnchangedName() throws Exception {
    get(TASK);
    get(task("rows 1", 2, 5));
    assertThat(progress.said).noneMatch(line -> line.contains("reused"));
  }

  @Test
  void computesAgainWhatWasCutShort() throws Exception {
    ExactNeighbors first = get(TASK);
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 31, 32, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertSame(get(TASK), first);
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
    assertThat(progress.warnings)
        .hasSize(6)
        .containsOnly("ground truth " + file + " is cut short or changed: it is computed again");
  }

  @Test
  void computesAgainWhereAnyByteWasChanged() throws Exception {
    ExactNeighbors first = get(TASK);
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    for (int place = 0; place < bytes.length; place += 97) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      Files.write(file, changed);
      assertSame(get(TASK), first);
    }
    assertThat(progress.warnings).hasSize((bytes.length + 96) / 97);
  }

  @Test
  void computesAgainWhereACountDoesNotFitIntoTheFile() throws Exception {
    ExactNeighbors first = get(TASK);
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    int hash = bytes.length - 32;
    int queries = Long.BYTES + Integer.BYTES + 32 + Short.BYTES + "COSINE".length() + 8;
    for (int count : new int[] {Integer.MAX_VALUE, -1}) {
      byte[] forged = bytes.clone();
      ByteBuffer.wrap(forged).putInt(queries, count);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(forged, 0, hash);
      System.arraycopy(digest.digest(), 0, forged, hash, 32);
      Files.write(file, forged);
      assertSame(get(TASK), first);
    }
    assertThat(progress.warnings)
        .hasSize(2)
        .containsOnly(
            "ground truth " + file + " is not in the format it says: it is computed again");
  }

  @Test
  void doesNotTakeTheAnswersToAnotherQuestion() throws Exception {
    get(TASK);
    Path file = files().get(0);
    byte[] other = GroundTruthFile.encode(task("rows 2", 7, 5).compute(1, Progress.NONE));
    Files.write(file, other);
    get(TASK);
    assertThat(progress.warnings)
        .containsExactly("ground truth " + file + " is of another content: it is computed again");
  }

  @Test
  void goesOnWithoutAFolderThatCanBeWritten() throws Exception {
    Path occupied =
        Files.writeString(folder.resolve("occupied"), "a file where a folder should be");
    ExactNeighbors truth = new GroundTruthCache(occupied).get(TASK, 1, progress);
    assertThat(truth.neighbors().queries()).isEqualTo(4);
    assertThat(progress.warnings)
        .containsExactly(
            "ground truth cannot be stored in "
                + occupied
                + " (not a folder): the next run computes it again");
  }

  @Test
  void leavesWholeFilesOnlyWhenSeveralWriteAtOnce() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Callable<ExactNeighbors>> jobs = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      jobs.add(() -> get(TASK));
    }
    for (Future<ExactNeighbors> job : executor.invokeAll(jobs)) {
      assertSame(job.get(), TASK.compute(1, Progress.NONE));
    }
    executor.shutdown();
    assertThat(files()).hasSize(1);
    assertThat(progress.warnings).isEmpty();
  }

  @Test
  void storesNothingWhenInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> get(TASK)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(files()).isEmpty();
  }

  private ExactNeighbors get(GroundTruthTask task) throws InterruptedException {
    return new GroundTruthCache(folder).get(task, 2, progress);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void assertSame(ExactNeighbors left, ExactNeighbors right) {
    assertThat(left.neighbors().rows()).isDeepEqualTo(right.neighbors().rows());
    assertThat(left.neighbors().distances()).isDeepEqualTo(right.neighbors().distances());
    assertThat(left.neighbors().tolerances()).isEqualTo(right.neighbors().tolerances());
    assertThat(left.contentKey()).isEqualTo(right.contentKey());
    assertThat(left.metric()).isEqualTo(right.metric());
  }

  private static GroundTruthTask task(String rowsName, int seed, int k) {
    return new GroundTruthTask(
        new Named<>(rowsName, new Spiral(50, seed)),
        new Named<>("queries", new Spiral(4, 100)),
        Metric.COSINE,
        new Named<>("all", RowFilter.ALL),
        k,
        10);
  }

  /** Vectors of three components that follow from number and seed. */
  private record Spiral(long size, int seed) implements VectorSource {
    @Override
    public int dimensions() {
      return 3;
    }

    @Override
    public void read(long first, int count, float[] target) {
      for (int i = 0; i < count; i++) {
        target[3 * i] = (float) StrictMath.sin(seed + first + i);
        target[3 * i + 1] = (float) StrictMath.cos(seed + 2.0 * (first + i));
        target[3 * i + 2] = 1;
      }
    }
  }
}
