package dev.pgassay.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that asks for the password itself, has no TLS, and keeps all that it is told. */
class CleartextPasswordTest {
  private static final String PASSWORD = "correct horse";

  /** An address of this machine that is not known to be one by its name. */
  private static final String ELSEWHERE = "0.0.0.0";

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int CLEARTEXT = 3;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private ServerSocket listener;
  private CompletableFuture<Void> serving;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"));
    serving = CompletableFuture.runAsync(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    serving.join();
  }

  @Test
  void isNotToldToAServerElsewhere() {
    for (Map<String, String> properties :
        List.of(Map.<String, String>of(), Map.of("sslmode", "disable"))) {
      assertThatThrownBy(() -> Connections.open(target(ELSEWHERE, properties)))
          .isInstanceOf(DatabaseFailure.class)
          .hasMessage(
              "0.0.0.0:"
                  + listener.getLocalPort()
                  + "/shop asks for the password of user alice in clear text over a connection"
                  + " without TLS, and pgassay did not send it; give sslmode=require in the URL, or"
                  + " let the server use scram-sha-256");
    }
    assertThat(told()).contains("alice", "shop").doesNotContain(PASSWORD);
  }

  @Test
  void isNotToldWhereTlsWasAskedFor() {
    assertThatThrownBy(() -> Connections.open(target(ELSEWHERE, Map.of("sslmode", "require"))))
        .isInstanceOf(DatabaseFailure.class);
    assertThat(told()).doesNotContain(PASSWORD);
  }

  @Test
  void isToldToAServerOnThisMachine() {
    assertThatThrownBy(() -> Connections.open(target("127.0.0.1", Map.of())))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("password of user alice was refused");
    assertThat(told()).contains(PASSWORD);
  }

  @Test
  void knowsThisMachineByItsAddressAlone() {
    for (String here : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) {
      assertThat(target(here, Map.of()).onLoopback()).as(here).isTrue();
    }
    for (String elsewhere :
        new String[] {"127.example.org", "localhost.example.org", "10.0.0.1", "::2", "0.0.0.0"}) {
      assertThat(target(elsewhere, Map.of()).onLoopback()).as(elsewhere).isFalse();
    }
  }

  private ConnectionTarget target(String host, Map<String, String> properties) {
    return new ConnectionTarget(
        host,
        listener.getLocalPort(),
        "shop",
        "alice",
        Optional.of(Secret.of(PASSWORD)),
        Optional.empty(),
        properties);
  }

  private String told() {
    synchronized (told) {
      return told.toString(StandardCharsets.UTF_8);
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        converse(
            new DataInputStream(client.getInputStream()),
            new DataOutputStream(client.getOutputStream()));
      } catch (EOFException | SocketException hungUp) {
        // The client has heard enough, or the test is over.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** See "Message Flow" in PostgreSQL's documentation of the protocol. */
  private void converse(DataInputStream in, DataOutputStream out) throws IOException {
    byte[] start = message(in);
    while (isRequestForEncryption(start)) {
      out.writeByte('N');
      start = message(in);
    }
    out.writeByte('R');
    out.writeInt(8);
    out.writeInt(CLEARTEXT);
    if (in.readByte() == 'p') {
      message(in);
      byte[] refusal = "SFATAL\0C28P01\0Mwrong password\0\0".getBytes(StandardCharsets.UTF_8);
      out.writeByte('E');
      out.writeInt(4 + refusal.length);
      out.write(refusal);
    }
  }

  private static boolean isRequestForEncryption(byte[] message) {
    int code = ByteBuffer.wrap(message).getInt();
    return code == SSL_REQUEST || code == GSS_REQUEST;
  }

  private byte[] message(DataInputStream in) throws IOException {
    byte[] content = in.readNBytes(in.readInt() - 4);
    synchronized (told) {
      told.write(content);
    }
    return content;
  }
}
