package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.Failure;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.postgresql.util.PSQLException;

/**
 * A statement or connection that the server refused or lost, wrapped once at the edge of the
 * database packages with its SQLSTATE and the attempted action.
 */
public final class DatabaseFailure extends Failure {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN_CHARACTERS = 160;

  /** {@code dependent_objects_still_exist}: a DROP without CASCADE was refused. */
  private static final String DEPENDENT_OBJECTS = "2BP01";

  private static final int SHOWN_DEPENDENTS = 5;

  private final String sqlState;

  private DatabaseFailure(String message, SQLException cause) {
    super(message, cause);
    this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /**
   * Wraps an exception of the driver.
   *
   * @param doing the attempted action, in the form "cannot create index events_embedding_hnsw_idx"
   * @param cause the driver's exception
   * @return the failure, whose message is {@code doing: the server's words (SQLSTATE)}; if other
   *     objects are in the way of a DROP, the words name these objects
   */
  public static DatabaseFailure of(String doing, SQLException cause) {
    String words =
        DEPENDENT_OBJECTS.equals(cause.getSQLState()) ? dependents(cause) : firstLine(cause);
    return new DatabaseFailure(doing + ": " + words + state(cause), cause);
  }

  /**
   * Wraps an exception of the driver in our own words if the server's are unclear.
   *
   * @param message one line: what failed, the value, the next step
   * @param cause the driver's exception
   * @return the failure with exactly that message
   */
  public static DatabaseFailure because(String message, SQLException cause) {
    return new DatabaseFailure(message, cause);
  }

  /**
   * Returns the SQLSTATE.
   *
   * @return five characters, or an empty string if the driver gave none
   */
  public String sqlState() {
    return sqlState;
  }

  /**
   * Tells whether the server could not be reached, was lost or is shutting down, so that the
   * failure says nothing about the statement itself.
   *
   * @return whether there is no SQLSTATE, or one of class 08 or of an operator's intervention other
   *     than the end of a statement
   */
  public boolean isOfConnection() {
    return sqlState.isEmpty()
        || sqlState.startsWith("08")
        || sqlState.startsWith("57P")
        || sqlState.equals("53300");
  }

  /**
   * Returns the position of the error that the server found in a statement.
   *
   * @param cause the driver's exception
   * @return the position of a character in the statement as the server got it, from 1; empty if the
   *     server names none
   */
  public static OptionalInt position(SQLException cause) {
    return cause instanceof PSQLException refused
            && refused.getServerErrorMessage() != null
            && refused.getServerErrorMessage().getPosition() > 0
        ? OptionalInt.of(refused.getServerErrorMessage().getPosition())
        : OptionalInt.empty();
  }

  private static String state(SQLException cause) {
    return cause.getSQLState() == null ? "" : " (SQLSTATE " + cause.getSQLState() + ")";
  }

  /** The server lists the dependent objects in the detail of its message, one in a line. */
  private static String dependents(SQLException cause) {
    List<String> all =
        cause instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && refused.getServerErrorMessage().getDetail() != null
            ? refused.getServerErrorMessage().getDetail().lines().toList()
            : List.of();
    if (all.isEmpty()) {
      return firstLine(cause);
    }
    int more = all.size() - SHOWN_DEPENDENTS;
    return String.join(", ", all.subList(0, Math.min(all.size(), SHOWN_DEPENDENTS)))
        + (more > 0 ? " and " + more + " more" : "")
        + "; pgassay drops only what it made: remove these first";
  }

  private static String firstLine(SQLException cause) {
    String text = String.valueOf(cause.getMessage()).replaceFirst("^(ERROR|FATAL): ", "");
    String line = text.lines().findFirst().orElse("no message");
    return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
