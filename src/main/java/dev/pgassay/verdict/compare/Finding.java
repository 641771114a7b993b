package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import java.util.Objects;
import java.util.Optional;

/**
 * A statement about one aspect of one thing. Immutable.
 *
 * @param subject the thing, such as {@code HnswSearch m=16 ef_search=40} or {@code table events}
 * @param point the point; absent if the finding is about the schema
 * @param aspect the aspect that was compared
 * @param verdict the result of the comparison
 * @param sentence why, for a person, in one line with the figures
 * @param effect of a latency; absent for other aspects
 */
public record Finding(
    String subject,
    Optional<PointKey> point,
    Aspect aspect,
    Verdict verdict,
    String sentence,
    Optional<Effect> effect) {
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

  /** Returns the same finding with a few words about its subject. */
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
