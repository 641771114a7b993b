package dev.pgassay.postgres.server.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.testcontainers.utility.DockerImageName;

/**
 * The image of a server, as the engine has it. Immutable.
 *
 * @param name the name for running it
 * @param id the hash of its content
 * @param registryDigests its digests in registries; empty for an image that was built here
 * @param entrypoint the words that an image of PostgreSQL puts before {@code postgres}
 * @param dataFolder the folder of the server's data in its containers
 * @param majorVersion the major version of its PostgreSQL, if the image tells it
 */
public record ServerImage(
    String name,
    String id,
    List<String> registryDigests,
    List<String> entrypoint,
    String dataFolder,
    Optional<Integer> majorVersion) {
  /** An image that is named by the hash of its content. */
  private static final String CONTENT = "sha256:";

  private static final String USUAL_FOLDER = "/var/lib/postgresql/data";

  /** Copies the lists. */
  public ServerImage {
    registryDigests = List.copyOf(registryDigests);
    entrypoint = List.copyOf(entrypoint);
  }

  /**
   * Finds the image that the user named, or pulls it; else finds the reference server's of the
   * present sources, or builds it.
   *
   * @throws Failure if it cannot be obtained
   */
  public static ServerImage have(Engine engine, ContainerOptions options, Progress progress) {
    Optional<String> given = options.image();
    given.ifPresent(ServerImage::parse);
    String name = given.orElseGet(() -> new ReferenceImage(options.referenceImage()).name());
    Optional<InspectImageResponse> found = find(engine, name);
    if (found.isEmpty()) {
      if (name.startsWith(CONTENT)) {
        throw new ImageFailure(
            "this engine has no image " + name + ", and no registry finds one by that", null);
      } else if (given.isPresent()) {
        pull(engine, name, progress);
      } else {
        build(engine, options, name, progress);
      }
      found = find(engine, name);
    }
    return of(name, found.orElseThrow(() -> new Failure("image " + name + " was not kept")));
  }

  private static Optional<InspectImageResponse> find(Engine engine, String name) {
    return engine.ask(
        "cannot look for image " + name,
        () -> {
          try {
            return Optional.of(engine.client().inspectImageCmd(name).exec());
          } catch (NotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** Reads the engine's description of an image. */
  static ServerImage of(String name, InspectImageResponse found) {
    ContainerConfig config = found.getConfig();
    String[] entrypoint = config == null ? null : config.getEntrypoint();
    List<String> environment =
        config == null || config.getEnv() == null ? List.of() : List.of(config.getEnv());
    return new ServerImage(
        name,
        String.valueOf(found.getId()),
        found.getRepoDigests() == null ? List.of() : found.getRepoDigests(),
        entrypoint == null ? List.of() : List.of(entrypoint),
        variable(environment, "PGDATA").orElse(USUAL_FOLDER),
        variable(environment, "PG_MAJOR").filter(it -> it.matches("\\d+")).map(Integer::valueOf));
  }

  private static Optional<String> variable(List<String> environment, String name) {
    return environment.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst();
  }

  private static void pull(Engine engine, String name, Progress progress) {
    String doing = "cannot pull image " + name;
    DockerImageName parsed = parse(name);
    try (Progress.Task task = progress.start("pull " + name, -1, "messages")) {
      engine
          .client()
          .pullImageCmd(parsed.getUnversionedPart())
          .withTag(parsed.getVersionPart())
          .exec(
              new PullImageResultCallback() {
                @Override
                public void onNext(PullResponseItem item) {
                  task.advance(1);
                  super.onNext(item);
                }
              })
          .awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(doing + ": interrupted", e);
    } catch (RuntimeException e) {
      throw new ImageFailure(
          doing
              + ": "
              + EngineFailure.words(e)
              + "; check its name and that the registry can be reached, or load it with docker load",
          e);
    }
  }

  private static DockerImageName parse(String name) {
    try {
      DockerImageName parsed = DockerImageName.parse(name);
      parsed.assertValid();
      return parsed;
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("--image " + name + ": not the name of an image", e);
    }
  }

  private static void build(
      Engine engine, ContainerOptions options, String name, Progress progress) {
    List<String> said = new ArrayList<>();
    try (Progress.Task task = progress.start("build image " + name, -1, "messages")) {
      engine
          .client()
          .buildImageCmd(options.referenceImage().toFile())
          .withTags(Set.of(name))
          .exec(
              new BuildImageResultCallback() {
                @Override
                public void onNext(BuildResponseItem item) {
                  task.advance(1);
                  Optional.ofNullable(item.getStream())
                      .map(String::strip)
                      .filter(line -> !line.isEmpty())
                      .ifPresent(said::add);
                  super.onNext(item);
                }
              })
          .awaitImageId();
    } catch (RuntimeException e) {
      throw new ImageFailure(
          "cannot build image "
              + name
              + ": "
              + EngineFailure.words(e)
              + last(said)
              + "; give another with --image, or use --database local",
          e);
    }
  }

  private static String last(List<String> said) {
    return said.isEmpty()
        ? ""
        : " (" + said.get(said.size() - 1).lines().findFirst().orElse("") + ")";
  }
}
