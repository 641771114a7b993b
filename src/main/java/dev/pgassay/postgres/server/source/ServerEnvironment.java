package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts about the machine and its user that the choice and the start of a server depend on.
 * Read by the command line and passed in. Immutable.
 *
 * @param variables the environment variables
 * @param userName the user we run as
 * @param root whether that user is root
 * @param homeFolder the user's home folder as the system names it, which may be missing
 * @param clusterFolder the folder of private clusters
 * @param temporaryFolder the folder for short-lived files
 * @param searchFolders the folders of {@code PATH}
 * @param machine the machine that determines the settings of a private server
 */
public record ServerEnvironment(
    Map<String, String> variables,
    String userName,
    boolean root,
    Optional<Path> homeFolder,
    Path clusterFolder,
    Path temporaryFolder,
    List<Path> searchFolders,
    Machine machine) {
  /** The environment variable that names the folder of everything of ours. */
  public static final String HOME_VARIABLE = "PGASSAY_HOME";

  /** Copies the collections. */
  public ServerEnvironment {
    variables = Map.copyOf(variables);
    Objects.requireNonNull(userName, "userName");
    Objects.requireNonNull(homeFolder, "homeFolder");
    Objects.requireNonNull(clusterFolder, "clusterFolder");
    Objects.requireNonNull(temporaryFolder, "temporaryFolder");
    searchFolders = List.copyOf(searchFolders);
    Objects.requireNonNull(machine, "machine");
  }

  /**
   * The properties of a machine that determine the settings of a private server.
   *
   * @param macOs whether the system is macOS
   * @param memoryBytes memory of the machine or of the container we are in
   * @param processors processors that may be used
   */
  public record Machine(boolean macOs, long memoryBytes, int processors) {
    /** Checks that the quantities are positive. */
    public Machine {
      if (memoryBytes <= 0 || processors <= 0) {
        throw new IllegalArgumentException(
            "memory and processors must be positive: " + memoryBytes + ", " + processors);
      }
    }
  }

  /**
   * Returns the most memory that the build of one index may use: a third, besides the quarter that
   * a private server has for its shared buffers. The graph of a million of our events takes 7 GB.
   *
   * @param memoryBytes memory of the machine or of the container that the server is in
   * @return bytes
   */
  public static long buildMemoryBytes(long memoryBytes) {
    return memoryBytes / 3;
  }

  /**
   * Derives the environment from the facts that the command line has read.
   *
   * @param variables the environment variables
   * @param properties the system properties {@code user.name}, {@code user.home}, {@code os.name}
   *     and {@code java.io.tmpdir}
   * @param memoryBytes memory of the machine or of the container we are in
   * @param processors processors that may be used
   * @return the environment, with the cluster folder chosen: {@code $PGASSAY_HOME/clusters}, else
   *     {@code /var/lib/pgassay/clusters} for root, else below the user's cache folder
   */
  public static ServerEnvironment of(
      Map<String, String> variables,
      Map<String, String> properties,
      long memoryBytes,
      int processors) {
    String userName = properties.getOrDefault("user.name", "");
    boolean macOs = properties.getOrDefault("os.name", "").startsWith("Mac");
    boolean root = isRoot(userName);
    Path home = Path.of(properties.getOrDefault("user.home", "/"));
    return new ServerEnvironment(
        variables,
        userName,
        root,
        Optional.of(home),
        base(variables, home, root, macOs).resolve("clusters"),
        Path.of(properties.getOrDefault("java.io.tmpdir", "/tmp")),
        searchFolders(variables.getOrDefault("PATH", "")),
        new Machine(macOs, memoryBytes, processors));
  }

  static Path base(Map<String, String> variables, Path home, boolean root, boolean macOs) {
    String given = variables.getOrDefault(HOME_VARIABLE, "");
    if (!given.isEmpty()) {
      return Path.of(given).toAbsolutePath();
    }
    if (root) {
      return Path.of("/var/lib/pgassay");
    }
    if (macOs) {
      return home.resolve("Library/Caches/pgassay");
    }
    // The XDG base directory specification: a relative path is invalid and to be ignored.
    String cache = variables.getOrDefault("XDG_CACHE_HOME", "");
    return (cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache")).resolve("pgassay");
  }

  private static boolean isRoot(String userName) {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProcFolder) {
      return userName.equals("root");
    }
  }

  private static List<Path> searchFolders(String path) {
    List<Path> folders = new ArrayList<>();
    for (String folder : path.split(":")) {
      if (folder.startsWith("/")) {
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }

  /**
   * Finds a program in the folders of {@code PATH}.
   *
   * @param name of the program
   * @return its path
   */
  public Optional<Path> findProgram(String name) {
    return searchFolders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Creates a folder below our own folder, and those above it.
   *
   * @throws Failure if it cannot be created or written to
   */
  public void create(Path folder) {
    try {
      createWithParents(folder);
    } catch (IOException e) {
      throw new Failure(
          "cannot create " + folder + "; set PGASSAY_HOME to a folder that can be written", e);
    }
    if (!Files.isWritable(folder)) {
      throw new Failure(
          "cannot write to " + folder + "; set PGASSAY_HOME to a folder that can be written");
    }
  }

  /** Whatever the umask: root's server runs as another user, who must get through. */
  private void createWithParents(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      createWithParents(folder.getParent());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(
          folder, PosixFilePermissions.fromString(root ? "rwxr-xr-x" : "rwx------"));
    }
  }
}
