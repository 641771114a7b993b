package dev.pgassay.progress;

/**
 * Tells a waiting person what the program does: announcements, warnings, and tasks with a known
 * length. Implementations write to standard error or nowhere; results never go through here.
 * Thread-safe.
 */
public interface Progress {
  /** Discards everything. */
  Progress NONE =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public Task start(String name, long total, String unit) {
          return Task.NONE;
        }
      };

  /**
   * Announces a step or a fact.
   *
   * @param line one line without a line break
   */
  void say(String line);

  /**
   * Warns of something that makes a result doubtful or differs from the request.
   *
   * @param line one line, including the remedy
   */
  void warn(String line);

  /**
   * Starts a task that may take longer than two seconds.
   *
   * @param name the activity, such as {@code load events}
   * @param total number of units to do, or -1 if it is not known beforehand
   * @param unit the plural name of a unit, such as {@code rows}
   * @return the task; the caller closes it however it ends
   */
  Task start(String name, long total, String unit);

  /** A running task. Thread-safe. */
  interface Task extends AutoCloseable {
    /** Discards everything. */
    Task NONE =
        new Task() {
          @Override
          public void advance(long units) {}

          @Override
          public void close() {}
        };

    /**
     * Adds to the units that are done.
     *
     * @param units not negative
     */
    void advance(long units);

    @Override
    void close();
  }
}
