package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a private server: those of the commented file {@code private-server.conf}, sized
 * by the machine, then the user's.
 */
public final class ServerSettings {
  private static final String RESOURCE = "private-server.conf";
  private static final long MIB = 1L << 20;
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PORT = "port";
  private static final String BUILD_MEMORY = "maintenance_work_mem";
  private static final String STATISTICS = "pg_stat_statements";
  private static final Pattern MEMORY = Pattern.compile("\\s*(\\d{1,10})\\s*(B|kB|MB|GB|TB|)\\s*");

  /** How a server words a refused setting: the message, and the name of the setting in it. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "((?:unrecognized configuration|invalid value for|[^:]* outside the valid range for)"
              + " parameter \"([^\"]+)\".*)");

  /** The settings that keep the server private and let us find it; users cannot change them. */
  private static final Set<String> OURS =
      Set.of(
          "listen_addresses",
          "unix_socket_directories",
          "data_directory",
          "config_file",
          "hba_file",
          "ident_file",
          "external_pid_file",
          "cluster_name",
          "log_destination",
          "logging_collector",
          "lc_messages");

  private final ServerEnvironment.Machine machine;
  private final Map<String, String> userSettings;

  public ServerSettings(ServerEnvironment.Machine machine, Map<String, String> userSettings) {
    this.machine = machine;
    this.userSettings = new TreeMap<>(userSettings);
    for (String name : userSettings.keySet()) {
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidInput(
            "--set " + name + ": pgassay sets it itself to keep the server private");
      }
    }
  }

  /**
   * Asks the server's own program whether it takes the user's settings, before anything is made.
   *
   * @throws InvalidInput with the server's words
   */
  public void check(Installation installation, Path temporaryFolder) {
    for (Map.Entry<String, String> setting : userSettings.entrySet()) {
      Command.Outcome said = tryOut(installation, temporaryFolder, setting);
      if (!said.succeeded()) {
        throw new InvalidInput(
            "--set " + setting.getKey() + "=" + setting.getValue() + ": " + words(said.output()));
      }
    }
  }

  private static Command.Outcome tryOut(
      Installation installation, Path temporaryFolder, Map.Entry<String, String> setting) {
    try {
      Path folder = Files.createTempDirectory(temporaryFolder, "pgassay-settings");
      Path empty = Files.createFile(folder.resolve("postgresql.conf"));
      try {
        // The program prints the value of a setting; that only works if all settings are valid.
        return Command.run(
            List.of(
                installation.program("postgres"),
                "-C",
                "port",
                "-D",
                folder.toString(),
                "-c",
                setting.getKey() + "=" + setting.getValue()));
      } finally {
        Files.delete(empty);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new Failure(
          "cannot write to the temporary folder "
              + temporaryFolder
              + "; name another: PGASSAY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  private static String words(String output) {
    return output
        .lines()
        .filter(line -> line.contains("FATAL:"))
        .map(line -> line.replaceFirst(".*FATAL:\\s*", ""))
        .findFirst()
        .orElse(output.lines().findFirst().orElse("refused by the server"));
  }

  /** Renders the settings file of a server on this machine. */
  public String render(String clusterName, Installation installation) {
    Map<String, String> values = new TreeMap<>(sizes());
    values.put("listen_addresses", ServerProcess.LOOPBACK);
    values.put("unix_socket_directories", "");
    values.put("dynamic_shared_memory_type", sharedMemory(largestBuildBytes()));
    values.put("cluster_name", clusterName);
    values.put("preload_libraries", installation.offers(STATISTICS) ? STATISTICS : "");
    return filled(values) + asAskedFor(userSettings);
  }

  /**
   * Renders the settings file of a server in a container: it listens on the container's addresses,
   * of which the engine publishes one on this machine, and always under the same port.
   */
  public String renderForContainer(String clusterName) {
    Map<String, String> values = new TreeMap<>(sizes());
    values.put("listen_addresses", "*");
    // The image's entrypoint looks here for the server that it starts to initialise a volume.
    values.put("unix_socket_directories", "/var/run/postgresql");
    values.put("dynamic_shared_memory_type", "posix");
    values.put("cluster_name", clusterName);
    values.put("preload_libraries", STATISTICS);
    Map<String, String> settings = new TreeMap<>(userSettings);
    settings.remove(PORT);
    return filled(values) + asAskedFor(settings);
  }

  /**
   * Returns how large a container's shared memory must be: a parallel HNSW build reserves all of
   * its memory there, and an eighth with 64 MB more is for everything else.
   */
  public long sharedMemoryBytes() {
    long build = largestBuildBytes();
    return build + build / 8 + 64 * MIB;
  }

  /** Tells which of the user's settings a server has complained of in its log. */
  public Optional<InvalidInput> refusal(List<String> log) {
    for (String line : log) {
      Matcher complaint = COMPLAINT.matcher(line);
      if (complaint.find() && userSettings.containsKey(complaint.group(2))) {
        String name = complaint.group(2);
        return Optional.of(
            new InvalidInput(
                "--set "
                    + name
                    + "="
                    + userSettings.get(name)
                    + ": "
                    + complaint.group(1).strip()));
      }
    }
    return Optional.empty();
  }

  private static String filled(Map<String, String> values) {
    String text = template();
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private static String asAskedFor(Map<String, String> settings) {
    StringBuilder all = new StringBuilder();
    if (!settings.isEmpty()) {
      all.append("\n# --- as asked for with --set ---\n");
      settings.forEach(
          (name, value) -> all.append(name).append(" = '").append(quoted(value)).append("'\n"));
    }
    return all.toString();
  }

  /** A line break would end the line of the file; {@link ServerOptions} has refused it. */
  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("'", "''");
  }

  /** The port that the user asked for, or an empty text. */
  public String port() {
    return userSettings.getOrDefault(PORT, "");
  }

  /** An amount of memory that the user gave; 0 if none was given or the server must judge it. */
  private long given(String name) {
    Matcher amount = MEMORY.matcher(userSettings.getOrDefault(name, ""));
    if (!amount.matches()) {
      return 0;
    }
    long unit =
        switch (amount.group(2)) {
          case "B" -> 1;
          case "MB" -> MIB;
          case "GB" -> 1024 * MIB;
          case "TB" -> 1024 * 1024 * MIB;
          default -> 1024; // kB, which is also what a bare number counts
        };
    return Long.parseLong(amount.group(1)) * unit;
  }

  /** The setting is for work that requests no memory, such as VACUUM; builds do, and users may. */
  private long largestBuildBytes() {
    long ours = Math.max(settingBytes(), ServerEnvironment.buildMemoryBytes(machine.memoryBytes()));
    return Math.max(ours, given(BUILD_MEMORY));
  }

  private long settingBytes() {
    return clamp(machine.memoryBytes() / 8, 64 * MIB, 8192 * MIB);
  }

  private Map<String, String> sizes() {
    long memory = machine.memoryBytes();
    int helpers = Math.min(7, Math.max(1, machine.processors() - 1));
    return Map.of(
        "shared_buffers",
        mebibytes(clamp(memory / 4, 128 * MIB, 8192 * MIB)),
        "effective_cache_size",
        mebibytes(Math.max(memory / 2, 128 * MIB)),
        BUILD_MEMORY,
        mebibytes(settingBytes()),
        "parallel_maintenance_workers",
        String.valueOf(helpers),
        "parallel_workers",
        String.valueOf(Math.max(8, helpers)),
        "worker_processes",
        String.valueOf(8 + helpers));
  }

  /**
   * A parallel build of an HNSW index reserves all of its memory as shared memory. In containers
   * /dev/shm often has no more than 64 MB; System V segments do not live there.
   */
  private static String sharedMemory(long buildMemory) {
    try {
      if (Files.isDirectory(SHARED_MEMORY)) {
        FileStore store = Files.getFileStore(SHARED_MEMORY);
        return store.getUsableSpace() > buildMemory + buildMemory / 8 ? "posix" : "sysv";
      }
    } catch (IOException unknownSize) {
      return "sysv";
    }
    return "posix";
  }

  private static long clamp(long value, long least, long most) {
    return Math.max(least, Math.min(most, value));
  }

  private static String mebibytes(long bytes) {
    return bytes / MIB + "MB";
  }

  private static String template() {
    try (InputStream stream = ServerSettings.class.getResourceAsStream(RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
  }
}
