package dev.pgassay.postgres.server.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.WaitResponse;
import dev.pgassay.postgres.jdbc.Secret;
import dev.pgassay.postgres.server.process.Lifeline;
import dev.pgassay.postgres.server.process.ServerProcess;
import dev.pgassay.postgres.server.workspace.Passwords;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with a server in it that lives no longer than this process. Its first process is the
 * shell of {@code lifeline.sh}, whose standard input this process holds from before the container
 * starts: when the input ends, because this process let go of it or is gone, even by {@code kill
 * -9}, the engine closes it inside, the shell stops the server within ten seconds, and the engine
 * removes the container. Nothing of it depends on Ryuk, the library's own helper container.
 *
 * <p>Not thread-safe, but for {@link #isAlive()} and {@link #exitCode()}.
 */
final class ServerContainer extends GenericContainer<ServerContainer> {
  static final int PORT = 5432;
  private static final String SETTINGS = "/etc/pgassay/private-server.conf";
  private static final String PASSWORD = "/etc/pgassay/password";

  /**
   * A container that was killed leaves the lock file of its server. The number of the process in it
   * may be that of any process of the next container, for which the server would refuse to start.
   * The lock is of no use here: the container's name lets no second one have the volume.
   */
  private static final String FORGET_LOCK = "rm -f \"$1/postmaster.pid\"\n";

  private static final int STOP_SECONDS = 15;
  private static final int READABLE = 0444;

  private final HeldInput lifeline = new HeldInput();
  private final Path log;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile OptionalInt exitCode = OptionalInt.empty();

  /**
   * Describes the container.
   *
   * @param image the image that it runs
   * @param volume the name of the volume with the server's data, and of the container
   * @param limits the resources that it may use
   * @param published the address at which the engine publishes the server's port
   * @param log receives the server's output
   */
  ServerContainer(
      ServerImage image, String volume, ContainerLimits limits, Ports.Binding published, Path log) {
    super(DockerImageName.parse(image.name()));
    this.log = log;
    withImagePullPolicy(name -> false);
    withExposedPorts(PORT);
    withSharedMemorySize(limits.sharedMemoryBytes());
    withEnv("PGDATA", image.dataFolder());
    withCreateContainerCmdModifier(
        command -> {
          command
              .withName(volume)
              .withLabels(new OurLabel(volume))
              .withEntrypoint(entrypoint(image))
              .withCmd("postgres", "-c", "config_file=" + SETTINGS)
              .withStdinOpen(true)
              .withStdInOnce(true)
              .withAttachStdin(true)
              .withStopSignal("SIGTERM")
              .withStopTimeout(STOP_SECONDS);
          limit(command, limits)
              .withAutoRemove(true)
              .withMounts(List.of(mount(volume, image.dataFolder())))
              .withPortBindings(new PortBinding(published, ExposedPort.tcp(PORT)));
        });
    // The caller, who knows how to enter the server, checks whether it answers.
    waitingFor(new NoWait());
  }

  private static HostConfig limit(CreateContainerCmd command, ContainerLimits limits) {
    return command
        .getHostConfig()
        .withCpusetCpus(limits.processors())
        .withMemory(limits.memoryBytes())
        .withMemorySwap(limits.memoryBytes());
  }

  private static Mount mount(String volume, String folder) {
    return new Mount().withType(MountType.VOLUME).withSource(volume).withTarget(folder);
  }

  /** The image's own entrypoint follows as the command that the lifeline runs. */
  private static List<String> entrypoint(ServerImage image) {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", script(), "lifeline.sh", image.dataFolder()));
    words.addAll(image.entrypoint());
    return words;
  }

  private static String script() {
    return FORGET_LOCK + Lifeline.script();
  }

  /** Gives the server its settings. */
  void configure(String settings) {
    give(SETTINGS, settings);
  }

  /**
   * Has the image's entrypoint make a cluster in the volume first. The password is in a file of the
   * container, and neither in its description, which the engine keeps, nor in a command line.
   */
  void initialise(Secret superuserPassword) {
    give(PASSWORD, superuserPassword.reveal());
    withEnv(
        Map.of(
            "POSTGRES_USER",
            Passwords.SUPERUSER,
            "POSTGRES_DB",
            ServerProcess.MAINTENANCE_DATABASE,
            "POSTGRES_PASSWORD_FILE",
            PASSWORD,
            "POSTGRES_INITDB_ARGS",
            "--encoding=UTF8 --locale=C --lc-messages=C --data-checksums"
                + " --auth-host=scram-sha-256"));
  }

  private void give(String path, String text) {
    withCopyToContainer(Transferable.of(text.getBytes(StandardCharsets.UTF_8), READABLE), path);
  }

  /** Attaches to the container's input and logs its output, from before its start. */
  @Override
  protected void containerIsCreated(String containerId) {
    Output output = new Output();
    dockerClient
        .attachContainerCmd(containerId)
        .withStdIn(lifeline)
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(output);
    try {
      if (!output.awaitStarted(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the engine does not attach to the container");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the container was started", e);
    }
  }

  @Override
  protected void containerIsStarting(InspectContainerResponse containerInfo) {
    dockerClient.waitContainerCmd(containerInfo.getId()).exec(new Exit());
  }

  boolean isAlive() {
    return ended.getCount() > 0;
  }

  /** Returns how the server ended, if the engine told: an exit code, or 128 plus a signal. */
  OptionalInt exitCode() {
    return exitCode;
  }

  /**
   * Asks for an orderly stop and waits for it.
   *
   * @return whether it ended in time
   */
  boolean stopServer(Duration patience) throws InterruptedException {
    lifeline.say("stop");
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets go of the lifeline; the container ends by itself. */
  void letGo() {
    lifeline.close();
  }

  /** Writes the container's output into the log, until its end. */
  private final class Output extends ResultCallback.Adapter<Frame> {
    @Override
    public void onNext(Frame frame) {
      try (OutputStream out =
          Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(frame.getPayload());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onComplete() {
      super.onComplete();
      ended.countDown();
    }

    @Override
    public void onError(Throwable throwable) {
      super.onError(throwable);
      ended.countDown();
    }
  }

  /** Keeps the exit code. */
  private final class Exit extends ResultCallback.Adapter<WaitResponse> {
    @Override
    public void onNext(WaitResponse response) {
      exitCode = OptionalInt.of(response.getStatusCode());
    }
  }

  /**
   * Our label, and no other. The library adds labels for the containers that it removes when the
   * process is told to end. The server is still needed then, and we stop it in order.
   */
  private static final class OurLabel extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    OurLabel(String volume) {
      super(Map.of(Engine.LABEL, volume));
    }

    @Override
    public void putAll(Map<? extends String, ? extends String> ofTheLibrary) {}
  }

  /** Waits for nothing. */
  private static final class NoWait implements WaitStrategy {
    @Override
    public void waitUntilReady(WaitStrategyTarget target) {}

    @Override
    public WaitStrategy withStartupTimeout(Duration timeout) {
      return this;
    }
  }
}
