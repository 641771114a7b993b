package dev.pgassay.selfcheck;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that says where the server of a program comes from. A mixin of picocli. */
public final class ServerChoice {
  private final ServerEnvironment environment;

  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      defaultValue = "local",
      description = "The server, as of pgassay run. Default: ${DEFAULT-VALUE}.")
  private String database;

  /** Takes the environment of this process. */
  public ServerChoice() {
    this(ofProcess());
  }

  /**
   * @param environment where servers are looked for and kept
   */
  public ServerChoice(ServerEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Starts the server.
   *
   * @return to be closed
   * @throws InterruptedException where the wait for it is interrupted
   */
  public RunningServer start() throws InterruptedException {
    return DatabaseSources.choose(database, environment)
        .start(ServerOptions.DEFAULT, Progress.NONE);
  }

  /**
   * Returns what loading may use of this machine.
   *
   * @return the same as for pgassay load
   */
  public LoadOptions loadOptions() {
    ServerEnvironment.Machine machine = environment.machine();
    return LoadOptions.forMachine(
        machine.processors(), ServerEnvironment.buildMemoryBytes(machine.memoryBytes()) / 1024);
  }

  /**
   * Returns the processors of this machine.
   *
   * @return how many may be used
   */
  public int processors() {
    return environment.machine().processors();
  }

  private static ServerEnvironment ofProcess() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ServerEnvironment.of(
        System.getenv(),
        Stream.of("user.name", "user.home", "os.name", "java.io.tmpdir")
            .collect(Collectors.toMap(name -> name, System::getProperty)),
        system.getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors());
  }
}
