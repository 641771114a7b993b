package dev.pgassay.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Compares output with a committed file, the same under every language of the machine. Changing
 * such a file is a decision about a format that others read: say so in the commit. {@code mvn test
 * -Dgolden.regenerate=true} rewrites the files and fails, so that the flag can't stay on unnoticed.
 */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("test", "resources", "dev", "pgassay");

  private GoldenFile() {}

  /** Compares the text of a supplier under the given default locale. */
  public static void compare(String name, String languageTag, Supplier<String> output) {
    String text = under(Locale.forLanguageTag(languageTag), output);
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("golden.regenerate")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        throw new AssertionError(file + " was regenerated; review it and run without the flag");
      }
      assertThat(text).as("%s under %s", file, languageTag).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String under(Locale locale, Supplier<String> output) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      return output.get();
    } finally {
      Locale.setDefault(before);
    }
  }
}
