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

/** The option for the server of a program. A mixin of picocli. */
public final class ServerChoice {
  private final ServerEnvironment environment;

  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      defaultValue = "local",
      description = "The server, as for pgassay run. Default: ${DEFAULT-VALUE}.")
  private String database;

  /** Uses the environment of this process. */
  public ServerChoice() {
    this(ofProcess());
  }

  /**
   * @param environment finds and stores servers
   */
  public ServerChoice(ServerEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Starts the server; the caller closes it.
   *
   * @throws InterruptedException if the wait for it is interrupted
   */
  public RunningServer start() throws InterruptedException {
    return DatabaseSources.choose(database, environment)
        .start(ServerOptions.DEFAULT, Progress.NONE);
  }

  /** Returns the resources of a load on this machine, the same as for pgassay load. */
  public LoadOptions loadOptions() {
    ServerEnvironment.Machine machine = environment.machine();
    return LoadOptions.forMachine(
        machine.processors(), ServerEnvironment.buildMemoryBytes(machine.memoryBytes()) / 1024);
  }

  /** Returns the number of processors that may be used. */
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
