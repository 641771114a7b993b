package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.postgres.server.source.WorkspaceKey;
import dev.pgassay.progress.Progress;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One database for each workspace, made by a superuser. A database is ours when its name says so
 * and our owner role, which carries our mark, owns it: both are so from the moment it exists.
 */
public final class OwnDatabases implements WorkspaceStore {
  private static final String PREFIX = "pgassay_";
  private static final String SEARCH_PATH = "pgassay,public";
  private static final int SHOWN_OBJECTS = 5;

  private final ConnectionTarget superuser;
  private final ServerRoles roles;
  private final ServerInfo info;
  private final Progress progress;
  private final WorkspaceLocks locks;
  private final Set<String> swept = new HashSet<>();

  /**
   * @param superuser how to enter the server
   * @param lockDatabase the database of the locks: the same for all users of the server, whichever
   *     database they name
   */
  public OwnDatabases(
      ConnectionTarget superuser,
      String lockDatabase,
      ServerRoles roles,
      ServerInfo info,
      Progress progress) {
    this.superuser = superuser;
    this.roles = roles;
    this.info = info;
    this.progress = progress;
    this.locks = new WorkspaceLocks(new ServerRoles.Place(lockDatabase, "public").on(superuser));
  }

  @Override
  public synchronized Workspace workspace(String key) {
    WorkspaceKey.check(key);
    locks.hold(key);
    ServerRoles.Place place = new ServerRoles.Place(PREFIX + key, SEARCH_PATH);
    try (Session session = Session.open(superuser)) {
      roles.ensure(session);
      createDatabase(session, place.database());
      if (swept.add(key)) {
        dropLeftCopies(session, key);
      }
    }
    return enter(place, key);
  }

  @Override
  public synchronized Optional<Workspace> copy(String key, String label) {
    String copy = WorkspaceKey.copy(key, label);
    locks.hold(copy);
    ServerRoles.Place place = new ServerRoles.Place(PREFIX + copy, SEARCH_PATH);
    try (Session session = Session.open(superuser)) {
      if (exists(session, PREFIX + copy) && !isCopy(copy)) {
        throw new Failure(
            "workspace "
                + copy
                + " on "
                + info.display()
                + " is in the place of a copy of workspace "
                + key
                + "; remove it with pgassay clean --database "
                + (info.source() == SourceKind.URL ? superuser.url() : info.source().label())
                + " --workspace "
                + copy);
      }
      dropDatabase(session, copy);
      // The copied files go past the log; a checkpoint makes them safe.
      String strategy = info.majorVersion() >= 15 ? " STRATEGY file_copy" : "";
      session.execute(
          "cannot copy workspace " + key,
          "CREATE DATABASE %s OWNER %s TEMPLATE %s%s"
              .formatted(
                  Identifier.quote(place.database()),
                  Identifier.quote(roles.name(Role.OWNER)),
                  Identifier.quote(PREFIX + key),
                  strategy));
    }
    return Optional.of(enter(place, copy));
  }

  @Override
  public synchronized void dropCopy(String key, String label) {
    String copy = WorkspaceKey.copy(key, label);
    locks.hold(copy);
    try (Session session = Session.open(superuser)) {
      dropDatabase(session, copy);
    } finally {
      locks.release(copy);
    }
  }

  /** A copy has the mark of its original, and a workspace that only has such a name its own. */
  private boolean isCopy(String key) {
    try (Session session = Session.open(superuser(PREFIX + key))) {
      return WorkspaceMark.read(session, roles).filter(marked -> !marked.equals(key)).isPresent();
    }
  }

  /** Nobody else holds the workspace, so nobody is in its copies. */
  private void dropLeftCopies(Session session, String key) {
    for (WorkspaceInfo left : workspaces()) {
      if (left.key().startsWith(key + WorkspaceKey.OF_COPY) && isCopy(left.key())) {
        progress.say("removing " + left.key() + ", a copy that an earlier run left");
        dropDatabase(session, left.key());
      }
    }
  }

  private void dropDatabase(Session session, String key) {
    if (exists(session, PREFIX + key)) {
      session.execute(
          "cannot drop workspace " + key,
          "DROP DATABASE " + Identifier.quote(PREFIX + key) + " WITH (FORCE)");
    }
  }

