package dev.pgassay.data.text;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tartarus.snowball.ext.englishStemmer;

/**
 * Converts words to lexemes as PostgreSQL's {@code english} text search configuration does: lower
 * case, without stop words, stemmed by the Snowball stemmer for English. Tokens with digits do not
 * change. Thread-safe. @see <a
 * href="https://www.postgresql.org/docs/current/textsearch-dictionaries.html">PostgreSQL's
 * dictionaries</a>
 */
final class EnglishLexemes {
  /**
   * The English stop words of the Snowball project, which PostgreSQL uses. @see <a
   * href="https://snowballstem.org/algorithms/english/stop.txt">Snowball's list</a>
   */
  private static final Set<String> STOP_WORDS =
      Set.of(
          """
          i me my myself we our ours ourselves you your yours yourself yourselves he him his himself
          she her hers herself it its itself they them their theirs themselves what which who whom
          this that these those am is are was were be been being have has had having do does did
          doing a an the and but if or because as until while of at by for with about against
          between into through during before after above below to from up down in out on off over
          under again further then once here there when where why how all any both each few more
          most other some such no nor not only own same so than too very s t can will just don
          should now
          """
              .strip()
              .split("\\s+"));

  private final ConcurrentMap<String, Optional<String>> known = new ConcurrentHashMap<>();

  /**
   * Returns the lexeme of a token; empty for a stop word.
   *
   * @param token letters and digits, in lower case
   */
  Optional<String> of(String token) {
    return known.computeIfAbsent(token, EnglishLexemes::lexeme);
  }

  private static Optional<String> lexeme(String token) {
    if (token.chars().anyMatch(Character::isDigit)) {
      return Optional.of(token);
    }
    if (STOP_WORDS.contains(token)) {
      return Optional.empty();
    }
    englishStemmer stemmer = new englishStemmer();
    stemmer.setCurrent(token);
    stemmer.stem();
    return Optional.of(stemmer.getCurrent());
  }
}
