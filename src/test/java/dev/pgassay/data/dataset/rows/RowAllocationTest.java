package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.spec.SmallDataset;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts the allocations of a row after the buffers have grown. */
class RowAllocationTest {
  private static final DatasetGenerator GENERATOR = SmallDataset.generator();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long ROWS = 2_000;

  /**
   * A few small objects for the topic of a row, which the compiler later removes. An allocated text
   * of a hundred words or vector would be thousands of bytes.
   */
  private static final long MOST_BYTES_A_ROW = 160;

  @ParameterizedTest
  @EnumSource(Table.class)
  void makingARowAllocatesNextToNothing(Table table) {
    RowGenerator rows = GENERATOR.newRowGenerator(table);
    long count = GENERATOR.rows(table);
    RowSink sink = new Nowhere();
    write(rows, count, sink);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    write(rows, count, sink);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes / ROWS).isLessThan(MOST_BYTES_A_ROW);
  }

  private static void write(RowGenerator rows, long count, RowSink sink) {
    for (long row = 0; row < ROWS; row++) {
      rows.write(row % count, sink);
    }
  }

  /** Forgets everything. */
  private static final class Nowhere implements RowSink {
    @Override
    public void beginRow(int columns) {}

    @Override
    public void writeNull() {}

    @Override
    public void writeUuid(long mostSignificantBits, long leastSignificantBits) {}

    @Override
    public void writeText(byte[] utf8, int length) {}

    @Override
    public void writeBoolean(boolean value) {}

    @Override
    public void writeInt(int value) {}

    @Override
    public void writeDouble(double value) {}

    @Override
    public void writeTimestamp(long microsSinceUnixEpoch) {}

    @Override
    public void writeVector(float[] components, int offset, int dimensions) {}
  }
}
