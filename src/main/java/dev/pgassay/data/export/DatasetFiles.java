package dev.pgassay.data.export;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.BinaryCopyEncoder;
import dev.pgassay.data.truth.ExactNeighbors;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.VectorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a dataset into a folder, in formats of other programs: each table in PostgreSQL's binary
 * COPY format with a script for psql, queries as fvecs, their nearest events as ivecs (<a
 * href="http://corpus-texmex.irisa.fr/">the formats of TEXMEX</a>: a little-endian length before
 * each vector). Neighbours are row numbers of the table of events, from 0. The same dataset gives
 * the same files. Memory does not grow with the number of rows. Not thread-safe.
 */
public final class DatasetFiles {
  /** The number of neighbours of each query, as in ann-benchmarks. */
  public static final int NEIGHBOURS = 100;

  private static final String SCRIPT = "load.sql";
  private static final String EVENTS = "events.fvecs";
  private static final String QUERIES = "queries.fvecs";
  private static final String NEIGHBOURS_FILE = "neighbours.ivecs";
  private static final String STRANGERS = "out-of-distribution-queries.fvecs";
  private static final String STRANGERS_NEIGHBOURS = "out-of-distribution-neighbours.ivecs";
  private static final int ROWS_BETWEEN_CHECKS = 256;
  private static final int COPY_BUFFER_BYTES = 1 << 18;

  private final DatasetGenerator generator;
  private final Path folder;
  private final Progress progress;
  private final List<DataFile> written = new ArrayList<>();

  /**
   * Prepares to write, and creates the folder if it is missing.
   *
   * @param generator of the dataset
   * @param folder target; files of an earlier call are replaced
   * @param progress is told about each step
   * @throws InvalidInput if the folder contains something else
   * @throws Failure if the folder cannot be created or read
   */
  public DatasetFiles(DatasetGenerator generator, Path folder, Progress progress) {
    this.generator = generator;
    this.folder = folder;
    this.progress = progress;
    refuseForeignFiles();
  }

  /**
   * Writes the seven tables and the script that copies them.
   *
   * @throws InterruptedException if the thread was interrupted; the incomplete file is removed
   */
  public void writeTables() throws InterruptedException {
    StringBuilder script = new StringBuilder();
    script.append(
        "-- Run by psql in this folder, on a database with the schema of pgassay and no rows.\n");
    for (Table table : Table.values()) {
      writeTable(table);
      script.append(
          "\\copy pgassay.%s (%s) from '%s' with (format binary)%n"
              .formatted(
                  table.tableName(), String.join(", ", generator.columns(table)), fileOf(table)));
    }
    byte[] text = script.toString().getBytes(StandardCharsets.UTF_8);
    write(SCRIPT, Table.values().length, file -> file.write(text, text.length));
  }

