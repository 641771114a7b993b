package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.workload.Parameter.Stage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Completes the declaration of a {@code @Param} field: what the parameter changes, when, and which
 * values it may have. The range is {@link #wordsOf}, else {@link #words}, else the whole numbers
 * from {@link #least} to {@link #most}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ParameterInfo {
  /**
   * Returns what the parameter changes.
   *
   * @return one line of {@code pgassay list --benchmarks}
   */
  String value();

  /**
   * Returns when a change of the parameter takes effect.
   *
   * @return the stage
   */
  Stage stage() default Stage.SESSION;

  /**
   * Returns the least whole number allowed.
   *
   * @return inclusive
   */
  int least() default 0;

  /**
   * Returns the greatest whole number allowed.
   *
   * @return inclusive
   */
  int most() default 0;

  /**
   * Returns the words allowed.
   *
   * @return in the order in which they are listed
   */
  String[] words() default {};

  /**
   * Returns an enum whose constants, in lower case, are the words allowed.
   *
   * @return the enum; {@code void} for none
   */
  Class<?> wordsOf() default void.class;
}
