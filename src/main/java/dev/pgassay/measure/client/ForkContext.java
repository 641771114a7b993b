package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells a fork where the database is, which settings to use and where to write its report. It is
 * passed in a file of mode 0600, because a fork's command line is public and JMH records it. The
 * command line contains only the path of the file. Immutable.
 *
 * @param target connects to the database, as the measuring role
 * @param statistics connects to it as a role that may read the statistics of all sessions; empty to
 *     not observe the server's work
 * @param settings server settings of the measured session, by name
 * @param inputs from the workload's preparation for its benchmark, by name
 * @param reportFolder the folder for the fork's report, answers and histograms
 * @param seed of all random draws of the fork
 */
public record ForkContext(
    ConnectionTarget target,
    Optional<ConnectionTarget> statistics,
    Map<String, String> settings,
    Map<String, String> inputs,
    Path reportFolder,
    long seed) {
  /** The system property that contains the file's path. */
  public static final String PROPERTY = "pgassay.fork";

  private static final String SETTING = "setting.";
  private static final String INPUT = "input.";
  private static final String DRIVER = "driver.";
  private static final String STATISTICS = "statistics.";

  public ForkContext {
    settings = Map.copyOf(settings);
    inputs = Map.copyOf(inputs);
  }

  /**
   * Makes the context of a fork that does not observe the server's work.
   *
   * @param target connects to the database, as the measuring role
   * @param settings server settings of the measured session, by name
   * @param inputs from the workload's preparation for its benchmark, by name
   * @param reportFolder the folder for the fork's report, answers and histograms
   * @param seed of all random draws of the fork
   */
  public ForkContext(
      ConnectionTarget target,
      Map<String, String> settings,
      Map<String, String> inputs,
      Path reportFolder,
      long seed) {
    this(target, Optional.empty(), settings, inputs, reportFolder, seed);
  }

  /**
   * Returns an input that the benchmark requires.
   *
   * @throws Failure if the preparation did not provide it
   */
  public String input(String name) {
    String value = inputs.get(name);
    if (value == null) {
      throw new Failure("the host gave the fork no input named " + name);
    }
    return value;
  }

  /** Returns a copy with another report folder. */
  public ForkContext reportingTo(Path folder) {
    return new ForkContext(target, statistics, settings, inputs, folder, seed);
  }

  /**
   * Returns a copy that observes the server's work.
   *
   * @param role connects as a role that may read the statistics of all sessions
   */
  public ForkContext observedBy(ConnectionTarget role) {
    return new ForkContext(target, Optional.of(role), settings, inputs, reportFolder, seed);
  }

  /** Returns a copy with more inputs, which replace those of the same names. */
  public ForkContext with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(inputs);
    all.putAll(more);
    return new ForkContext(target, statistics, settings, all, reportFolder, seed);
  }

  /** Returns a copy with another seed. */
  public ForkContext seeded(long other) {
    return new ForkContext(target, statistics, settings, inputs, reportFolder, other);
  }

  /**
   * Writes the file for a fork.
   *
   * @param file must not exist yet
   * @throws Failure if it cannot be written
   */
  public void write(Path file) {
    Properties properties = new Properties();
    put(properties, "", target);
    statistics.ifPresent(it -> put(properties, STATISTICS, it));
    settings.forEach((name, it) -> properties.setProperty(SETTING + name, it));
    inputs.forEach((name, it) -> properties.setProperty(INPUT + name, it));
    properties.setProperty("reportFolder", reportFolder.toString());
    properties.setProperty("seed", Long.toString(seed));
    try (Writer writer = privateWriter(file)) {
      properties.store(writer, "read by a fork of pgassay; removed after the run");
    } catch (IOException e) {
      throw new Failure("cannot write the fork file " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the context of this process.
   *
   * @throws Failure if the property or the file is missing, for example if a benchmark was started
   *     by hand
   */
  public static ForkContext ofThisProcess() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw new Failure("a benchmark runs only under pgassay run: -D" + PROPERTY + " is missing");
    }
    return read(Path.of(file));
  }

  /**
   * Reads the context from a file.
   *
   * @throws Failure if it cannot be read
   */
  public static ForkContext read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = InputLimit.FORK_REPORT.reader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new Failure("cannot read the fork file " + file + ": " + e.getMessage(), e);
    }
    return new ForkContext(
        target(properties, ""),
        properties.containsKey(STATISTICS + "host")
            ? Optional.of(target(properties, STATISTICS))
            : Optional.empty(),
        withPrefix(properties, SETTING),
        withPrefix(properties, INPUT),
        Path.of(properties.getProperty("reportFolder")),
        Long.parseLong(properties.getProperty("seed")));
  }

  private static void put(Properties properties, String prefix, ConnectionTarget target) {
    properties.setProperty(prefix + "host", target.host());
    properties.setProperty(prefix + "port", Integer.toString(target.port()));
    properties.setProperty(prefix + "database", target.database());
    properties.setProperty(prefix + "user", target.user());
    target.password().ifPresent(it -> properties.setProperty(prefix + "password", it.reveal()));
    target.assumedRole().ifPresent(it -> properties.setProperty(prefix + "assumedRole", it));
    target
        .driverProperties()
        .forEach((name, it) -> properties.setProperty(prefix + DRIVER + name, it));
  }

  private static ConnectionTarget target(Properties properties, String prefix) {
    return new ConnectionTarget(
        properties.getProperty(prefix + "host"),
        Integer.parseInt(properties.getProperty(prefix + "port")),
        properties.getProperty(prefix + "database"),
        properties.getProperty(prefix + "user"),
        Optional.ofNullable(properties.getProperty(prefix + "password")).map(Secret::of),
        Optional.ofNullable(properties.getProperty(prefix + "assumedRole")),
        withPrefix(properties, prefix + DRIVER));
  }

  private static Map<String, String> withPrefix(Properties properties, String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), properties.getProperty(name));
      }
    }
    return found;
  }

  private static Writer privateWriter(Path file) throws IOException {
    return Channels.newWriter(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        StandardCharsets.UTF_8);
  }
}
