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
 * Limits how much is read from each kind of file or stream. A small compressed file can unpack to
 * more than the memory holds, so every input has a limit, many times the size that this program
 * writes. Every message names the input, its size if known, and the limit. Thread-safe.
 */
public enum InputLimit {
  /** A run or a baseline, in JSON. */
  DOCUMENT("a run or baseline", 64),
  /** The report of a fork to its host, in JSON. */
  FORK_REPORT("a fork's report", 64),
  /** Rounds, unpacked. */
  ROUNDS("a file of rounds", 128),
  /** A dataset's description or a policy. */
  YAML("a YAML file", 1),
  /** Statements, a migration or a script. */
  SQL("an SQL file", 16),
  /** Passwords, labels, process ids and other files of a few lines. */
  SETTINGS("a file of settings", 1),
  /** The answers to the queries of a dataset, in a binary format of this program. */
  GROUND_TRUTH("a ground truth", 1024),
  /** The output of a program that pgassay started. */
  PROGRAM_OUTPUT("a program's output", 64),
  /** A number for each query, unpacked. */
  QUERY_NUMBERS("numbers by query", 4),
  /** A histogram, unpacked. */
  HISTOGRAM("a histogram", 1);

  private static final int MIB_BITS = 20;

  private final String noun;
  private final long mostBytes;

  InputLimit(String noun, int mostMebibytes) {
    this.noun = noun;
    this.mostBytes = (long) mostMebibytes << MIB_BITS;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws InvalidInput if it is larger than the limit
   */
  public byte[] bytes(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  /**
   * Reads a text file in UTF-8.
   *
   * @throws IOException if it cannot be read or is not UTF-8
   * @throws InvalidInput if it is larger than the limit
   */
  public String text(Path file) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
  }

  /**
   * Reads the lines of a text file in UTF-8, without line ends.
   *
   * @throws IOException if it cannot be read or is not UTF-8
   * @throws InvalidInput if it is larger than the limit
   */
  public List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }

  /**
   * Opens a text file in UTF-8.
   *
   * @return a reader that throws {@link InvalidInput} at the limit
   * @throws IOException if the file cannot be read or is not UTF-8
   */
  public Reader reader(Path file) throws IOException {
    return new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder());
  }

  /**
   * Opens a file.
   *
   * @param file is unpacked by gzip if its name ends in {@code .gz}
   * @return a stream that throws {@link InvalidInput} at the limit
   * @throws IOException if it cannot be read
   * @throws InvalidInput if the file itself is larger than the limit
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
   * @param in stays open
   * @param origin names the stream in messages
   * @throws IOException if it cannot be read
   * @throws InvalidInput if it is larger than the limit
   */
  public byte[] bytes(InputStream in, String origin) throws IOException {
    return new Limited(in, origin).readAllBytes();
  }

  /**
   * Unpacks deflated bytes (RFC 1950).
   *
   * @return the unpacked bytes
   * @throws IOException if the input is not deflated or is truncated
   * @throws InvalidInput if the result is larger than the limit
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

  /** Refuses the first byte beyond the limit. */
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
