package dev.pgassay.postgres.server.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/**
 * The container engine, as Testcontainers found it. Our objects there have our label, whose value
 * is the name of the volume. Thread-safe.
 */
public final class Engine {
  /** On every container and volume of ours. */
  static final String LABEL = "dev.pgassay.volume";

  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final EngineAddress address;
  private final DockerClient client;

  private Engine(EngineAddress address, DockerClient client) {
    this.address = address;
    this.client = client;
  }

  /**
   * Connects, in a second or so: the library is loaded now.
   *
   * @throws Failure when no engine can be used
   */
  public static Engine connect(ServerEnvironment environment) {
    EngineProbe.whyNot(environment)
        .ifPresent(
            reason -> {
              throw new Failure(reason);
            });
    EngineAddress address = EngineAddress.find(environment).orElseThrow();
    try {
      return new Engine(address, DockerClientFactory.instance().client());
    } catch (RuntimeException e) {
      // Its own helper container is the one thing that the library may still want and not get.
      throw EngineFailure.of(
          "docker: cannot use the engine at "
              + address
              + " (with TESTCONTAINERS_RYUK_DISABLED=true no helper container is needed)",
          e);
    }
  }

  /**
   * Keeps the library quiet at the end of this process, when it cleans up once more and finds no
   * engine.
   */
  static void ignoreLastCleanUp() {
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (thread.getThreadGroup() == DockerClientFactory.TESTCONTAINERS_THREAD_GROUP) {
            return;
          }
          if (usual != null) {
            usual.uncaughtException(thread, failure);
          } else {
            failure.printStackTrace();
          }
        });
  }

  EngineAddress address() {
    return address;
  }

  DockerClient client() {
    return client;
  }

  /** Returns the engine's description of itself and its resources. */
  Info info() {
    return ask("cannot ask the engine what it has", () -> client.infoCmd().exec());
  }

  /**
   * Asks the engine for something.
   *
   * @throws Failure in the engine's words
   */
  <T> T ask(String doing, Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw EngineFailure.of(doing, e);
    }
  }

  boolean hasVolume(String name) {
    return ask(
        "cannot look for volume " + name,
        () -> {
          try {
            client.inspectVolumeCmd(name).exec();
            return true;
          } catch (NotFoundException e) {
            return false;
          }
        });
  }

  void createVolume(String name) {
    ask(
        "cannot create volume " + name,
        () -> client.createVolumeCmd().withName(name).withLabels(Map.of(LABEL, name)).exec());
  }

  /**
   * Removes a volume that has our label; a missing one counts as removed.
   *
   * @throws Failure if a volume of that name has no label of ours
   */
  void removeVolume(String name) {
    ask(
        "cannot remove volume " + name,
        () -> {
          try {
            Map<String, String> labels = client.inspectVolumeCmd(name).exec().getLabels();
            if (labels == null || !name.equals(labels.get(LABEL))) {
              throw new Failure(
                  "it was not made by pgassay and is left alone; rename it, or remove it with"
                      + " docker volume rm "
                      + name);
            }
            return client.removeVolumeCmd(name).exec();
          } catch (NotFoundException alreadyGone) {
            return null;
          }
        });
  }

  /** Lists our containers that use a volume, in whatever state they are. */
  public List<Container> containersOf(String volume) {
    return ask(
        "cannot list the containers",
        () ->
            client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(LABEL, volume))
                .exec());
  }

  /**
   * Removes containers that have lost their host, and waits until they are gone: only then may
   * another server use their volume.
   *
   * @return how many there were
   */
  int removeContainersOf(String volume) {
    List<Container> found = containersOf(volume);
    found.forEach(container -> remove(container.getId()));
    awaitRemoval(volume);
    return found.size();
  }

  /** Waits for the end of containers that are on their way out. */
  void awaitRemoval(String volume) {
    long deadline = System.nanoTime() + REMOVAL_PATIENCE.toNanos();
    while (!containersOf(volume).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new Failure(
            "the engine does not remove container "
                + volume
                + "; remove it: docker rm -f "
                + volume);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void remove(String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (RuntimeException e) {
      // It may be going by itself, which the engine reports as a conflict; the wait will tell.
      if (Optional.ofNullable(e.getMessage()).filter(it -> it.contains("Status 5")).isPresent()) {
        throw EngineFailure.of("cannot remove container " + id, e);
      }
    }
  }
}
