package dev.pgassay.data.load;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Secret;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads the tiny dataset in a JVM of its own, which a test can kill at any moment. */
final class LoadingProcess implements AutoCloseable {
  private final Process process;

  private LoadingProcess(Process process) {
    this.process = process;
  }

  /** Starts to load; the password goes through standard input. */
  static LoadingProcess start(Workspace workspace) throws IOException {
    ConnectionTarget owner = workspace.target(Role.OWNER);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadingProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      input.write(
          String.join(
              "\n",
              owner.host(),
              String.valueOf(owner.port()),
              owner.database(),
              owner.user(),
              owner.password().orElseThrow().reveal(),
              ""));
    }
    return new LoadingProcess(process);
  }

  /** Waits for it to end by itself. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Kills it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Loads the dataset.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (Scanner input = new Scanner(System.in, StandardCharsets.UTF_8)) {
      ConnectionTarget owner =
          new ConnectionTarget(
              input.nextLine(),
              Integer.parseInt(input.nextLine()),
              input.nextLine(),
              input.nextLine(),
              Optional.of(Secret.of(input.nextLine())),
              Optional.empty(),
              Map.of("currentSchema", "pgassay,public"));
      Workspace workspace =
          new Workspace(
              Workspace.SCHEMA,
              Workspace.META_SCHEMA,
              Stream.of(Role.values())
                  .collect(Collectors.toMap(Function.identity(), role -> owner)));
      LoadSource source = LoadedTables.source(LoadedTables.tiny());
      DatasetLoader.load(
          source, workspace, new LoadOptions(2, new BuildLimits(131_072, 0)), Progress.NONE);
    }
  }
}
