package dev.pgassay.data.text;

import dev.pgassay.data.text.SearchVector.Lexicon;
import dev.pgassay.data.text.TextQuery.All;
import dev.pgassay.data.text.TextQuery.Any;
import dev.pgassay.data.text.TextQuery.Meaning;
import dev.pgassay.data.text.TextQuery.Prefix;
import dev.pgassay.data.text.TextQuery.Sequence;
import dev.pgassay.data.text.TextQuery.Without;
import dev.pgassay.data.text.TextQuery.Word;
import java.util.List;

/**
 * Tells whether a {@code tsvector} matches a query. Thread-safe if the vector is not shared. @see
 * <a href="https://www.postgresql.org/docs/current/datatype-textsearch.html">PostgreSQL's text
 * search types</a>
 */
@FunctionalInterface
interface TextMatcher {
  /** Returns whether the vector matches. */
  boolean matches(SearchVector vector);

  /** Compiles a query for the lexemes of a lexicon. */
  static TextMatcher of(Meaning meaning, Lexicon lexicon) {
    if (meaning instanceof Word word) {
      return word(word, lexicon);
    } else if (meaning instanceof Prefix prefix) {
      return vector -> hasPrefix(vector, prefix.letters(), lexicon);
    } else if (meaning instanceof Sequence sequence) {
      int[] lexemes = sequence.words().stream().mapToInt(word -> lexeme(word, lexicon)).toArray();
      return vector -> hasSequence(vector, lexemes);
    } else if (meaning instanceof All all) {
      List<TextMatcher> parts = all.parts().stream().map(part -> of(part, lexicon)).toList();
      return vector -> parts.stream().allMatch(part -> part.matches(vector));
    } else if (meaning instanceof Any any) {
      List<TextMatcher> parts = any.parts().stream().map(part -> of(part, lexicon)).toList();
      return vector -> parts.stream().anyMatch(part -> part.matches(vector));
    } else if (meaning instanceof Without without) {
      TextMatcher part = of(without.part(), lexicon);
      return vector -> !part.matches(vector);
    }
    throw new IllegalArgumentException("unknown query: " + meaning);
  }

  private static TextMatcher word(Word word, Lexicon lexicon) {
    int lexeme = lexeme(word.word(), lexicon);
    return word.weight()
        .<TextMatcher>map(weight -> vector -> hasAt(vector, lexeme, weight))
        .orElse(vector -> vector.has(lexeme));
  }

  /** The server drops a stop word from its query, which changes the query's meaning. */
  private static int lexeme(String word, Lexicon lexicon) {
    int lexeme = lexicon.ofWord(word);
    if (lexeme == Lexicon.STOP_WORD) {
      throw new IllegalArgumentException("a stop word cannot be asked for: " + word);
    }
    return lexeme;
  }

  private static boolean hasAt(SearchVector vector, int lexeme, Weight weight) {
    for (int place = vector.first(lexeme); place < vector.end(lexeme); place++) {
      if (vector.weight(place) == weight) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPrefix(SearchVector vector, String letters, Lexicon lexicon) {
    for (int place = 0; place < vector.size(); place++) {
      if (lexicon.text(vector.lexeme(place)).startsWith(letters)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSequence(SearchVector vector, int[] lexemes) {
    for (int place = vector.first(lexemes[0]); place < vector.end(lexemes[0]); place++) {
      if (goesOn(vector, lexemes, vector.position(place))) {
        return true;
      }
    }
    return false;
  }

  private static boolean goesOn(SearchVector vector, int[] lexemes, int start) {
    for (int i = 1; i < lexemes.length; i++) {
      if (!hasPosition(vector, lexemes[i], start + i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasPosition(SearchVector vector, int lexeme, int position) {
    for (int place = vector.first(lexeme); place < vector.end(lexeme); place++) {
      if (vector.position(place) == position) {
        return true;
      }
    }
    return false;
  }
}
