package dev.pgassay.cli.option;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that an option names. */
public final class PageFile {
  private PageFile() {}

  /** Refuses a page without a folder before the long work whose page could not be written. */
  public static void requireFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new InvalidInput(
          "the page must be a file in a folder that exists, such as curve.html: " + file);
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Failure("cannot write the page " + file + ": " + e.getMessage(), e);
    }
  }
}
