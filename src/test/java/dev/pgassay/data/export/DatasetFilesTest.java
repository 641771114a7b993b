package dev.pgassay.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFilesTest {
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));
  private static final int EVENTS = 1_000;
  private static final int DIMENSIONS = 1536;
  private static final int VECTOR_BYTES = (1 + DIMENSIONS) * Float.BYTES;

  @TempDir private Path temporary;

  @Test
  void writesEveryTableAndTheScriptThatCopiesThem() throws Exception {
    DatasetFiles files = files("tables");
    files.writeTables();
    assertThat(files.written())
        .extracting(DataFile::name)
        .containsExactly(
            "speakers.copy",
            "companies.copy",
            "topics.copy",
            "events.copy",
            "event_speakers.copy",
            "event_companies.copy",
            "event_topics.copy",
            "load.sql");
    assertThat(Files.readAllLines(temporary.resolve("tables").resolve("load.sql")))
        .hasSize(8)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("\\copy pgassay.topics (id, ")
                    .endsWith(") from 'topics.copy' with (format binary)"));
    byte[] events = Files.readAllBytes(temporary.resolve("tables").resolve("events.copy"));
    assertThat(events).startsWith("PGCOPY\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(events.length).isGreaterThan(EVENTS * (VECTOR_BYTES - 4));
  }

  @Test
  void saysWhatItWrote() throws Exception {
    DatasetFiles files = files("said");
    files.writeTables();
    for (DataFile file : files.written()) {
      byte[] content = Files.readAllBytes(temporary.resolve("said").resolve(file.name()));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(file.bytes()).isEqualTo(content.length);
      assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
    }
    for (Table table : Table.values()) {
      assertThat(files.written().get(table.ordinal()).items()).isEqualTo(TINY.rows(table));
    }
  }

  @Test
  void writesTheVectorsOfEventsAsTheyAre() throws Exception {
    DatasetFiles files = files("vectors");
    files.writeEventVectors();
    ByteBuffer content = read("vectors", "events.fvecs");
    assertThat(content.capacity()).isEqualTo(EVENTS * VECTOR_BYTES);
    float[] expected = new float[DIMENSIONS];
    TINY.events().read(777, 1, expected);
    assertThat(content.getInt(777 * VECTOR_BYTES)).isEqualTo(DIMENSIONS);
    for (int i = 0; i < DIMENSIONS; i++) {
      assertThat(content.getFloat(777 * VECTOR_BYTES + (1 + i) * Float.BYTES))
          .isEqualTo(expected[i]);
    }
  }

  @Test
  void writesQueriesWithTheirHundredNearestEvents() throws Exception {
    DatasetFiles files = files("queries");
    GroundTruthCache cache = new GroundTruthCache(temporary.resolve("cache"));
    files.writeQueries(cache);
    assertThat(files.written())
        .extracting(DataFile::name, DataFile::items)
        .containsExactly(
            tuple("queries.fvecs", 100L),
            tuple("neighbours.ivecs", 100L),
            tuple("out-of-distribution-queries.fvecs", 20L),
            tuple("out-of-distribution-neighbours.ivecs", 20L));
    ByteBuffer neighbours = read("queries", "neighbours.ivecs");
    assertThat(neighbours.capacity()).isEqualTo(100 * 101 * Integer.BYTES);
    assertThat(neighbours.getInt(0)).isEqualTo(100);
    assertThat(neighbours.getInt(Integer.BYTES)).isEqualTo(nearestEventByPlainLoops(0));
    assertThat(neighbours.getInt((42 * 101 + 1) * Integer.BYTES))
        .isEqualTo(nearestEventByPlainLoops(42));
  }

  @Test
  void replacesTheFilesOfAnEarlierCallWithTheSame() throws Exception {
    DatasetFiles first = files("again");
    first.writeTables();
    Files.createFile(temporary.resolve("again").resolve("events.copy.part"));
    DatasetFiles second = files("again");
    second.writeTables();
    assertThat(second.written()).isEqualTo(first.written());
    try (Stream<Path> left = Files.list(temporary.resolve("again"))) {
      assertThat(left).hasSize(8);
    }
  }

  @Test
  void refusesAFolderWithSomethingElse() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("mine"));
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> files("mine"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            folder + " holds thesis.tex, which is not a file of a dataset: name a new folder");
  }

  @Test
  void refusesAPlaceWhereNoFolderCanBe() throws IOException {
    Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> files("file"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cannot use the folder " + temporary.resolve("file"));
  }

  @Test
  void leavesNoUnfinishedFileWhenInterrupted() throws IOException {
    DatasetFiles files = files("interrupted");
    Thread.currentThread().interrupt();
    assertThatThrownBy(files::writeTables).isInstanceOf(InterruptedException.class);
    try (Stream<Path> left = Files.list(temporary.resolve("interrupted"))) {
      assertThat(left).isEmpty();
    }
    assertThat(files.written()).isEqualTo(List.of());
  }

  private DatasetFiles files(String folder) {
    return new DatasetFiles(TINY, temporary.resolve(folder), Progress.NONE);
  }

  private ByteBuffer read(String folder, String name) throws IOException {
    byte[] content = Files.readAllBytes(temporary.resolve(folder).resolve(name));
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int nearestEventByPlainLoops(int query) {
    float[] asked = new float[DIMENSIONS];
    float[] event = new float[DIMENSIONS];
    TINY.queries().read(query, 1, asked);
    int nearest = -1;
    double greatest = -2;
    for (int row = 0; row < EVENTS; row++) {
      TINY.events().read(row, 1, event);
      double product = 0;
      for (int i = 0; i < DIMENSIONS; i++) {
        product += (double) asked[i] * event[i];
      }
      if (product > greatest) {
        greatest = product;
        nearest = row;
      }
    }
    return nearest;
  }
}
