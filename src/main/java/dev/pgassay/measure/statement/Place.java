package dev.pgassay.measure.statement;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;

/**
 * Where a piece of text stands, so that what is wrong with it can be found. Immutable.
 *
 * @param file the file
 * @param line number of the text's first line in it, from 1
 */
record Place(Path file, int line) {
  /**
   * Makes the failure for something wrong.
   *
   * @param lineOfText number of the line in the text, from 1
   * @param what is wrong
   */
  InvalidInput refuse(int lineOfText, String what) {
    return new InvalidInput(file + ":" + (line + lineOfText - 1) + ": " + what);
  }
}
