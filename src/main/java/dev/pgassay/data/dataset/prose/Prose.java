package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.prose.Phrase.Piece;
import dev.pgassay.data.dataset.prose.Phrase.Slot;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import dev.pgassay.data.dataset.spec.TextSpec.Length;
import java.util.List;

/**
 * Writes titles and descriptions about a topic. Not thread-safe; one per worker. Allocates nothing.
 */
public final class Prose {
  /** Longer names would exceed the 2,704 bytes of an entry in a B-tree. */
  private static final int MOST_NAME_WORDS = 40;

  private static final int MOST_DESCRIPTION_WORDS = 5_000;

  /**
   * Half a sentence: the last sentence is omitted if it would exceed the length by more than that.
   */
  private static final int HALF_SENTENCE = 5;

  private final TextModel model;
  private final Vocabulary vocabulary;
  private final TopicWords words;
  private final List<MarkerTerm> markers;
  private final TextBuffer type = new TextBuffer();
  private final TextBuffer city = new TextBuffer();
  private final TextBuffer firstName = new TextBuffer();
  private int topic;
  private int subtopic;
  private int year;

  public Prose(TextModel model) {
    this.model = model;
    this.vocabulary = model.vocabulary();
    this.words = model.words();
    this.markers = model.markerTerms();
  }

  /** Sets the topic of the next texts. */
  public Prose about(int newTopic, int newSubtopic) {
    topic = newTopic;
    subtopic = newSubtopic;
    return this;
  }

  /** Sets the event of the next texts. */
  public Prose event(String newType, byte[] newCity, int newYear) {
    type.clear().append(newType);
    city.clear().append(newCity);
    year = newYear;
    return this;
  }

  /** Sets the first name of the person of the next texts. */
  public Prose person(byte[] newFirstName) {
    firstName.clear().append(newFirstName);
    return this;
  }

  /** Appends the name of an event. */
  public void name(TextBuffer text, Cursor draws) {
    int wanted = length(model.spec().nameWords(), MOST_NAME_WORDS, draws);
    Phrase phrase = any(model.names(wanted), draws);
    write(phrase, true, text, draws);
    if (wanted > phrase.words()) {
      extend(text, wanted - phrase.words(), draws);
    }
  }

  /** Lengthens a name beyond the longest pattern, by a list of nouns. */
  private void extend(TextBuffer text, int more, Cursor draws) {
    text.append(' ').append("with");
    for (int i = 0; i < more; i++) {
      if (i > 0) {
        text.append(',');
      }
      int start = text.append(' ').length();
      vocabulary.appendTo(text, words.noun(topic, subtopic, draws));
      text.capitalise(start);
    }
  }

  /**
   * Appends the description of an event.
   *
   * @param present bit k is set if the text has marker term k
   */
  public void description(TextBuffer text, long present, Cursor draws) {
    int wanted = length(model.spec().descriptionWords(), MOST_DESCRIPTION_WORDS, draws);
    int written = 0;
    do {
      written += sentence(model.descriptions(), text, draws);
    } while (written + HALF_SENTENCE < wanted);
    if (present != 0) {
      mark(text, present);
    }
  }

  /** Appends sentences of a kind. */
  public void sentences(Phrase[] kind, int count, TextBuffer text, Cursor draws) {
    for (int i = 0; i < count; i++) {
      sentence(kind, text, draws);
    }
  }

  private int sentence(Phrase[] kind, TextBuffer text, Cursor draws) {
    if (text.length() > 0) {
      text.append(' ');
    }
    Phrase phrase = any(kind, draws);
    int start = text.length();
    write(phrase, false, text, draws);
    text.capitalise(start);
    return phrase.words();
  }

  /** Appends a sentence that lists the marker terms. */
  private void mark(TextBuffer text, long present) {
    int start = text.append(' ').length();
    text.append("with").append(' ').capitalise(start);
    boolean first = true;
    for (long rest = present; rest != 0; rest &= rest - 1) {
      if (!first) {
        text.append((rest & rest - 1) == 0 ? " and " : ", ");
      }
      text.append(markers.get(Long.numberOfTrailingZeros(rest)).term());
      first = false;
    }
    text.append('.');
  }

  private void write(Phrase phrase, boolean title, TextBuffer text, Cursor draws) {
    for (int i = 0; i < phrase.words(); i++) {
      if (i > 0) {
        text.append(' ');
      }
      Piece piece = phrase.piece(i);
      int start = text.length();
      fill(piece.slot(), text, draws);
      text.append(piece.text());
      if (title && piece.slot() != Slot.LITERAL) {
        text.capitalise(start);
      }
      if (piece.afterArticle() && text.takesAn(start)) {
        text.insert(start - 1, 'n');
      }
    }
  }

  private void fill(Slot slot, TextBuffer text, Cursor draws) {
    switch (slot) {
      case LITERAL -> {}
      case NOUN -> vocabulary.appendTo(text, words.noun(topic, subtopic, draws));
      case NOUNS -> vocabulary.appendPluralTo(text, words.noun(topic, subtopic, draws));
      case THING -> vocabulary.appendTo(text, words.thing(draws));
      case THINGS -> vocabulary.appendPluralTo(text, words.thing(draws));
      case VERB -> vocabulary.appendTo(text, words.verb(draws));
      case ADJECTIVE -> vocabulary.appendTo(text, words.adjective(draws));
      case AREA -> vocabulary.appendTo(text, words.area(topic));
      case FIELD -> vocabulary.appendTo(text, words.field(topic));
      case TYPE -> text.append(type);
      case CITY -> text.append(city);
      case YEAR -> text.appendNumber(year);
      case FIRST -> text.append(firstName);
    }
  }

  private static Phrase any(Phrase[] phrases, Cursor draws) {
    return phrases[draws.nextBelow(phrases.length)];
  }

  /** Draws a log-normal number of words, at least 1. */
  private static int length(Length length, int most, Cursor draws) {
    double words = length.median() * StrictMath.exp(length.sigma() * draws.nextNormal());
    return (int) Math.min(Math.max(Math.rint(words), 1), most);
  }
}
