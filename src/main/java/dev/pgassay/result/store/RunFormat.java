package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.run.Run;
import java.util.List;

/** Converts runs to the text of {@code run.json} and back. Thread-safe. */
public final class RunFormat {
  private final DocumentFormat<Run> format =
      new DocumentFormat<>(Run.class, "run", Run.SCHEMA_VERSION);

  /**
   * Writes a run.
   *
   * @return JSON with a line feed at its end
   */
  public String write(Run run) {
    return format.write(run);
  }

  /**
   * Reads a run and checks it against the schema.
   *
   * @param json the content of a file
   * @param origin names the file in messages
   * @throws Failure if it is not JSON, not a run, of another format, or breaks a rule
   */
  public Run read(String json, String origin) {
    return format.read(json, origin);
  }

  /**
   * Checks a document against the schema.
   *
   * @param json the text of a run
   * @return the violations, with their places in the document; empty if there are none
   */
  public List<String> faults(String json) {
    return format.faults(json);
  }
}
