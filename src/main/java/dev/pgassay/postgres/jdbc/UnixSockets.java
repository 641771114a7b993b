package dev.pgassay.postgres.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Connects to a server by its Unix socket, which the driver cannot do by itself. Thread-safe; the
 * driver makes it by its name.
 */
public final class UnixSockets extends KeepAliveSockets {
  private final UnixDomainSocketAddress address;

  /**
   * Makes the factory; called by the driver.
   *
   * @param path of the socket, such as {@code /var/run/postgresql/.s.PGSQL.5432}
   */
  public UnixSockets(String path) {
    this.address = UnixDomainSocketAddress.of(path);
  }

  @Override
  public Socket createSocket() throws IOException {
    return new UnixSocket(SocketChannel.open(address));
  }

  /**
   * The part of a socket that the driver uses: streams with a timeout. One reader and one writer.
   */
  private static final class UnixSocket extends Socket {
    private final SocketChannel channel;
    private final Selector readable;
    private volatile int timeoutMillis;

    UnixSocket(SocketChannel channel) throws IOException {
      this.channel = channel;
      channel.configureBlocking(false);
      this.readable = Selector.open();
      channel.register(readable, SelectionKey.OP_READ);
    }

    private int read(ByteBuffer bytes) throws IOException {
      try {
        int read = channel.read(bytes);
        if (read == 0 && bytes.hasRemaining()) {
          select(readable, timeoutMillis);
          read = channel.read(bytes);
          if (read == 0) {
            throw new SocketTimeoutException("no answer within " + timeoutMillis + " ms");
          }
        }
        return read;
      } catch (ClosedChannelException | ClosedSelectorException e) {
        throw closed(e);
      }
    }

    private void write(ByteBuffer bytes) throws IOException {
      try {
        channel.write(bytes);
        while (bytes.hasRemaining()) {
          try (Selector writable = Selector.open()) {
            channel.register(writable, SelectionKey.OP_WRITE);
            select(writable, 0);
          }
          channel.write(bytes);
        }
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }

    /** Waits as a socket does, which an interruption does not wake. */
    private static void select(Selector selector, int timeoutMillis) throws IOException {
      long end = System.nanoTime() + timeoutMillis * 1_000_000L;
      boolean interrupted = false;
      int ready = 0;
      while (ready == 0 && (timeoutMillis == 0 || System.nanoTime() < end)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        ready = selector.select(timeoutMillis == 0 ? 0 : Math.max(1, left));
        interrupted |= Thread.interrupted();
      }
      selector.selectedKeys().clear();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static SocketException closed(Exception cause) {
      SocketException closed = new SocketException("the socket was closed");
      closed.initCause(cause);
      return closed;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          return UnixSocket.this.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
          UnixSocket.this.close();
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          UnixSocket.this.write(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
          UnixSocket.this.close();
        }
      };
    }

    @Override
    public void setSoTimeout(int millis) {
      timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
      return timeoutMillis;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public boolean isClosed() {
      return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      super.close();
      channel.close();
      readable.close();
    }
  }
}
