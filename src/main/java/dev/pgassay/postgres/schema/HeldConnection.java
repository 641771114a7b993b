package dev.pgassay.postgres.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

/**
 * A connection that another may work with but whose transaction it can neither end nor begin. The
 * migration library commits each script apart from its entry in the change log; held, all of it is
 * one transaction, and a process that is killed leaves either both or neither.
 */
final class HeldConnection implements InvocationHandler {
  private static final Set<String> WITHHELD =
      Set.of("commit", "rollback", "setAutoCommit", "close");

  private final Connection connection;

  private HeldConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            HeldConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new HeldConnection(connection));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (WITHHELD.contains(method.getName())) {
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