  /**
   * Writes both kinds of queries and the nearest events of each by cosine distance.
   *
   * @param cache of the neighbours
   * @throws InterruptedException if the thread was interrupted; the incomplete file is removed
   */
  public void writeQueries(GroundTruthCache cache) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    writeVectors(QUERIES, generator.queries());
    writeNeighbours(
        NEIGHBOURS_FILE,
        cache.get(
            GroundTruthTask.heldOut(generator, Metric.COSINE, NEIGHBOURS), threads, progress));
    if (generator.outOfDistributionQueries().size() > 0) {
      writeVectors(STRANGERS, generator.outOfDistributionQueries());
      writeNeighbours(
          STRANGERS_NEIGHBOURS,
          cache.get(
              GroundTruthTask.outOfDistribution(generator, Metric.COSINE, NEIGHBOURS),
              threads,
              progress));
    }
  }

  /**
   * Writes the embeddings of the events as a separate file.
   *
   * @throws InterruptedException if the thread was interrupted; the incomplete file is removed
   */
  public void writeEventVectors() throws InterruptedException {
    writeVectors(EVENTS, generator.events());
  }

  /** Returns the written files in the order of writing. */
  public List<DataFile> written() {
    return List.copyOf(written);
  }

  /** Writes the content of a file; {@link DataFileWriter} handles its failures. */
  private interface Content {
    void writeTo(DataFileWriter file) throws InterruptedException;
  }

  private void write(String name, long items, Content content) throws InterruptedException {
    try (DataFileWriter file = new DataFileWriter(folder.resolve(name))) {
      content.writeTo(file);
      written.add(file.finish(items));
    }
  }

  private void writeTable(Table table) throws InterruptedException {
    long rows = generator.rows(table);
    RowGenerator row = generator.newRowGenerator(table);
    BinaryCopyEncoder encoder = new BinaryCopyEncoder(COPY_BUFFER_BYTES);
    write(
        fileOf(table),
        rows,
        file -> {
          encoder.begin(file::write);
          inSteps("write " + table.tableName(), rows, "rows", number -> row.write(number, encoder));
          encoder.end();
        });
  }

  private void writeVectors(String name, VectorSource source) throws InterruptedException {
    int dimensions = source.dimensions();
    float[] vector = new float[dimensions];
    ByteBuffer buffer = littleEndian(dimensions);
    write(
        name,
        source.size(),
        file ->
            inSteps(
                "write " + name,
                source.size(),
                "vectors",
                number -> {
                  source.read(number, 1, vector);
                  buffer.asFloatBuffer().put(1, vector);
                  file.write(buffer.array(), buffer.capacity());
                }));
  }

  private void writeNeighbours(String name, ExactNeighbors truth) throws InterruptedException {
    long[][] rows = truth.neighbors().rows();
    write(
        name,
        rows.length,
        file -> {
          for (long[] neighbours : rows) {
            int count = Math.min(NEIGHBOURS, neighbours.length);
            ByteBuffer buffer = littleEndian(count);
            for (int i = 0; i < count; i++) {
              buffer.putInt((1 + i) * Integer.BYTES, Math.toIntExact(neighbours[i]));
            }
            file.write(buffer.array(), buffer.capacity());
          }
        });
  }

  /**
   * Returns a buffer for a length and as many words of four bytes, with the length already written.
   */
  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate((1 + length) * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, length);
  }

  private interface Step {
    void take(long number);
  }

  private void inSteps(String name, long count, String unit, Step step)
      throws InterruptedException {
    try (Progress.Task task = progress.start(name, count, unit)) {
      for (long number = 0; number < count; ) {
        if (Thread.interrupted()) {
          throw new InterruptedException(name + " was interrupted");
        }
        long first = number;
        long until = Math.min(count, number + ROWS_BETWEEN_CHECKS);
        while (number < until) {
          step.take(number++);
        }
        task.advance(until - first);
      }
    }
  }

  private static String fileOf(Table table) {
    return table.tableName() + ".copy";
  }

  private void refuseForeignFiles() {
    Set<String> foreign = new TreeSet<>();
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        files.map(file -> file.getFileName().toString()).forEach(foreign::add);
      }
    } catch (IOException e) {
      throw new Failure("cannot use the folder " + folder + ": " + e.getMessage(), e);
    }
    foreign.removeIf(name -> ownNames().contains(name.replace(DataFileWriter.UNFINISHED, "")));
    if (!foreign.isEmpty()) {
      throw new InvalidInput(
          folder
              + " holds "
              + foreign.iterator().next()
              + ", which is not a file of a dataset: name a new folder");
    }
  }

  private static Set<String> ownNames() {
    Set<String> names =
        Stream.of(Table.values()).map(DatasetFiles::fileOf).collect(Collectors.toSet());
    names.addAll(
        List.of(SCRIPT, EVENTS, QUERIES, NEIGHBOURS_FILE, STRANGERS, STRANGERS_NEIGHBOURS));
    return names;
  }
}
