package dev.pgassay.result.environment;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks passwords in recorded texts: in URLs, in {@code password=} parameters and in libpq's
 * connection strings. This is the last line of defence; secrets should not reach a result at all.
 */
public final class Redaction {
  static final String MASK = "****";

  /** Greedy up to the last at sign, because passwords in hand-written URLs contain them. */
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s:/@]*):\\S*@");

  private static final Pattern PASSWORD_PARAMETER =
      Pattern.compile("(?i)(password\\s*=\\s*)('[^']*'|[^\\s&']+)");

  private Redaction() {}

  public static String of(String text) {
    String withoutUrl = URL_PASSWORD.matcher(text).replaceAll("$1:" + MASK + "@");
    return PASSWORD_PARAMETER.matcher(withoutUrl).replaceAll("$1" + MASK);
  }

  public static List<String> of(List<String> texts) {
    return texts.stream().map(Redaction::of).toList();
  }
}
