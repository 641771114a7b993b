package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.time.Instant;

/**
 * Draws the times of an event, and its state on the data's present day. Four fifths are in the five
 * years before that day, fewer the longer ago; the others are in the year after. Not thread-safe;
 * one per worker, drawn anew for each event.
 */
final class EventSchedule {
  /** The data's present day. */
  static final long PRESENT_MICROS =
      Instant.parse("2026-10-01T00:00:00Z").getEpochSecond() * 1_000_000;

  static final long DAY_MICROS = 86_400_000_000L;
  private static final long MINUTE_MICROS = 60_000_000L;

  private static final double PAST = 0.8;
  private static final double PAST_MEAN_DAYS = 500;
  private static final double PAST_MOST_DAYS = 1_800;
  private static final double FUTURE_MEAN_DAYS = 60;
  private static final double FUTURE_MOST_DAYS = 360;
  private static final double LEAD_MEDIAN_DAYS = 40;
  private static final double LEAD_SIGMA = 0.8;

  private long startsAt;
  private long endsAt;
  private long createdAt;
  private long updatedAt;
  private String status = "";

  /**
   * Draws the times of an event.
   *
   * @param offsetMinutes minutes by which the place is ahead of UTC
   */
  void draw(EventType type, int offsetMinutes, Cursor draws) {
    startsAt = drawStart(type, draws) - offsetMinutes * MINUTE_MICROS;
    endsAt = startsAt + type.drawDurationMinutes(draws) * MINUTE_MICROS;
    status = drawStatus(draws.nextBelow(100));
    drawHistory(draws);
  }

  private static long drawStart(EventType type, Cursor draws) {
    boolean past = draws.nextUniform() < PAST;
    double days =
        past
            ? -exponential(PAST_MEAN_DAYS, PAST_MOST_DAYS, draws.nextUniform())
            : exponential(FUTURE_MEAN_DAYS, FUTURE_MOST_DAYS, draws.nextUniform());
    long day = PRESENT_MICROS / DAY_MICROS + (long) Math.floor(days);
    // 1970-01-01 was a Thursday.
    long monday = day - (day + 3) % 7;
    int weekday = type.days().draw(draws);
    int hour = type.hours().draw(draws);
    int minute = draws.nextBelow(4) == 0 ? 30 : 0;
    return (monday + weekday) * DAY_MICROS + (hour * 60L + minute) * MINUTE_MICROS;
  }

  /** Returns a variate of the exponential distribution, truncated at the greatest value. */
  private static double exponential(double mean, double most, double uniform) {
    return -mean * StrictMath.log1p(-uniform * (1 - StrictMath.exp(-most / mean)));
  }

  private String drawStatus(int percent) {
    if (endsAt < PRESENT_MICROS) {
      return percent < 93 ? "completed" : percent < 99 ? "cancelled" : "published";
    }
    return percent < 84 ? "published" : percent < 95 ? "draft" : "cancelled";
  }

  /** Draws when the event was announced (today at the latest) and when it last changed. */
  private void drawHistory(Cursor draws) {
    double lead = LEAD_MEDIAN_DAYS * StrictMath.exp(LEAD_SIGMA * draws.nextNormal());
    long latest = Math.min(startsAt, PRESENT_MICROS);
    createdAt = latest - (long) (lead * DAY_MICROS);
    updatedAt = createdAt + (long) (draws.nextUniform() * (latest - createdAt));
  }

  /** Returns microseconds since 1970. */
  long startsAt() {
    return startsAt;
  }

  /** Returns microseconds since 1970, after the start. */
  long endsAt() {
    return endsAt;
  }

  /** Returns microseconds since 1970, before the start. */
  long createdAt() {
    return createdAt;
  }

  /** Returns microseconds since 1970, not before the creation. */
  long updatedAt() {
    return updatedAt;
  }

  String status() {
    return status;
  }

  /** Returns the approximate year of the event, for its title. */
  int year() {
    return 1970 + (int) (startsAt / (DAY_MICROS * 365.2425));
  }
}
