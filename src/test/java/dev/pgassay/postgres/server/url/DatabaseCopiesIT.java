package dev.pgassay.postgres.server.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.progress.RecordedProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of an ordinary role that may create databases. */
class DatabaseCopiesIT {
  private static final String OWNER = "shop_owner";
  private static final List<String> LABELS = List.of("base", "control", "contender");

  private final ConnectionTarget postgres = TestServer.superuser("postgres");
  private final ConnectionTarget shop = TestServer.superuser("shop");
  private final ConnectionTarget owner = as(OWNER);
  private final RecordedProgress progress = new RecordedProgress();

  @BeforeEach
  void makeShop() {
    TestServer.execute(postgres, "CREATE ROLE shop_owner LOGIN CREATEDB PASSWORD 'shop'");
    TestServer.execute(postgres, "CREATE ROLE shop_reader LOGIN CREATEDB PASSWORD 'shop'");
    TestServer.execute(postgres, "CREATE DATABASE shop OWNER shop_owner");
    TestServer.execute(shop, "CREATE SCHEMA ext; CREATE EXTENSION vector SCHEMA ext");
    TestServer.execute(shop, "GRANT USAGE ON SCHEMA ext TO PUBLIC");
    TestServer.execute(
        owner,
        """
        CREATE SCHEMA kb;
        CREATE TABLE kb.docs (id integer PRIMARY KEY, embedding ext.vector(3));
        INSERT INTO kb.docs SELECT n, ARRAY[n, n % 7, 1]::ext.vector FROM generate_series(1, 500) AS n;
        CREATE INDEX docs_embedding_idx ON kb.docs USING hnsw (embedding ext.vector_l2_ops);
        GRANT USAGE ON SCHEMA kb TO shop_reader;
        GRANT SELECT ON kb.docs TO shop_reader;
        SELECT '[1]'::ext.vector;
        ALTER DATABASE shop SET hnsw.ef_search = 80;
        ALTER ROLE shop_owner IN DATABASE shop SET search_path = kb, "$user", ext;
        """);
  }

  @AfterEach
  void removeShop() {
    TestServer.execute(postgres, "DROP DATABASE shop WITH (FORCE)");
    for (String copy : copies()) {
      TestServer.execute(postgres, "DROP DATABASE " + copy + " WITH (FORCE)");
    }
    TestServer.execute(postgres, "DROP ROLE shop_owner; DROP ROLE shop_reader");
  }

  @Test
  void copiesRowsIndexesAndSettingsOfADatabaseThatTheRoleOwns() {
    DatabaseCopies copies = new DatabaseCopies(owner, progress);
    try (copies) {
      make(copies).forEach(DatabaseCopiesIT::assertLikeShop);
      assertThat(copies()).hasSize(3);
    }
    assertThat(copies()).isEmpty();
    assertThat(progress.lines())
        .anyMatch(line -> line.contains("no session can enter database shop"));
  }

  @Test
  void dumpsADatabaseThatSessionsAreIn() {
    try (Session session = Session.open(shop);
        DatabaseCopies copies = new DatabaseCopies(shop, progress)) {
      make(copies).forEach(copy -> assertLikeShop(copy, "SET search_path = kb, ext"));
      assertThat(copies()).as("with the one that they are made of").hasSize(4);
      assertThat(session.text("cannot count", "SELECT count(*) FROM kb.docs")).contains("500");
    }
    assertThat(copies()).isEmpty();
    assertThat(progress.lines())
        .anyMatch(line -> line.contains("cannot be a template, because other sessions are in it"));
  }

  @Test
  void saysWhatARoleLacksThatMayNotCreateTheExtension() {
    try (Session session = Session.open(shop);
        DatabaseCopies copies = new DatabaseCopies(owner, progress)) {
      assertThatThrownBy(() -> make(copies))
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith(
              "cannot copy database shop: it cannot be a template, because other sessions are in it: ")
          .hasMessageContaining("permission denied to create extension \"vector\"")
          .hasMessageEndingWith("have a superuser create the extension in template1");
      assertThat(session.target().database()).isEqualTo("shop");
    }
    assertThat(copies()).isEmpty();
  }

