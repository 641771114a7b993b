package dev.pgassay.selfcheck.generator;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.Distribution;
import dev.pgassay.data.load.BinaryCopyEncoder;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of generating a row without a server: the lower limit of every load. The server takes 42
 * to 48 microseconds for an event from a file; generation on another core costs nothing up to
 * there.
 *
 * <p>{@link #eventWithoutVector} isolates text, times and places: its events have a vector of 64
 * uniform components, a fifth of a microsecond. {@link #vector} isolates the embedding. {@link
 * #event} writes the whole row into a sink that counts, {@link #encodedEvent} writes it in
 * PostgreSQL's binary format. {@link #rowOfKey} is the only method in the measured path of
 * searches.
 *
 * <p>Each invocation makes the next row, so that branches and caches behave as in a load. The same
 * row again and again would be up to twice as fast. Times are those of one worker: run it with
 * {@code -t 2} to see how much workers slow each other down.
 *
 * <p>Run: {@code scripts/selfcheck jmh RowGenerationBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
// Compiling all text paths takes some ten thousand rows, which is less than a second.
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
// Inlining differs between JVMs by a few per cent: three forks show how much.
@Fork(3)
public class RowGenerationBenchmark {
  private static final int BLOCK = 64;
  private static final int FEW_DIMENSIONS = 64;

  /** Name of a dataset, or path of its file. */
  @Param("standard")
  public String dataset;

  private final CountingSink sink = new CountingSink();
  private final BinaryCopyEncoder encoder = new BinaryCopyEncoder(1 << 16);
  private long rows;
  private long row;
  private RowGenerator events;
  private RowGenerator bareEvents;
  private RowGenerator speakers;
  private RowGenerator links;
  private long speakerCount;
  private long linkCount;
  private RowIds ids;
  private VectorSource vectors;
  private float[] block;

  /** Prepares the dataset and checks rows and keys. */
  @Setup(Level.Trial)
  public void prepare() {
    DatasetSpec spec =
        new DatasetCatalog(Path.of(System.getProperty("pgassay.home", "."), "datasets"))
            .find(dataset);
    DatasetGenerator generator = DatasetGenerator.of(spec);
    rows = generator.rows(Table.EVENTS);
    events = generator.newRowGenerator(Table.EVENTS);
    bareEvents = DatasetGenerator.of(withoutVectors(spec)).newRowGenerator(Table.EVENTS);
    speakers = generator.newRowGenerator(Table.SPEAKERS);
    speakerCount = generator.rows(Table.SPEAKERS);
    links = generator.newRowGenerator(Table.EVENT_SPEAKERS);
    linkCount = generator.rows(Table.EVENT_SPEAKERS);
    ids = generator.ids(Table.EVENTS);
    vectors = generator.events();
    block = new float[BLOCK * vectors.dimensions()];
    encoder.begin((bytes, length) -> sink.bytes += length);
    events.write(0, sink);
    if (sink.columns != generator.columns(Table.EVENTS).size() || rowOfKey() != row) {
      throw new IllegalStateException("an event is not what its table declares");
    }
  }

  private static DatasetSpec withoutVectors(DatasetSpec spec) {
    Content content = spec.content();
    return new DatasetSpec(
        spec.name(),
        spec.description(),
        new Content(
            content.seed(),
            content.events(),
            FEW_DIMENSIONS,
            content.topics(),
            new Distribution.Uniform(),
            content.queries(),
            content.text(),
            content.entities()));
  }

  private long next(long count) {
    row = row + 1 < count ? row + 1 : 0;
    return row;
  }

  /** Generates a complete event. */
  @Benchmark
  public long event() {
    events.write(next(rows), sink);
    return sink.bytes;
  }

  /** Generates a complete event, encoded for COPY. */
  @Benchmark
  public long encodedEvent() {
    events.write(next(rows), encoder);
    return sink.bytes;
  }

  /** Generates an event without its vector. */
  @Benchmark
  public long eventWithoutVector() {
    bareEvents.write(next(rows), sink);
    return sink.bytes;
  }

  /** Generates the vector of an event, in blocks as exact search reads them. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public float[] vector() {
    vectors.read(Math.min(next(rows / BLOCK) * BLOCK, rows - BLOCK), BLOCK, block);
    return block;
  }

  /** Generates a speaker. */
  @Benchmark
  public long speaker() {
    speakers.write(next(speakerCount), sink);
    return sink.bytes;
  }

  /** Generates a link between a speaker and an event. */
  @Benchmark
  public long link() {
    links.write(next(linkCount), sink);
    return sink.bytes;
  }

  /** Computes the key of a row and the row of that key. */
  @Benchmark
  public long rowOfKey() {
    long number = next(rows);
    return ids.rowOf(ids.mostSignificantBits(number), ids.leastSignificantBits(number));
  }

  /** Reads a little of everything, so that the compiler can remove nothing. */
  private static final class CountingSink implements RowSink {
    private long bytes;
    private int columns;

    @Override
    public void beginRow(int count) {
      columns = count;
    }

    @Override
    public void writeNull() {
      bytes++;
    }

    @Override
    public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
      bytes += mostSignificantBits ^ leastSignificantBits;
    }

    @Override
    public void writeText(byte[] utf8, int length) {
      bytes += length + utf8[length - 1];
    }

    @Override
    public void writeBoolean(boolean value) {
      bytes += value ? 1 : 0;
    }

    @Override
    public void writeInt(int value) {
      bytes += value;
    }

    @Override
    public void writeDouble(double value) {
      bytes += (long) (1000 * value);
    }

    @Override
    public void writeTimestamp(long microsSinceUnixEpoch) {
      bytes += microsSinceUnixEpoch;
    }

    @Override
    public void writeVector(float[] components, int offset, int dimensions) {
      bytes += (long) (1000 * components[offset + dimensions - 1]);
    }
  }
}
