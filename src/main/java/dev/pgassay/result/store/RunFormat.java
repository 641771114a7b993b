package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.run.Run;
import java.util.List;

/** Turns runs into the text of {@code run.json} and back. Thread-safe. */
public final class RunFormat {
  private final DocumentFormat<Run> format =
      new DocumentFormat<>(Run.class, "run", Run.SCHEMA_VERSION);

  /** Makes the format; its schema is loaded at first use. */
  public RunFormat() {}

  /**
   * Writes a run.
   *
   * @param run any run
   * @return JSON with a line break at its end
   */
  public String write(Run run) {
    return format.write(run);
  }

  /**
   * Reads a run and checks it against the schema.
   *
   * @param json the content of a file
   * @param origin names the file in messages
   * @return the run
   * @throws Failure where it is not JSON, not a run, of another format, or breaks a rule
   */
  public Run read(String json, String origin) {
    return format.read(json, origin);
  }

  /**
   * Checks what was written against the schema.
   *
   * @param json the text of a run
   * @return what breaks the schema, with its place in the document; empty where nothing does
   */
  public List<String> faults(String json) {
    return format.faults(json);
  }
}