  @Test
  void restoresNoTableOfAnotherOwnerForAnOrdinaryRole() {
    try (DatabaseCopies copies = new DatabaseCopies(as("shop_reader"), progress)) {
      assertThatThrownBy(() -> make(copies))
          .isInstanceOf(Failure.class)
          .hasMessage(
              "cannot copy database shop: it cannot be a template, because it belongs to shop_owner,"
                  + " and in a restored copy every table would belong to shop_reader: kb.docs belongs"
                  + " to shop_owner; connect as the owner or as a superuser");
    }
    assertThat(copies()).isEmpty();
  }

  @Test
  void needsARoleThatMayCreateDatabases() {
    TestServer.execute(postgres, "ALTER ROLE shop_owner NOCREATEDB");
    try (DatabaseCopies copies = new DatabaseCopies(owner, progress)) {
      assertThatThrownBy(() -> make(copies))
          .hasMessage(
              "cannot copy database shop: role shop_owner may not create databases; have a superuser"
                  + " run ALTER ROLE shop_owner CREATEDB");
    }
  }

  @Test
  void dropsWhatAKilledComparisonLeftAndNothingElse() {
    TestServer.execute(postgres, "CREATE DATABASE pgassay_copy_of_mine OWNER shop_owner");
    DatabaseCopies killed = new DatabaseCopies(owner, Progress.NONE);
    List<String> left = names(make(killed));
    TestServer.execute(
        postgres,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'pgassay_copy%'");
    try (DatabaseCopies running = new DatabaseCopies(owner, Progress.NONE);
        DatabaseCopies next = new DatabaseCopies(owner, Progress.NONE)) {
      List<String> used = names(make(running));
      make(next);
      assertThat(copies())
          .contains("pgassay_copy_of_mine")
          .containsAll(used)
          .doesNotContainAnyElementsOf(left);
    }
    assertThat(copies()).containsExactly("pgassay_copy_of_mine");
  }

  private static void assertLikeShop(ConnectionTarget copy) {
    assertLikeShop(copy, "SELECT 1");
  }

  private static void assertLikeShop(ConnectionTarget copy, String before) {
    try (Session session = Session.open(copy)) {
      session.execute("cannot begin", before);
      assertThat(session.text("cannot count", "SELECT count(*) FROM docs")).contains("500");
      assertThat(
              session.text(
                  "cannot find the index",
                  "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'docs_embedding_idx'::regclass"))
          .contains("true");
      assertThat(
              session.text(
                  "cannot read the statistics",
                  "SELECT reltuples FROM pg_class WHERE oid = 'docs'::regclass"))
          .isPresent();
      assertThat(session.text("cannot read the setting", "SHOW hnsw.ef_search")).contains("80");
      if (copy.user().equals(OWNER)) {
        assertThat(session.text("cannot read the setting", "SHOW search_path"))
            .contains("kb, \"$user\", ext");
      }
    }
  }

  private static List<ConnectionTarget> make(DatabaseCopies copies) {
    return LABELS.stream().map(label -> copies.make(label, Map.of())).toList();
  }

  private static List<String> names(List<ConnectionTarget> copies) {
    return copies.stream().map(ConnectionTarget::database).toList();
  }

  private List<String> copies() {
    try (Session session = Session.open(postgres)) {
      return session.rows(
          "cannot list the copies",
          row -> row.getString(1),
          "SELECT datname FROM pg_database WHERE datname LIKE 'pgassay\\_copy\\_%' ORDER BY 1");
    }
  }

  private ConnectionTarget as(String role) {
    return new ConnectionTarget(
        shop.host(),
        shop.port(),
        "shop",
        role,
        Optional.of(Secret.of("shop")),
        Optional.empty(),
        Map.of());
  }
}
