package dev.pgassay.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "postgresql://me@db.example:6000/assay, db.example, 6000, assay, me",
    "postgres://me@db.example:6000/assay, db.example, 6000, assay, me",
    "jdbc:postgresql://db.example:6000/assay?user=me, db.example, 6000, assay, me",
    "jdbc:postgresql:assay, localhost, 5432, assay, system",
    "postgresql://db.example, db.example, 5432, system, system",
    "postgresql://me@db.example, db.example, 5432, me, me",
    "postgresql:///assay, localhost, 5432, assay, system",
    "postgresql://[::1]:6000/assay, ::1, 6000, assay, system",
    "postgresql://me@[::1]/assay, ::1, 5432, assay, me",
    "postgresql://us%40er@db.example/as%2Fsay, db.example, 5432, as/say, us@er",
    "postgresql://db.example/assay?application_name=x, db.example, 5432, assay, system",
  })
  void readsTheUsualForms(String url, String host, int port, String database, String user) {
    ConnectionTarget target = parse(url, Map.of());
    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.database()).isEqualTo(database);
    assertThat(target.user()).isEqualTo(user);
    assertThat(target.assumedRole()).isEmpty();
    assertThat(target.driverProperties()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:secret@db/assay, secret",
    "postgresql://me:se%3Acr%2Fet%40%25%3F%23@db/assay, se:cr/et@%?#",
    "postgresql://me:p@ss@db/assay, p@ss",
    "postgresql://me:a:b@db/assay, a:b",
    "postgresql://me:gr%C3%BC%C3%9Fe@db/assay, grüße",
    "jdbc:postgresql://db/assay?user=me&password=a%26b+c, a&b+c",
  })
  void readsPasswordsOfAnyCharacters(String url, String password) {
    ConnectionTarget target = parse(url, Map.of("PGPASSWORD", "unused"));
    assertThat(target.password().orElseThrow().reveal()).isEqualTo(password);
    assertThat(target.toString()).doesNotContain(password);
    assertThat(target.display()).isEqualTo("db:5432/assay");
  }

  @Test
  void keepsWhatSaysHowToReachTheServer() {
    assertThat(
            parse(
                    "postgresql://db/a?sslmode=verify-full&sslrootcert=%2Fca.pem&channel_binding=require",
                    Map.of())
                .driverProperties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "sslmode", "verify-full",
                "sslrootcert", "/ca.pem",
                "channelBinding", "require"));
  }

  @ParameterizedTest
  @CsvSource({
    "currentSchema=shop%2Cpublic, currentSchema, 'shop,public'",
    "connect_timeout=3, connectTimeout, 3",
    "sslNegotiation=direct, sslNegotiation, direct",
    "ssl=true, ssl, true",
    "ssl=require, sslmode, require",
    "sslmode=require&sslrootcert=ca.pem, sslmode, verify-ca",
    "sslmode=require, sslmode, require",
    "options=-c%20work_mem%3D8MB, options, -c work_mem=8MB",
  })
  void understandsTheParametersOfLibpqAndOfTheDriver(String query, String property, String value) {
    assertThat(parse("postgresql://db/a?" + query, Map.of()).driverProperties())
        .containsEntry(property, value);
  }

  @Test
  void findsFilesFromOtherFoldersToo() {
    assertThat(
            parse("postgresql://db/a?sslrootcert=ca.pem&sslcert=a.crt", Map.of())
                .driverProperties())
        .containsEntry("sslrootcert", Path.of("ca.pem").toAbsolutePath().toString())
        .containsEntry("sslcert", Path.of("a.crt").toAbsolutePath().toString());
    assertThat(parse("postgresql://db/a?sslrootcert=system", Map.of()).driverProperties())
        .containsEntry("sslrootcert", "system");
  }

  @Test
  void notesWhatIsForAnotherClient() {
    GivenServer server =
        server(
            "postgres://db/a?schema=public&pgbouncer=true&connection_limit=5&application_name=x"
                + "&keepalives_idle=30&sslmode=prefer",
            Map.of());
    assertThat(server.ignored())
        .containsExactly("connection_limit", "keepalives_idle", "pgbouncer", "schema");
    assertThat(server.hosts().get(0).driverProperties()).isEqualTo(Map.of("sslmode", "prefer"));
  }

  @ParameterizedTest
  @CsvSource({
    "'postgresql://a:1,b,[::1]:3/x?target_session_attrs=prefer-standby', 'a:1/x b:5432/x ::1:3/x'",
    "'jdbc:postgresql://a:1,b:2/x?targetServerType=preferSecondary', 'a:1/x b:2/x'",
    "'postgresql:///x?host=a,b&port=1&target_session_attrs=prefer-standby', 'a:1/x b:1/x'",
  })
  void readsSeveralHosts(String url, String displays) {
    GivenServer server = server(url, Map.of());
    assertThat(server.hosts())
        .extracting(ConnectionTarget::display)
        .containsExactly(displays.split(" "));
    assertThat(server.wanted()).isEqualTo(GivenServer.Wanted.PREFER_STANDBY);
  }

  @Test
  void refusesAnotherSessionAttribute() {
    assertThatThrownBy(() -> server("postgresql://a/x?target_session_attrs=fast", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "target_session_attrs must be any, read-write, read-only, primary, standby or"
                + " prefer-standby: fast");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me@%2Frun%2Fpg:6000/x",
        "postgresql:///x?host=/run/pg&port=6000&user=me",
      })
  void readsTheFolderOfAUnixSocket(String url) {
    ConnectionTarget target = parse(url, Map.of());
    assertThat(target.display()).isEqualTo("/run/pg:6000/x");
    assertThat(target.url()).isEqualTo("postgresql://me@%2Frun%2Fpg:6000/x");
    assertThat(target.onLoopback()).isTrue();
  }

  @Test
  void fillsTheGapsFromAService() throws IOException {
    Path file =
        Files.writeString(
            home.resolve(".pg_service.conf"),
            """
            # ours
            [other]
            host=elsewhere
            [prod]
            host=db
              port=6000
            user=me
            dbname=shop
            password=geheim
            sslmode=verify-full
            keepalives=1
            """);
    GivenServer server = server("postgresql:///?service=prod&port=7000", Map.of());
    ConnectionTarget target = server.hosts().get(0);
    assertThat(target.url()).isEqualTo("postgresql://me@db:7000/shop");
    assertThat(target.password()).contains(Secret.of("geheim"));
    assertThat(target.driverProperties()).isEqualTo(Map.of("sslmode", "verify-full"));
    assertThat(server.ignored()).containsExactly("keepalives");
    assertThat(parse("postgresql://b/?service=prod", Map.of()).host()).isEqualTo("b");
    assertThatThrownBy(() -> server("postgresql:///?service=test", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("no service test in " + file + "; add a section [test] to it");

    Path named = Files.writeString(home.resolve("named"), "[prod]\nhost=db\nnonsense=1\n");
    Map<String, String> naming = Map.of("PGSERVICEFILE", named.toString());
    assertThatThrownBy(() -> server("postgresql:///?service=prod", naming))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(
            "service prod in " + named + " has the parameter nonsense, which is not accepted");
    Files.writeString(named, "[prod]\nhost\n");
    assertThatThrownBy(() -> server("postgresql:///?service=prod", naming))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(named + " line 2 must be keyword=value");
    Files.delete(file);
    assertThatThrownBy(() -> server("postgresql:///?service=prod", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "no service file for service prod; name it in PGSERVICEFILE or write"
                + " ~/.pg_service.conf");
  }

  @Test
  void takesThePasswordFileOfTheUrl() throws IOException {
    Path file = Files.writeString(home.resolve("elsewhere"), "db:*:*:*:found\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(parse("postgresql://db/a?passfile=" + file, Map.of()).password())
        .contains(Secret.of("found"));
  }

  @Test
  void saysHowAKeyInPemIsConverted() throws IOException {
    Path key = Files.writeString(home.resolve("client.key"), "-----BEGIN PRIVATE KEY-----\n");
    assertThatThrownBy(() -> parse("postgresql://db/a?sslkey=" + key, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "sslkey "
                + key
                + " is in PEM, which the JDBC driver cannot read; convert it: openssl pkcs8 -topk8"
                + " -nocrypt -in "
                + key
                + " -outform DER -out "
                + key
                + ".pk8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prepareThreshold",
        "socketFactory",
        "loggerFile",
        "sslfactory",
        "authenticationPluginClassName",
        "sslpassword",
        "require_auth",
        "nonsense"
      })
  void refusesWhatChangesTheMeasurementOrLoadsCode(String parameter) {
    assertThatThrownBy(() -> parse("postgresql://db/a?" + parameter + "=x", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("the parameter " + parameter + ", which is not accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://db/a, must begin with postgresql://",
    "postgresql://me:gehe/im@db/a, write %2F for / and %40 for @",
    "postgresql://me:gehe?im@db/a, a parameter without a value",
    "postgresql://me:gehe?im=@db/a, which is not accepted",
    "postgresql://me:geheim%@db/a, a % that is not followed by two hexadecimal digits",
    "postgresql://me:geheim%zz@db/a, in its password",
    "postgresql://me:gehe/im, not a number from 1 to 65535",
    "postgresql://me:geheim@db:0/a, not a number from 1 to 65535",
    "postgresql://me:geheim@db:99999/a, not a number from 1 to 65535",
    "postgresql://me:geheim@db/a/b, a / or @ after the host",
    "postgresql://me:geheim@a%2Cb%2Cc/x?port=1%2C2, has 3 hosts and 2 ports",
    "postgresql://me:geheim@db/a%00, two hexadecimal digits",
  })
  void refusesInOneLineWithoutAPieceOfThePassword(String url, String words) {
    assertThatThrownBy(() -> parse(url, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("gehe")
        .hasMessageNotContaining("im@")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
  }

  @Test
  void fillsTheGapsFromTheEnvironment() {
    ConnectionTarget target =
        parse("postgresql://db/a", Map.of("PGUSER", "env", "PGPASSWORD", "word"));
    assertThat(target.user()).isEqualTo("env");
    assertThat(target.password()).contains(Secret.of("word"));
  }

  @Test
  void looksIntoThePasswordFileLast() throws IOException {
    passwordFile(
        """
        # host:port:database:user:password
        other:*:*:*:wrong
        db:5432:a:somebody:wrong
        db:5432:*:m\\:e:with\\:colon\\\\and:rest
        *:*:*:system:wild
        """,
        "rw-------");
    assertThat(parse("postgresql://m%3Ae@db/a", Map.of()).password())
        .contains(Secret.of("with:colon\\and:rest"));
    assertThat(parse("postgresql://db/a", Map.of()).password()).contains(Secret.of("wild"));
    assertThat(parse("postgresql://nobody@db/a", Map.of()).password()).isEmpty();
    assertThat(parse("postgresql://db/a", Map.of("PGPASSWORD", "first")).password())
        .contains(Secret.of("first"));
  }

  @Test
  void takesThePasswordFileThatIsNamed() throws IOException {
    Path file = Files.createFile(home.resolve("elsewhere"));
    Files.writeString(file, "*:*:*:*:found\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(parse("postgresql://db/a", Map.of("PGPASSFILE", file.toString())).password())
        .contains(Secret.of("found"));
  }

  @Test
  void refusesAPasswordFileThatOthersCanRead() throws IOException {
    passwordFile("*:*:*:*:secret\n", "rw-r-----");
    assertThatThrownBy(() -> parse("postgresql://db/a", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("can be read by others; chmod 0600 it");
    assertThat(parse("postgresql://me:given@db/a", Map.of()).password())
        .contains(Secret.of("given"));
  }

  @Test
  void tellsUrlsFromWords() {
    assertThat(JdbcUrl.isUrl("postgresql://db")).isTrue();
    assertThat(JdbcUrl.isUrl("jdbc:postgresql:db")).isTrue();
    assertThat(JdbcUrl.isUrl("local")).isFalse();
  }

  private void passwordFile(String text, String permissions) throws IOException {
    Path file = Files.writeString(home.resolve(".pgpass"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private ConnectionTarget parse(String url, Map<String, String> environment) {
    return server(url, environment).hosts().get(0);
  }

  private GivenServer server(String url, Map<String, String> environment) {
    return JdbcUrl.parse(url, new ConnectionDefaults(environment, Optional.of(home), "system"));
  }
}
