package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said about one aspect of one thing. Immutable.
 *
 * @param subject what it is about, such as {@code HnswSearch m=16 ef_search=40} or {@code table
 *     events}
 * @param point the point, absent where it is about the schema
 * @param aspect what was compared
 * @param verdict what came out
 * @param sentence why, for a person, in one line with the figures
 * @param effect the latency's, absent elsewhere
 */
public record Finding(
    String subject,
    Optional<PointKey> point,
    Aspect aspect,
    Verdict verdict,
    String sentence,
    Optional<Effect> effect) {
  /** Checks the components. */
  public Finding {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(aspect, "aspect");
    Objects.requireNonNull(verdict, "verdict");
    if (sentence.isBlank()) {
      throw new IllegalArgumentException("a finding says why: " + subject + " " + aspect);
    }
    Objects.requireNonNull(effect, "effect");
  }

  /** The same, with what the subject is in a few words. */
  Finding labelled(String label) {
    return new Finding(subject + " (" + label + ")", point, aspect, verdict, sentence, effect);
  }

  static Finding of(PointKey point, Aspect aspect, Verdict verdict, String sentence) {
    return new Finding(
        point.display(), Optional.of(point), aspect, verdict, sentence, Optional.empty());
  }

  static Finding ofSchema(String subject, Aspect aspect, Verdict verdict, String sentence) {
    return new Finding(subject, Optional.empty(), aspect, verdict, sentence, Optional.empty());
  }
}
