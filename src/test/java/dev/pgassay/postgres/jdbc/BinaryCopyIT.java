package dev.pgassay.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.postgres.server.source.TestServer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinaryCopyIT {
  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};

  private final VectorTable table = new VectorTable(TestServer.workspace("binary_copy"), "copied");

  @BeforeEach
  void createTable() {
    table.create(0, 3);
  }

  @Test
  void copiesRowsThatStayWithTheTransaction() throws SQLException {
    try (Connection connection = table.open()) {
      connection.setAutoCommit(false);
      try (BinaryCopy copy = begin(connection)) {
        send(copy, rows(1, 2, 3));
        assertThat(copy.finish()).isEqualTo(3);
      }
      connection.commit();
    }

    assertThat(count()).isEqualTo(3);
  }

  @Test
  void leavesNothingWhenItIsClosedEarlyAndTheConnectionUsable() throws SQLException {
    try (Connection connection = table.open()) {
      connection.setAutoCommit(false);
      try (BinaryCopy copy = begin(connection)) {
        send(copy, rows(1, 2, 3));
      }
      connection.rollback();
      try (BinaryCopy copy = begin(connection)) {
        send(copy, rows(4));
        copy.finish();
      }
      connection.commit();
    }

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void namesTableRowsAndLineOfARefusedRow() throws SQLException {
    try (Connection connection = table.open();
        BinaryCopy copy = begin(connection)) {
      send(copy, rows(7, -8));

      assertThatExceptionOfType(DatabaseFailure.class)
          .isThrownBy(copy::finish)
          .withMessageStartingWith(
              "cannot copy rows 0 to 9 into pgassay.copied (COPY copied, line 2")
          .withMessageContaining("violates check constraint")
          .withMessageEndingWith("(SQLSTATE 23514)");
    }
  }

  @Test
  void staysUsableAfterARefusedRow() throws SQLException {
    try (Connection connection = table.open()) {
      try (BinaryCopy copy = begin(connection)) {
        send(copy, rows(-1));
        assertThatExceptionOfType(DatabaseFailure.class).isThrownBy(copy::finish);
      }
      try (BinaryCopy copy = begin(connection)) {
        send(copy, rows(1));
        assertThat(copy.finish()).isEqualTo(1);
      }
    }
  }

  @Test
  void namesTheTableThatIsNotThere() throws SQLException {
    try (Connection connection = table.open()) {
      QualifiedName missing = new QualifiedName("pgassay", "no \"such\" table");

      assertThatExceptionOfType(DatabaseFailure.class)
          .isThrownBy(() -> BinaryCopy.into(connection, missing, List.of("id"), "rows 0 to 9"))
          .withMessageStartingWith("cannot copy rows 0 to 9 into pgassay.no \"such\" table")
          .withMessageEndingWith("(SQLSTATE 42P01)");
    }
  }

  @Test
  void failsWithOneLineWhenTheSessionIsEnded() throws SQLException {
    // A lost connection cannot be closed in good order; a session does not mind.
    try (Session session = table.session()) {
      int pid = single(session.connection(), "SELECT pg_backend_pid()");
      try (BinaryCopy copy = begin(session.connection())) {
        send(copy, rows(1));
        table.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");

        assertThatExceptionOfType(DatabaseFailure.class)
            .isThrownBy(
                () -> {
                  sendMuch(copy);
                  copy.finish();
                })
            .withMessageStartingWith("cannot copy rows 0 to 9 into pgassay.copied")
            .satisfies(
                failure -> {
                  assertThat(failure.getMessage()).doesNotContain("\n");
                  assertThat(failure.sqlState()).matches("57P01|08006");
                });
      }
    }
    assertThat(count()).isZero();
  }

  private BinaryCopy begin(Connection connection) {
    return BinaryCopy.into(connection, table.name(), List.of("id"), "rows 0 to 9");
  }

  private static void send(BinaryCopy copy, byte[] bytes) {
    copy.write(bytes, bytes.length);
  }

  private static void sendMuch(BinaryCopy copy) {
    byte[] more = new byte[1 << 20];
    for (int i = 0; i < 64; i++) {
      send(copy, more);
    }
  }

  /** A stream with its header and trailer, of rows with one integer. */
  private static byte[] rows(int... ids) {
    ByteBuffer buffer = ByteBuffer.allocate(19 + 10 * ids.length + 2);
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    for (int id : ids) {
      buffer.putShort((short) 1).putInt(4).putInt(id);
    }
    return buffer.putShort((short) -1).array();
  }

  private int count() throws SQLException {
    try (Connection connection = table.open()) {
      return single(connection, "SELECT count(*) FROM " + table.name().quoted());
    }
  }

  private static int single(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }
}
