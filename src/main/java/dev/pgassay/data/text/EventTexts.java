package dev.pgassay.data.text;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.SearchVector.Lexicon;
import java.util.List;
import java.util.Locale;

/**
 * Generates the search vectors of events: name, description, venue and city with their weights in
 * the schema's generated column. Not thread-safe: one for each worker.
 */
public final class EventTexts {
  private static final List<String> COLUMNS = List.of("name", "description", "venue", "city");
  private static final List<Weight> WEIGHTS = List.of(Weight.A, Weight.B, Weight.C, Weight.D);

  private final RowReader rows;
  private final SearchVector vector;
  private String name = "";

  /**
   * Prepares to generate.
   *
   * @param dataset of the events
   * @param lexicon numbers the lexemes; shared by all workers
   */
  public EventTexts(DatasetGenerator dataset, Lexicon lexicon) {
    this.rows = RowReader.of(dataset, Table.EVENTS, COLUMNS);
    this.vector = new SearchVector(lexicon);
  }

  /**
   * Generates the search vector of an event.
   *
   * @param event number of its row
   * @return the vector, which the next call overwrites
   */
  public SearchVector of(long event) {
    Object[] texts = rows.read(event);
    name = (String) texts[0];
    vector.clear();
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        vector.append((String) texts[i], WEIGHTS.get(i));
      }
    }
    vector.seal();
    return vector;
  }

  /** Returns the words of the name of the event that was generated last, in lower case. */
  List<String> nameWords() {
    return List.of(name.toLowerCase(Locale.ROOT).split("[ ,:]+"));
  }
}
