package dev.pgassay.postgres.server.source;

/** The source of a server. */
public enum SourceKind {
  /** A server that the user named by its URL. */
  URL("url"),
  /** A container of ours. */
  DOCKER("docker"),
  /** A private cluster of ours, made with a local installation. */
  LOCAL("local");

  private final String label;

  SourceKind(String label) {
    this.label = label;
  }

  /**
   * Returns the word for options, messages and results.
   *
   * @return the word, in lower case
   */
  public String label() {
    return label;
  }
}
