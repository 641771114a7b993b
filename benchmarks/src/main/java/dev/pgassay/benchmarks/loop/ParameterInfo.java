package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.workload.Parameter.Stage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Completes the declaration of a {@code @Param} field: the effect of the parameter, its stage, and
 * its allowed values. The range is {@link #wordsOf}, otherwise {@link #words}, otherwise the whole
 * numbers from {@link #least} to {@link #most}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ParameterInfo {
  /** Returns the effect of the parameter, in one line of {@code pgassay list --benchmarks}. */
  String value();

  /** Returns when a change of the parameter takes effect. */
  Stage stage() default Stage.SESSION;

  /** Returns the least allowed whole number. */
  int least() default 0;

  /** Returns the greatest allowed whole number. */
  int most() default 0;

  /** Returns the allowed words in the order in which they are listed. */
  String[] words() default {};

  /**
   * Returns an enum whose constants, in lower case, are the allowed words; {@code void} for none.
   */
  Class<?> wordsOf() default void.class;
}
