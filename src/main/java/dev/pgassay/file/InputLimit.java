package dev.pgassay.file;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * How much is read of each kind of file or stream. Anyone can write a file that is small and
 * unpacks to more than the memory holds, so that nothing is read to its end without a limit. The
 * limits are many times what this program writes. Every message names what was read, its size where
 * that is known, and the limit. Thread-safe.
 */
public enum InputLimit {
  /** A run or a baseline, in JSON. */
  DOCUMENT("a run or baseline", 64),
  /** What a fork reports to its host, in JSON. */
  FORK_REPORT("a fork's report", 64),
  /** Rounds as they are unpacked. */
  ROUNDS("a file of rounds", 128),
  /** A dataset's description or a policy. */
  YAML("a YAML file", 1),
  /** Statements, a migration or a script. */
  SQL("an SQL file", 16),
  /** Passwords, labels, process ids and what else a few lines hold. */
  SETTINGS("a file of settings", 1),
  /** The answers to the queries of a dataset, in our own binary form. */
  GROUND_TRUTH("a ground truth", 1024),
  /** What a program that was started prints. */
  PROGRAM_OUTPUT("a program's output", 64),
  /** A number for each query, as it is unpacked. */
  QUERY_NUMBERS("numbers by query", 4),
  /** A histogram, as it is unpacked. */
  HISTOGRAM("a histogram", 1);

  private static final int MIB_BITS = 20;

  private final String noun;
  private final long mostBytes;

  /**
   * @param mostMebibytes the limit
   */
  InputLimit(String noun, int mostMebibytes) {
    this.noun = noun;
    this.mostBytes = (long) mostMebibytes << MIB_BITS;
  }

  /**
   * Reads a file.
   *
   * @param file to read
   * @return its content
   * @throws IOException where it cannot be read
   * @throws InvalidInput where it is larger than the limit
   */
  public byte[] bytes(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  /**
   * Reads a file of text.
   *
   * @param file to read, in UTF-8
   * @return its content
   * @throws IOException where it cannot be read or is not UTF-8
   * @throws InvalidInput where it is larger than the limit
   */
  public String text(Path file) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
  }

  /**
   * Reads the lines of a file.
   *
   * @param file to read, in UTF-8
   * @return its lines without their ends
   * @throws IOException where it cannot be read or is not UTF-8
   * @throws InvalidInput where it is larger than the limit
   */
  public List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }

  /**
   * Opens a file of text.
   *
   * @param file to read, in UTF-8
   * @return its content, which is refused where it is larger than the limit
   * @throws IOException where it cannot be read or is not UTF-8
   */
  public Reader reader(Path file) throws IOException {
    return new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder());
  }

  /**
   * Opens a file.
   *
   * @param file to read; unpacked by gzip where its name ends in {@code .gz}
   * @return its content, of which no more than the limit can be read
   * @throws IOException where it cannot be read
   * @throws InvalidInput where the file itself is larger than the limit
   */
  public InputStream open(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > mostBytes) {
      throw tooLarge(file + " has " + size(Files.size(file)));
    }
    InputStream in = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return new Limited(in, file.toString());
    }
    try {
      return new Limited(new GZIPInputStream(in), file + " unpacked");
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in the stream, left open
   * @param origin what it is, as messages name it
   * @return its content
   * @throws IOException where it cannot be read
   * @throws InvalidInput where it is larger than the limit
   */
  public byte[] bytes(InputStream in, String origin) throws IOException {
    return new Limited(in, origin).readAllBytes();
  }

  /**
   * Unpacks bytes that were deflated (RFC 1950).
   *
   * @param deflated the bytes
   * @return what they unpack to
   * @throws IOException where they are something else or cut short
   * @throws InvalidInput where they unpack to more than the limit
   */
  public byte[] inflated(byte[] deflated) throws IOException {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return bytes(in, noun + " unpacked");
    }
  }

  private Failure tooLarge(String what) {
    String message = what + ", and the limit of " + noun + " is " + size(mostBytes);
    return switch (this) {
      case PROGRAM_OUTPUT, FORK_REPORT -> new Failure(message + "; report it");
      default -> new InvalidInput(message + "; pgassay never writes that much: use another file");
    };
  }

  private static String size(long bytes) {
    long mebibytes = bytes >> MIB_BITS;
    return mebibytes << MIB_BITS == bytes ? mebibytes + " MiB" : bytes + " bytes";
  }

  /** Refuses the first byte behind the limit. */
  private final class Limited extends FilterInputStream {
    private final String origin;
    private long left = mostBytes;

    Limited(InputStream in, String origin) {
      super(in);
      this.origin = origin;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        count(1);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        count(read);
      }
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge(origin + " has more than " + size(mostBytes));
      }
    }
  }
}
