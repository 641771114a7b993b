package dev.pgassay.postgres.server.docker;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes in one line the refusal of a container engine, or that it is gone. */
final class EngineFailure {
  /** How an engine words a refusal: a JSON object with one key. */
  private static final Pattern WORDS = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private EngineFailure() {}

  /**
   * Explains an exception of the engine's client.
   *
   * @param doing the attempted action, in the form "cannot remove volume pgassay-quick"
   * @param cause the client's exception
   */
  static Failure of(String doing, RuntimeException cause) {
    return new Failure(doing + ": " + words(cause), cause);
  }

  /** Returns the engine's own words, in one line. */
  static String words(Throwable cause) {
    Throwable root = cause;
    for (Throwable next = cause; next != null; next = next.getCause()) {
      root = next;
      Matcher words = WORDS.matcher(String.valueOf(next.getMessage()));
      if (words.find()) {
        return unescaped(words.group(1));
      }
    }
    return root instanceof IOException
        ? "the container engine no longer answers (" + root.getMessage() + "); start it again"
        : String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }

  private static String unescaped(String json) {
    return json.replaceAll("\\\\[nrt]", " ").replaceAll("\\\\(.)", "$1").strip();
  }
}
