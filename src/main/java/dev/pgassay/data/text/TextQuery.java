package dev.pgassay.data.text;

import dev.pgassay.data.text.SearchVector.Lexicon;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A query of text search: as it is sent to the server, and what it means, so that what the server
 * finds can be checked against what it must find. Immutable.
 *
 * @param syntax the function of the server that reads the text
 * @param text as a user of that function writes it
 * @param meaning what it matches
 */
public record TextQuery(Syntax syntax, String text, Meaning meaning) {
  /** The server's functions that make a {@code tsquery} of a text. */
  public enum Syntax {
    /** Operators, prefixes and weights: {@code a & b | c:*}. */
    OPERATORS("to_tsquery"),
    /** Words that follow one another. */
    PHRASE("phraseto_tsquery"),
    /** As a search engine takes it: {@code a or b -c}. */
    WEB("websearch_to_tsquery");

    private final String function;

    Syntax(String function) {
      this.function = function;
    }

    /**
     * Returns the function's name.
     *
     * @return as written in SQL
     */
    public String function() {
      return function;
    }
  }

  /** What a query matches. */
  public sealed interface Meaning {}

  /**
   * A word, by its lexeme.
   *
   * @param word the word; no stop word
   * @param weight where it must stand; empty for anywhere
   */
  public record Word(String word, Optional<Weight> weight) implements Meaning {}

  /**
   * All lexemes that begin alike.
   *
   * @param letters in lower case; their own lexeme
   */
  public record Prefix(String letters) implements Meaning {}

  /**
   * Words that follow one another directly.
   *
   * @param words at least two, none a stop word
   */
  public record Sequence(List<String> words) implements Meaning {}

  /**
   * Everything at once.
   *
   * @param parts at least two
   */
  public record All(List<Meaning> parts) implements Meaning {}

  /**
   * Anything.
   *
   * @param parts at least two
   */
  public record Any(List<Meaning> parts) implements Meaning {}

  /**
   * The absence of something.
   *
   * @param part what must not be there
   */
  public record Without(Meaning part) implements Meaning {}

  /**
   * Asks for a word anywhere.
   *
   * @param word no stop word
   * @return the query
   */
  public static TextQuery word(String word) {
    return new TextQuery(Syntax.OPERATORS, word, anywhere(word));
  }

  /**
   * Asks for a word at positions of a weight.
   *
   * @param word no stop word
   * @param weight where it must stand
   * @return the query
   */
  public static TextQuery weighted(String word, Weight weight) {
    return new TextQuery(
        Syntax.OPERATORS, word + ":" + weight, new Word(word, Optional.of(weight)));
  }

  /**
   * Asks for all lexemes that begin alike.
   *
   * @param letters in lower case, which the stemmer leaves as they are
   * @return the query
   */
  public static TextQuery prefix(String letters) {
    return new TextQuery(Syntax.OPERATORS, letters + ":*", new Prefix(letters));
  }

  /**
   * Asks for all of some words.
   *
   * @param words at least two
   * @return the query
   */
  public static TextQuery all(List<String> words) {
    return new TextQuery(Syntax.OPERATORS, String.join(" & ", words), new All(anywhere(words)));
  }

  /**
   * Asks for any of some words.
   *
   * @param words at least two
   * @return the query
   */
  public static TextQuery any(List<String> words) {
    return new TextQuery(Syntax.OPERATORS, String.join(" | ", words), new Any(anywhere(words)));
  }

  /**
   * Asks for words that follow one another.
   *
   * @param words at least two, none a stop word
   * @return the query
   */
  public static TextQuery phrase(List<String> words) {
    return new TextQuery(Syntax.PHRASE, String.join(" ", words), new Sequence(List.copyOf(words)));
  }

  /**
   * Asks, as to a search engine, for one word, or for another without a third.
   *
   * @param one the first
   * @param other the second
   * @param unwanted what must not stand beside the second
   * @return the query {@code one or other -unwanted}
   */
  public static TextQuery web(String one, String other, String unwanted) {
    return new TextQuery(
        Syntax.WEB,
        one + " or " + other + " -" + unwanted,
        new Any(
            List.of(
                anywhere(one),
                new All(List.of(anywhere(other), new Without(anywhere(unwanted)))))));
  }

  /** Compiles what it means for the lexemes of a lexicon. */
  TextMatcher matcher(Lexicon lexicon) {
    return TextMatcher.of(meaning, lexicon);
  }

  private static Meaning anywhere(String word) {
    return new Word(word, Optional.empty());
  }

  private static List<Meaning> anywhere(List<String> words) {
    return words.stream().map(TextQuery::anywhere).collect(Collectors.toUnmodifiableList());
  }
}
