package dev.pgassay.cli;

import dev.pgassay.cli.option.Surroundings;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: what was built and what it runs on. */
final class VersionProvider implements IVersionProvider {
  private final Surroundings surroundings;

  VersionProvider(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "pgassay " + surroundings.version(), "JDK " + System.getProperty("java.runtime.version")
    };
  }
}
