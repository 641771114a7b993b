package dev.pgassay.data.text;

import dev.pgassay.data.text.SearchVector.Lexicon;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A query of text search, in the form for the server and in a form that can be evaluated here, so
 * that the server's answer can be checked. Immutable.
 *
 * @param syntax the server's function that parses the text
 * @param text as a user of that function writes it
 * @param meaning which documents it matches
 */
public record TextQuery(Syntax syntax, String text, Meaning meaning) {
  /** The server's functions that convert a text to a {@code tsquery}. */
  public enum Syntax {
    /** Operators, prefixes and weights: {@code a & b | c:*}. */
    OPERATORS("to_tsquery"),
    /** Words that follow one another. */
    PHRASE("phraseto_tsquery"),
    /** The syntax of search engines: {@code a or b -c}. */
    WEB("websearch_to_tsquery");

    private final String function;

    Syntax(String function) {
      this.function = function;
    }

    /** Returns the function's name as written in SQL. */
    public String function() {
      return function;
    }
  }

  /** The meaning of a query. */
  public sealed interface Meaning {}

  /**
   * Contains a word's lexeme.
   *
   * @param word no stop word
   * @param weight of the position; empty for any
   */
  public record Word(String word, Optional<Weight> weight) implements Meaning {}

  /**
   * Contains a lexeme with a prefix.
   *
   * @param letters in lower case; their own lexeme
   */
  public record Prefix(String letters) implements Meaning {}

  /**
   * Contains words that directly follow one another.
   *
   * @param words at least two, none a stop word
   */
  public record Sequence(List<String> words) implements Meaning {}

  /**
   * Matches all parts.
   *
   * @param parts at least two
   */
  public record All(List<Meaning> parts) implements Meaning {}

  /**
   * Matches any part.
   *
   * @param parts at least two
   */
  public record Any(List<Meaning> parts) implements Meaning {}

  /**
   * Does not match a part.
   *
   * @param part must not match
   */
  public record Without(Meaning part) implements Meaning {}

  /**
   * Searches for a word anywhere.
   *
   * @param word no stop word
   */
  public static TextQuery word(String word) {
    return new TextQuery(Syntax.OPERATORS, word, anywhere(word));
  }

  /**
   * Searches for a word at positions of a weight.
   *
   * @param word no stop word
   * @param weight of the positions
   */
  public static TextQuery weighted(String word, Weight weight) {
    return new TextQuery(
        Syntax.OPERATORS, word + ":" + weight, new Word(word, Optional.of(weight)));
  }

  /**
   * Searches for all lexemes with a prefix.
   *
   * @param letters in lower case, which the stemmer does not change
   */
  public static TextQuery prefix(String letters) {
    return new TextQuery(Syntax.OPERATORS, letters + ":*", new Prefix(letters));
  }

  /**
   * Searches for all of some words.
   *
   * @param words at least two
   */
  public static TextQuery all(List<String> words) {
    return new TextQuery(Syntax.OPERATORS, String.join(" & ", words), new All(anywhere(words)));
  }

  /**
   * Searches for any of some words.
   *
   * @param words at least two
   */
  public static TextQuery any(List<String> words) {
    return new TextQuery(Syntax.OPERATORS, String.join(" | ", words), new Any(anywhere(words)));
  }

  /**
   * Searches for words that follow one another.
   *
   * @param words at least two, none a stop word
   */
  public static TextQuery phrase(List<String> words) {
    return new TextQuery(Syntax.PHRASE, String.join(" ", words), new Sequence(List.copyOf(words)));
  }

  /**
   * Searches, in the syntax of search engines, for one word, or for another without a third.
   *
   * @param one the first
   * @param other the second
   * @param unwanted must not occur with the second
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

  /** Compiles the query's meaning for the lexemes of a lexicon. */
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
