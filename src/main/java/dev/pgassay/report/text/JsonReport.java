package dev.pgassay.report.text;

import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunFormat;

/** Shows a run as one JSON document, the same as its {@code run.json}. Thread-safe. */
public final class JsonReport {
  private final RunFormat format = new RunFormat();

  /** Returns the document for standard output, with a line feed at its end. */
  public String render(Run run) {
    return format.write(run);
  }
}
