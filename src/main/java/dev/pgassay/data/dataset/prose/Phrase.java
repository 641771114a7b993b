package dev.pgassay.data.dataset.prose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence or a title with slots for words, such as {@code From NOUN to NOUNS.} Immutable and
 * thread-safe.
 */
final class Phrase {
  private static final Pattern SLOT = Pattern.compile("([A-Z]{4,})([^A-Za-z]*)");

  private final Piece[] pieces;

  /** The kinds of words in a slot. */
  enum Slot {
    /** A fixed text of the phrase. */
    LITERAL,
    /** A noun of the topic. */
    NOUN,
    /** A noun of the topic, in the plural. */
    NOUNS,
    /** A noun for any topic. */
    THING,
    /** A noun for any topic, in the plural. */
    THINGS,
    /** A verb in the base form. */
    VERB,
    /** An adjective. */
    ADJECTIVE,
    /** The first word of the topic's name. */
    AREA,
    /** The last word of the topic's name. */
    FIELD,
    /** The type of the event. */
    TYPE,
    /** The event's city. */
    CITY,
    /** The event's year. */
    YEAR,
    /** A person's first name. */
    FIRST
  }

  /**
   * A word with its punctuation.
   *
   * @param slot kind of the word
   * @param text the word itself if it is literal, otherwise the punctuation after it
   * @param afterArticle whether an indefinite article precedes it, which must agree with it
   */
  record Piece(Slot slot, byte[] text, boolean afterArticle) {}

  private Phrase(List<Piece> pieces) {
    this.pieces = pieces.toArray(Piece[]::new);
  }

  /**
   * Parses a phrase.
   *
   * @param text words separated by blanks; words in capital letters name slots
   * @throws IllegalArgumentException if there is no such slot
   */
  static Phrase parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    boolean afterArticle = false;
    for (String word : text.split(" ")) {
      Matcher slot = SLOT.matcher(word);
      boolean literal = !slot.matches();
      pieces.add(
          new Piece(
              literal ? Slot.LITERAL : Slot.valueOf(slot.group(1)),
              (literal ? word : slot.group(2)).getBytes(StandardCharsets.UTF_8),
              afterArticle && !literal));
      afterArticle = word.equalsIgnoreCase("a");
    }
    return new Phrase(pieces);
  }

  static Phrase[] parseAll(List<String> lines) {
    return lines.stream().map(Phrase::parse).toArray(Phrase[]::new);
  }

  /** Returns the number of words. */
  int words() {
    return pieces.length;
  }

  Piece piece(int index) {
    return pieces[index];
  }
}
