package dev.pgassay.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.OtherServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server as users have it: TLS with an authority of their own, certificates, sockets, a standby.
 */
class GivenServerIT {
  private static final String SCRAM = "host all app all scram-sha-256";

  @TempDir private static Path folder;
  private static OtherServer server;
  private static Path authority;
  private static Path otherAuthority;
  private static Path clientCertificate;
  private static Path clientKey;

  @BeforeAll
  static void startWithTls() throws IOException {
    server = OtherServer.start();
    TestAuthority ca = new TestAuthority(folder, "ca");
    TestAuthority.Signed ofServer = ca.sign("db.test", "-ext", "san=dns:localhost");
    TestAuthority.Signed ofClient = ca.sign("app");
    authority = Files.writeString(folder.resolve("ca.pem"), ca.certificate());
    otherAuthority =
        Files.writeString(
            folder.resolve("other.pem"), new TestAuthority(folder, "other").certificate());
    clientCertificate = Files.writeString(folder.resolve("app.crt"), ofClient.certificate());
    clientKey = Files.write(folder.resolve("app.pk8"), ofClient.key());
    Path key = server.write("server.key", ofServer.keyInPem());
    Path certificate = server.write("server.crt", ofServer.certificate().getBytes());
    Path root = server.write("root.crt", ca.certificate().getBytes());
    server.admit(SCRAM);
    server.execute(
        "CREATE ROLE app LOGIN PASSWORD 'p@ss%word'",
        "ALTER SYSTEM SET ssl_cert_file = '" + certificate + "'",
        "ALTER SYSTEM SET ssl_key_file = '" + key + "'",
        "ALTER SYSTEM SET ssl_ca_file = '" + root + "'");
    tls(true);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void trustsAServerWhoseAuthorityIsNamed() {
    assertThat(overTls("localhost", "sslmode=verify-full&sslrootcert=" + authority)).isTrue();
    assertThat(overTls("127.0.0.1", "sslmode=verify-ca&sslrootcert=" + authority)).isTrue();
    assertThat(overTls("127.0.0.1", "sslmode=require")).isTrue();
    assertThat(overTls("127.0.0.1", "sslmode=disable")).isFalse();
  }

  @Test
  void saysWhyACertificateIsNotTrusted() {
    String untrusted =
        "TLS with %s failed: PKIX path building failed: sun.security.provider.certpath"
            + ".SunCertPathBuilderException: unable to find valid certification path to requested"
            + " target; sslrootcert in the URL names the file of the authority that signed the"
            + " server's certificate, sslcert and sslkey those of the client";
    assertRefused("localhost", "sslmode=verify-full&sslrootcert=" + otherAuthority, untrusted);
    // This is as in libpq, and unlike the driver.
    assertRefused("localhost", "sslmode=require&sslrootcert=" + otherAuthority, untrusted);
    assertRefused("localhost", "sslmode=verify-full&sslrootcert=system", untrusted);
    assertRefused(
        "127.0.0.1",
        "sslmode=verify-full&sslrootcert=" + authority,
        "the certificate of %s is not for the name 127.0.0.1; name the server in the URL as its"
            + " certificate does");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertRefused(
        "localhost",
        "sslmode=verify-full&sslrootcert=/nowhere.pem",
        "cannot connect to %s: Could not open SSL root certificate file /nowhere.pem. (SQLSTATE"
            + " 08006)");
  }

  @Test
  void saysThatAModeIsUnknown() {
    assertRefused(
        "localhost",
        "sslmode=often",
        "cannot connect to %s: Invalid sslmode value: often (SQLSTATE 08001)");
  }

  @Test
  void bindsScramToTheChannel() {
    assertThat(overTls("localhost", "sslmode=require&channel_binding=require")).isTrue();
    assertRefused(
        "localhost",
        "sslmode=disable&channel_binding=require",
        "cannot connect to %s: Channel Binding is required, but SSL is not in use (SQLSTATE"
            + " 08004)");
  }

  @Test
  void entersByAClientCertificate() throws IOException {
    server.admit("hostssl all app all cert");
    try {
      String own = "&sslcert=" + clientCertificate + "&sslkey=" + clientKey;
      assertThat(overTls("localhost", "sslmode=require" + own)).isTrue();
      assertRefused(
          "localhost",
          "sslmode=require",
          "%s asks for a client certificate; name its files by sslcert and sslkey in the URL");
    } finally {
      server.admit(SCRAM);
    }
  }

  @Test
  void saysThatTheServerHasNoTls() throws IOException {
    tls(false);
    try {
      String words =
          "%s offers no TLS, which sslmode=MODE asks for; switch ssl on at the server, or give"
              + " sslmode=disable where the network is trusted";
      assertRefused("localhost", "sslmode=require", words.replace("MODE", "require"));
      assertRefused(
          "localhost",
          "sslmode=verify-full&sslrootcert=" + authority,
          words.replace("MODE", "verify-full"));
    } finally {
      tls(true);
    }
  }

  @Test
  void saysHowAPasswordIsWrittenInAUrl() {
    assertThatThrownBy(() -> given("postgresql://app:p%40ss@localhost:" + server.port()).choose())
        .hasMessage(
            "password of user app was refused by localhost:%d/app; give the right one in"
                + " PGPASSWORD, a pgpass file or the URL, where @ is written %%40 and %% is written"
                + " %%25",
            server.port());
  }

  @Test
  void entersByIpv6() {
    String url = "postgresql://app:p%40ss%25word@[::1]:" + server.port() + "/postgres";
    assertThat(text(given(url).choose(), "SELECT host(inet_client_addr())")).isEqualTo("::1");
  }

  @Test
  void findsAService() throws IOException {
    Files.writeString(
        folder.resolve(".pg_service.conf"),
        "[shop]\nhost=localhost\nport=%d\nuser=app\ndbname=postgres\npassword=p@ss%%word\n"
            .formatted(server.port()));
    assertThat(text(given("postgresql:///?service=shop").choose(), "SELECT current_user"))
        .isEqualTo("app");
  }

  @Test
  void entersByAUnixSocket() throws Exception {
    server.admit("local all app scram-sha-256");
    try {
      ConnectionTarget target =
          given(
                  "postgresql://app:p%%40ss%%25word@/postgres?host=%s&port=%d&sslmode=require"
                      .formatted(server.folder(), server.port()))
              .choose();
      assertThat(text(target, "SELECT inet_client_addr()")).isNull();
      assertThat(text(target, "SELECT repeat('x', 20000000)")).hasSize(20_000_000);
      assertThat(text(target, "SELECT length('" + "x".repeat(20_000_000) + "')"))
          .isEqualTo("20000000");
      endsWithATimeoutAndACancellation(target);
    } finally {
      server.admit(SCRAM);
    }
    assertThatThrownBy(() -> given("postgresql://app@%2Fnowhere:1/postgres?password=x").choose())
        .isInstanceOf(DatabaseFailure.class)
        .hasMessage(
            "no Unix socket in /nowhere for port 1; name its folder and the server's port in the"
                + " URL");
  }

  private static void endsWithATimeoutAndACancellation(ConnectionTarget target) throws Exception {
    try (Connection connection = Connections.open(target);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("canceling statement");
      connection.setNetworkTimeout(Runnable::run, 200);
      statement.setQueryTimeout(0);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOf(SQLException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void choosesAmongSeveralHosts() throws IOException {
    server.admit("host replication postgres all trust", SCRAM);
    try (OtherServer standby = server.standby()) {
      String hosts =
          "postgresql://app:p%%40ss%%25word@localhost:1,localhost:%d,localhost:%d/postgres"
              .formatted(server.port(), standby.port());
      for (String wanted : new String[] {"any", "primary", "read-write"}) {
        assertThat(given(hosts + "?target_session_attrs=" + wanted).choose().port())
            .isEqualTo(server.port());
      }
      for (String wanted : new String[] {"standby", "prefer-standby", "read-only"}) {
        assertThat(given(hosts + "?target_session_attrs=" + wanted).choose().port())
            .isEqualTo(standby.port());
      }
      String primaryOnly = hosts.replace(",localhost:" + standby.port(), "");
      assertThat(given(primaryOnly + "?target_session_attrs=prefer-standby").choose().port())
          .isEqualTo(server.port());
      assertThatThrownBy(() -> given(primaryOnly + "?target_session_attrs=standby").choose())
          .isInstanceOf(Failure.class)
          .hasMessage(
              "no host of the URL fits target_session_attrs=standby: connection refused by"
                  + " localhost:1/postgres; check that a PostgreSQL server listens there;"
                  + " localhost:%d/postgres is a primary",
              server.port());
    } finally {
      server.admit(SCRAM);
    }
  }

  /** Debian's package has it in a folder for administrators. */
  @Test
  void recognisesAPooler() throws IOException {
    Path program = Path.of("/usr/sbin/pgbouncer");
    assumeTrue(Files.isExecutable(program), "no test of a pooler: " + program + " is missing");
    for (String mode : List.of("session", "transaction")) {
      for (String ignored : List.of("extra_float_digits", "extra_float_digits, options")) {
        int port = OtherServer.freePort();
        OtherServer.Program pooler =
            server.launch(program.toString(), configuration(port, mode, ignored).toString());
        try {
          refusesThePooler("postgresql://app@127.0.0.1:" + port + "/postgres?pgbouncer=true");
        } finally {
          pooler.close();
        }
      }
    }
  }

  private static void refusesThePooler(String url) throws IOException {
    ConnectionTarget target = given(url).hosts().get(0);
    server.awaitAnswer(target);
    for (String query : List.of("", "&options=-c%20work_mem%3D7MB")) {
      assertThatThrownBy(() -> given(url + query).choose())
          .isInstanceOf(Failure.class)
          .hasMessage(
              "%s is a connection pooler such as PgBouncer: settings and prepared statements do"
                  + " not survive its transaction pooling, and figures would include the pooler;"
                  + " name the PostgreSQL server itself in the URL",
              target.display());
    }
  }

  private static Path configuration(int port, String mode, String ignored) throws IOException {
    Path users = server.write("users.txt", "\"app\" \"p@ss%word\"\n".getBytes());
    return server.write(
        "pgbouncer.ini",
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = trust
        auth_file = %s
        pool_mode = %s
        ignore_startup_parameters = %s
        """
            .formatted(server.port(), port, users, mode, ignored)
            .getBytes());
  }

  private static void tls(boolean on) throws IOException {
    server.execute("ALTER SYSTEM SET ssl = " + (on ? "on" : "off"), "SELECT pg_reload_conf()");
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!text(server.superuser(), "SHOW ssl").equals(on ? "on" : "off")
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private static boolean overTls(String host, String query) {
    return text(
            given(url(host, query)).choose(),
            "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        .equals("true");
  }

  private static void assertRefused(String host, String query, String words) {
    assertThatThrownBy(() -> given(url(host, query)).choose())
        .isInstanceOf(DatabaseFailure.class)
        .hasMessage(words, host + ":" + server.port() + "/postgres");
  }

  private static String url(String host, String query) {
    return "postgresql://app:p%%40ss%%25word@%s:%d/postgres?%s"
        .formatted(host, server.port(), query);
  }

  private static GivenServer given(String url) {
    return JdbcUrl.parse(url, new ConnectionDefaults(Map.of(), Optional.of(folder), "nobody"));
  }

  private static String text(ConnectionTarget target, String sql) {
    try (Session session = Session.open(target)) {
      return session.text("cannot ask", sql).orElse(null);
    }
  }
}
