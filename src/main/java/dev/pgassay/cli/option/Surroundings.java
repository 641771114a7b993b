package dev.pgassay.cli.option;

import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.index.IndexTypeCatalog;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.store.BaselineStore;
import dev.pgassay.result.store.Recordings;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.plan.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The program's view of its process: the only place that reads system properties and environment
 * variables. Immutable.
 *
 * @param home the folder that holds {@code datasets/}, {@code indexes/} and {@code results/}
 * @param environment the environment variables
 * @param userHome the user's home folder, which may not exist
 * @param temporaryFolder the folder for temporary files
 * @param root whether the process runs as root
 * @param terminal whether a person sees standard error
 * @param version the build: version, git revision, and whether the tree had changes
 */
public record Surroundings(
    Path home,
    Map<String, String> environment,
    Path userHome,
    Path temporaryFolder,
    boolean root,
    boolean terminal,
    BuildVersion version) {

  /**
   * The build of the program.
   *
   * @param version the version of the jar
   * @param revision the git revision, empty if it is not known
   * @param dirty whether the tree had uncommitted changes, empty if it is not known
   */
  public record BuildVersion(String version, Optional<String> revision, Optional<Boolean> dirty) {
    /** Returns a result's description of the program that made it. */
    Tool tool() {
      return new Tool(version, revision, dirty, dirty.filter(it -> it).flatMap(it -> checksum()));
    }

    /** Returns the checksum of the running jar; empty if classes run from a folder. */
    private static Optional<String> checksum() {
      Path jar =
          Path.of(
              URI.create(
                  Surroundings.class
                      .getProtectionDomain()
                      .getCodeSource()
                      .getLocation()
                      .toString()));
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      try (InputStream bytes = Files.newInputStream(jar)) {
        Sha256 hash = new Sha256();
        bytes.transferTo(hash.passingTo(OutputStream.nullOutputStream()));
        return Optional.of(hash.hex());
      } catch (IOException e) {
        throw new Failure("cannot read " + jar + ": " + e.getMessage(), e);
      }
    }

    @Override
    public String toString() {
      String suffix = dirty.orElse(false) ? ", with uncommitted changes" : "";
      return version + revision.map(name -> " (" + name + suffix + ")").orElse("");
    }
  }

  public Surroundings {
    Objects.requireNonNull(home, "home");
    environment = Map.copyOf(environment);
  }

  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        Path.of(System.getProperty("pgassay.home", ".")).toAbsolutePath().normalize(),
        environment,
        Path.of(System.getProperty("user.home", "/")),
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
        "root".equals(System.getProperty("user.name")),
        System.console() != null && !"dumb".equals(environment.get("TERM")),
        new BuildVersion(
            Optional.ofNullable(Surroundings.class.getPackage().getImplementationVersion())
                .orElse("development"),
            property("pgassay.revision"),
            property("pgassay.dirty").map(Boolean::parseBoolean)));
  }

  /** Colour is for a person on a terminal who has not refused it: see https://no-color.org. */
  public boolean colour() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  public ServerEnvironment serverEnvironment() {
    return ServerEnvironment.of(
        environment,
        Map.of(
            "user.name", System.getProperty("user.name", ""),
            "user.home", userHome.toString(),
            "os.name", System.getProperty("os.name", ""),
            "java.io.tmpdir", temporaryFolder.toString()),
        memoryBytes(),
        Runtime.getRuntime().availableProcessors());
  }

  /** Uses the resources of this machine, or the limits of the server's container. */
  public LoadOptions loadOptions(ContainerOptions container) {
    int processors = Runtime.getRuntime().availableProcessors();
    long memory = Math.min(memoryBytes(), container.memoryBytes().orElse(Long.MAX_VALUE));
    return LoadOptions.forMachine(
        Math.min(processors, container.processorCount().orElse(processors)),
        ServerEnvironment.buildMemoryBytes(memory) / 1024);
  }

  /** Arguments that only make a fork start faster: those of the archive of loaded classes. */
  List<String> forkArguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:SharedArchiveFile="))
        .toList();
  }

  public Path datasets() {
    return home.resolve("datasets");
  }

  /** The available benchmarks: those of the program, and one of each index type. */
  public Workloads benchmarks() {
    return Workloads.onClassPath().with(indexTypes());
  }

  /** The index types that the user describes. */
  public IndexTypeCatalog indexTypes() {
    return new IndexTypeCatalog(home.resolve("indexes"));
  }

  public Path datasetCache() {
    return datasets().resolve("cache");
  }

  public Path runs() {
    return home.resolve("results").resolve("runs");
  }

  public BaselineStore baselines() {
    return new BaselineStore(home.resolve("results").resolve("baselines"));
  }

  public Recordings recordings() {
    return new Recordings(new RunStore(runs()), baselines());
  }

  /** Memory of the machine, or of the container if that has less. */
  private static long memoryBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }
}
