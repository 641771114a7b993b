package dev.pgassay.cli;

import dev.pgassay.cli.option.Surroundings;
import picocli.CommandLine.IVersionProvider;

/** Provides the text of {@code --version}: the build, and the platform that it runs on. */
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
