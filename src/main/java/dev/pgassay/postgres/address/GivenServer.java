package dev.pgassay.postgres.address;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The server that a user named: one or several hosts, of which the first that fits is measured.
 * Immutable.
 *
 * @param hosts at least one, in the order of preference
 * @param wanted which of them fits
 * @param ignored the names of parameters that have no effect here, in order
 */
public record GivenServer(List<ConnectionTarget> hosts, Wanted wanted, Set<String> ignored) {
  /** Copies the hosts. */
  public GivenServer {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("hosts must not be empty");
    }
  }

  /** The values of libpq's {@code target_session_attrs}. */
  public enum Wanted {
    /** Any server that answers. */
    ANY,
    /** A server that takes writes by default. */
    READ_WRITE,
    /** A server that takes none by default. */
    READ_ONLY,
    /** A server that follows no other. */
    PRIMARY,
    /** A server that replays another's log. */
    STANDBY,
    /** A standby, or any server that answers if there is none. */
    PREFER_STANDBY,
    /** A primary, or any server that answers if there is none. */
    PREFER_PRIMARY;

    /** Reads libpq's value or pgjdbc's, such as {@code prefer-standby} or preferSecondary. */
    static Wanted of(String text) {
      String word =
          text.replaceAll("(?i)secondary|slave", "standby")
              .replaceAll("(?i)master", "primary")
              .replaceFirst("^prefer(?=[a-z])", "prefer-");
      for (Wanted wanted : values()) {
        if (wanted.toString().equals(word.toLowerCase(Locale.ROOT))) {
          return wanted;
        }
      }
      throw new InvalidInput(
          "target_session_attrs must be any, read-write, read-only, primary, standby or"
              + " prefer-standby: "
              + text);
    }

    private boolean fits(State state) {
      return switch (this) {
        case ANY -> true;
        case READ_WRITE -> !state.readOnly;
        case READ_ONLY -> state.readOnly;
        case PRIMARY, PREFER_PRIMARY -> !state.standby;
        case STANDBY, PREFER_STANDBY -> state.standby;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record State(boolean standby, boolean readOnly) {
    @Override
    public String toString() {
      return standby ? "a standby" : readOnly ? "a read-only primary" : "a primary";
    }
  }

  /**
   * Connects to the hosts in their order until one fits. All later connections go to this host, so
   * that one server is measured.
   *
   * @return the host that fits
   * @throws Failure if none does, if the first that answers refuses the user, or if a connection
   *     pooler answers
   */
  public ConnectionTarget choose() {
    List<String> reasons = new ArrayList<>();
    Optional<ConnectionTarget> other = Optional.empty();
    for (ConnectionTarget host : hosts) {
      try {
        State state = state(host);
        if (wanted.fits(state)) {
          return host;
        }
        reasons.add(host.display() + " is " + state);
        other = other.or(() -> Optional.of(host));
      } catch (DatabaseFailure e) {
        if (hosts.size() == 1 || !e.isOfConnection()) {
          throw e;
        }
        reasons.add(e.getMessage());
      }
    }
    if (other.isPresent() && wanted.toString().startsWith("prefer")) {
      return other.get();
    }
    throw new Failure(
        "no host of the URL fits target_session_attrs="
            + wanted
            + ": "
            + String.join("; ", reasons));
  }

  /**
   * Names the hosts for people.
   *
   * @return such as {@code db1, port 5432, or db2, port 5432}
   */
  public String names() {
    return hosts.stream()
        .map(it -> it.host() + ", port " + it.port())
        .collect(Collectors.joining(", or "));
  }

  private static State state(ConnectionTarget host) {
    try (Connection connection = Connections.openToServer(host);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean")) {
      row.next();
      return new State(row.getBoolean(1), row.getBoolean(2));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot ask " + host.display() + " what it is", e);
    }
  }
}
