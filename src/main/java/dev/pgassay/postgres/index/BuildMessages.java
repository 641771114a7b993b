package dev.pgassay.postgres.index;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The messages of the server while it built an index at {@code client_min_messages = debug1}.
 * Immutable.
 *
 * @param notices notices and warnings, without the debug messages
 * @param planned workers that the server asked for, from {@code index_build} of PostgreSQL; it says
 *     so for B-trees only (for HNSW it says "serially" whatever pgvector does), for BRIN since 17
 *     and for GIN since 18
 * @param launched workers that took part, from {@code HnswBeginParallel} of pgvector
 */
public record BuildMessages(List<String> notices, OptionalInt planned, OptionalInt launched) {
  private static final Pattern PLANNED =
      Pattern.compile("building index .* with request for (\\d+) parallel workers?");
  private static final Pattern LAUNCHED = Pattern.compile("using (\\d+) parallel workers");

  /** From {@code InsertTuple} of pgvector. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("hnsw graph no longer fits into maintenance_work_mem after (\\d+) tuples");

  private static final String DEBUG = "DEBUG";

  /** Copies the list. */
  public BuildMessages {
    notices = List.copyOf(notices);
  }

  /**
   * Reads the messages.
   *
   * @param statement that built the index
   * @return its messages since its warnings were last cleared
   * @throws SQLException as the driver threw it
   */
  public static BuildMessages of(Statement statement) throws SQLException {
    List<String> notices = new ArrayList<>();
    OptionalInt planned = OptionalInt.empty();
    OptionalInt launched = OptionalInt.empty();
    for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
      String text = next.getMessage();
      if (!isDebug(next)) {
        notices.add(text);
      }
      planned = number(PLANNED, text, planned);
      launched = number(LAUNCHED, text, launched);
    }
    return new BuildMessages(notices, planned, launched);
  }

  /**
   * Tells when an HNSW graph left the memory: from then on each row is inserted into the index
   * itself, as after the build.
   *
   * @return the number of rows in the graph by then; empty if it fitted to the end
   */
  public OptionalLong rowsInMemory() {
    return notices.stream()
        .map(OUT_OF_MEMORY::matcher)
        .filter(Matcher::find)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst();
  }

  private static boolean isDebug(SQLWarning warning) {
    if (warning instanceof PSQLWarning told) {
      ServerErrorMessage words = told.getServerErrorMessage();
      return words != null && DEBUG.equals(words.getSeverity());
    }
    return false;
  }

  private static OptionalInt number(Pattern pattern, String text, OptionalInt otherwise) {
    Matcher matcher = pattern.matcher(String.valueOf(text));
    return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : otherwise;
  }
}