  private Workspace enter(ServerRoles.Place place, String key) {
    try (Session session = Session.open(place.on(superuser))) {
      fill(session, key);
    }
    Map<Role, ConnectionTarget> targets = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      targets.put(role, roles.target(role, place));
    }
    return new Workspace(Workspace.SCHEMA, Workspace.META_SCHEMA, targets);
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    try (Session session = Session.open(superuser)) {
      return session.rows(
          "cannot list the workspaces",
          row ->
              new WorkspaceInfo(
                  row.getString(1).substring(PREFIX.length()), row.getString(1), row.getLong(2)),
          """
          SELECT datname, pg_database_size(oid)
          FROM pg_database
          WHERE datname LIKE 'pgassay\\_%' AND pg_get_userbyid(datdba) = ?
          ORDER BY datname
          """,
          roles.name(Role.OWNER));
    }
  }

  @Override
  public synchronized void tryDrop(String key) {
    held(key, session -> {});
  }

  @Override
  public synchronized void drop(String key) {
    held(
        key,
        session ->
            session.execute(
                "cannot drop workspace " + key, "DROP DATABASE " + Identifier.quote(PREFIX + key)));
  }

  private void held(String key, Consumer<Session> work) {
    WorkspaceKey.check(key);
    locks.hold(key);
    try (Session session = Session.open(superuser)) {
      if (!exists(session, PREFIX + key) || !MarkedRole.isMarked(session, Role.OWNER)) {
        throw new Failure("no workspace " + key + " on " + info.display());
      }
      requireNothingForeign(key);
      work.accept(session);
    } finally {
      locks.release(key);
    }
  }

  private void requireNothingForeign(String key) {
    try (Session session = Session.open(superuser(PREFIX + key))) {
      List<String> foreign = WorkspaceContents.foreign(session);
      if (!foreign.isEmpty()) {
        throw new Failure(
            "cannot drop workspace "
                + key
                + " on "
                + info.display()
                + ": pgassay did not make "
                + String.join(", ", foreign.subList(0, Math.min(foreign.size(), SHOWN_OBJECTS)))
                + (foreign.size() > SHOWN_OBJECTS ? " and others" : "")
                + " in database "
                + PREFIX
                + key
                + "; remove these first");
      }
    }
  }

  @Override
  public void close() {
    locks.close();
  }

  /** Takes the locks again after the server was restarted. */
  public void reconnect() {
    locks.renew();
  }

  public ConnectionTarget superuser(String database) {
    return new ServerRoles.Place(database, SEARCH_PATH).on(superuser);
  }

  private void createDatabase(Session session, String database) {
    if (exists(session, database)) {
      return;
    }
    // template0 and locale C: no objects of others, and text sorts by its bytes on every server.
    String provider = info.majorVersion() >= 15 ? " LOCALE_PROVIDER libc" : "";
    session.execute(
        "cannot create database " + database,
        "CREATE DATABASE %s OWNER %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'%s"
            .formatted(
                Identifier.quote(database), Identifier.quote(roles.name(Role.OWNER)), provider));
  }

  /** Tells whether the database is there; refuses one that is not ours. */
  private boolean exists(Session session, String database) {
    Optional<String> owner =
        session.text(
            "cannot look for database " + database,
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?",
            database);
    if (owner.isPresent() && !owner.get().equals(roles.name(Role.OWNER))) {
      throw new Failure(
          "database "
              + database
              + " on "
              + info.display()
              + " was not made by pgassay and is left alone; rename it or use another server");
    }
    return owner.isPresent();
  }

  private void fill(Session session, String key) {
    Extensions.create(session, info.extensions(), progress);
    if (WorkspaceMark.read(session, roles).isEmpty()) {
      WorkspaceMark.create(session, roles, key);
    }
    String owner = Identifier.quote(roles.name(Role.OWNER));
    String database = Identifier.quote(session.target().database());
    session.execute(
        "cannot grant rights in workspace " + key,
        """
        REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO PUBLIC;
        GRANT CONNECT ON DATABASE %1$s TO %2$s, %3$s;
        GRANT pg_monitor TO %4$s;
        """
            .formatted(
                database,
                Identifier.quote(roles.name(Role.READ_WRITE)),
                Identifier.quote(roles.name(Role.READ_ONLY)),
                owner));
    Extensions.openGraphs(session, roles);
    if (info.majorVersion() >= 15) {
      session.execute("cannot let the owner write checkpoints", "GRANT pg_checkpoint TO " + owner);
    }
  }
}
