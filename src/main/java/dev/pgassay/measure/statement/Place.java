package dev.pgassay.measure.statement;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;

/**
 * The place of a text in a file, so that messages can refer to it. Immutable.
 *
 * @param file the file
 * @param line number of the text's first line in it, from 1
 */
record Place(Path file, int line) {
  /**
   * Makes a failure that refers to the place.
   *
   * @param lineOfText number of the line in the text, from 1
   * @param what describes the fault
   */
  InvalidInput refuse(int lineOfText, String what) {
    return new InvalidInput(file + ":" + (line + lineOfText - 1) + ": " + what);
  }
}
