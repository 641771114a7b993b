package dev.pgassay.selfcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this module in a process of its own, on the class path of the tests. */
final class SelfcheckProcess {
  private static final long MOST_SECONDS = 300;

  private SelfcheckProcess() {}

  /** The result of a process. */
  record Outcome(int exitCode, String out, String err) {}

  /**
   * Runs a program until it ends.
   *
   * @param folder for everything that it writes: results, clusters, temporary files
   */
  static Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Djmh.ignoreLock=true"));
    command.add("-Dpgassay.home=" + home(folder));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Selfcheck.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("PGASSAY_URL");
    builder.environment().put("PGASSAY_HOME", folder.resolve("home").toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running after " + MOST_SECONDS + " s: " + List.of(arguments));
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** A folder with the smallest dataset, and with the results of the process. */
  private static Path home(Path folder) throws IOException {
    Path datasets = Files.createDirectories(folder.resolve("project/datasets"));
    Path tiny = datasets.resolve("tiny.yaml");
    if (!Files.exists(tiny)) {
      Files.copy(Path.of("..", "datasets", "tiny.yaml"), tiny);
    }
    return datasets.getParent();
  }
}
