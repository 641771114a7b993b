package dev.pgassay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Secret;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that asks one role for the password itself, and others for a proof of it. */
class CleartextPasswordIT {
  private static final String PASSWORD = "correct horse";
  private static final String LOADED = "SELECT pg_conf_load_time()";

  /** Reaches this machine, and does not say so by its name. */
  private static final String ELSEWHERE = "0.0.0.0";

  private final ConnectionTarget superuser = TestServer.superuser("postgres");
  @TempDir private Path folder;
  private Path rules;
  private String usualRules;

  @BeforeEach
  void askForThePasswordItself() throws Exception {
    for (String role : List.of("told_openly", "told_by_proof")) {
      TestServer.execute(superuser, "CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
    }
    rules = Path.of(value("SHOW hba_file"));
    usualRules = Files.readString(rules);
    Files.writeString(rules, "host all told_openly all password\n" + usualRules);
    reload();
  }

  @AfterEach
  void takeItBack() throws Exception {
    Files.writeString(rules, usualRules);
    TestServer.execute(superuser, "ALTER SYSTEM RESET ssl");
    reload();
    TestServer.execute(superuser, "DROP ROLE told_openly, told_by_proof");
  }

  @Test
  void isSentInClearTextToThisMachineAlone() {
    assertThat(user("127.0.0.1", "told_openly", Map.of())).isEqualTo("told_openly");
    assertThatThrownBy(() -> user(ELSEWHERE, "told_openly", Map.of()))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("asks for the password of user told_openly in clear text");
  }

  @Test
  void isProvedToAServerWithoutTls() {
    assertThat(user(ELSEWHERE, "told_by_proof", Map.of())).isEqualTo("told_by_proof");
  }

  @Test
  void isSentInClearTextOverTls() throws Exception {
    offerTls();
    assertThat(user(ELSEWHERE, "told_openly", Map.of())).isEqualTo("told_openly");
    assertThat(user(ELSEWHERE, "told_openly", Map.of("sslmode", "require")))
        .isEqualTo("told_openly");
    assertThatThrownBy(() -> user(ELSEWHERE, "told_openly", Map.of("sslmode", "disable")))
        .hasMessageContaining("in clear text");
  }

  private String user(String host, String role, Map<String, String> properties) {
    ConnectionTarget target =
        new ConnectionTarget(
            host,
            superuser.port(),
            "postgres",
            role,
            Optional.of(Secret.of(PASSWORD)),
            Optional.empty(),
            properties);
    try (Session session = Session.open(target)) {
      return session.text("cannot ask", "SELECT current_user").orElseThrow();
    }
  }

  private void offerTls() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-alias",
                "test",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    give("server.crt", "CERTIFICATE", keys.getCertificate("test").getEncoded());
    give("server.key", "PRIVATE KEY", keys.getKey("test", PASSWORD.toCharArray()).getEncoded());
    TestServer.execute(superuser, "ALTER SYSTEM SET ssl = on");
    reload();
    assertThat(value("SHOW ssl")).isEqualTo("on");
  }

  /** Puts a file next to the server's data, owned by the server's user. */
  private void give(String name, String kind, byte[] content) throws Exception {
    Path file = rules.resolveSibling(name);
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (!Files.getOwner(file).equals(Files.getOwner(rules))) {
      Files.setOwner(file, Files.getOwner(rules));
    }
  }

  /** The postmaster reads its files after it has answered, and tells new sessions when it did. */
  private void reload() throws InterruptedException {
    String before = value(LOADED);
    TestServer.execute(superuser, "SELECT pg_reload_conf()");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (value(LOADED).equals(before)) {
      assertThat(System.nanoTime()).as("the server reloads its files").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private String value(String sql) {
    try (Session session = Session.open(superuser)) {
      return session.text("cannot ask", sql).orElseThrow();
    }
  }
}
