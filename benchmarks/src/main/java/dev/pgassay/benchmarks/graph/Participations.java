package dev.pgassay.benchmarks.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The bipartite graph of members and the events in which they take part, evaluated in this process
 * from what the dataset generates. Members and events have numbers from 0. Immutable.
 */
final class Participations {
  private final int[][] eventsOfMember;
  private final int[][] membersOfEvent;

  private Participations(int[][] eventsOfMember, int[][] membersOfEvent) {
    this.eventsOfMember = eventsOfMember;
    this.membersOfEvent = membersOfEvent;
  }

  /**
   * Joins members and events.
   *
   * @param members how many there are
   * @param events how many there are
   * @param links pairs of a member and an event, each pair once
   */
  static Participations of(int members, int events, List<int[]> links) {
    int[] eventCounts = new int[members];
    int[] memberCounts = new int[events];
    for (int[] link : links) {
      eventCounts[link[0]]++;
      memberCounts[link[1]]++;
    }
    int[][] eventsOfMember = rooms(eventCounts);
    int[][] membersOfEvent = rooms(memberCounts);
    for (int[] link : links) {
      eventsOfMember[link[0]][--eventCounts[link[0]]] = link[1];
      membersOfEvent[link[1]][--memberCounts[link[1]]] = link[0];
    }
    return new Participations(eventsOfMember, membersOfEvent);
  }

  private static int[][] rooms(int[] counts) {
    return Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
  }

  /**
   * A member that was reached.
   *
   * @param member its number
   * @param ways over how many paths
   */
  record Reached(int member, long ways) {}

  /**
   * Counts the paths to other members over one or two events. A path goes through each of its
   * member-event pairs once, as a pattern of Cypher does: no member is left by the event by which
   * it was reached, and no event by the member from which it was reached.
   *
   * @param from where the paths begin
   * @param hops over how many events they lead, 1 or 2
   * @return the members that are reached but for the first, those reached over most paths first,
   *     else by number
   */
  List<Reached> reached(int from, int hops) {
    if (hops < 1 || hops > 2) {
      // Over three events a path may come to a pair again that is not the one before.
      throw new IllegalArgumentException("hops must be 1 or 2: " + hops);
    }
    Map<Integer, Long> ways = new TreeMap<>();
    for (int event : eventsOfMember[from]) {
      for (int member : membersOfEvent[event]) {
        if (member == from) {
          continue;
        }
        if (hops == 1) {
          ways.merge(member, 1L, Long::sum);
        } else {
          second(from, event, member, ways);
        }
      }
    }
    List<Reached> reached = new ArrayList<>();
    ways.forEach((member, count) -> reached.add(new Reached(member, count)));
    reached.sort(
        Comparator.comparingLong(Reached::ways).reversed().thenComparingInt(Reached::member));
    return reached;
  }

  private void second(int from, int reachedBy, int member, Map<Integer, Long> ways) {
    for (int event : eventsOfMember[member]) {
      if (event != reachedBy) {
        for (int other : membersOfEvent[event]) {
          if (other != member && other != from) {
            ways.merge(other, 1L, Long::sum);
          }
        }
      }
    }
  }

  /**
   * Finds out how far all members are.
   *
   * @param from a member
   * @param hops over how many events at most
   * @return by member, the number of events on the shortest path, 0 for the first itself; -1 where
   *     none is as short
   */
  int[] distances(int from, int hops) {
    int[] distances = new int[eventsOfMember.length];
    Arrays.fill(distances, -1);
    distances[from] = 0;
    int[] front = {from};
    for (int hop = 1; hop <= hops; hop++) {
      front = next(front, hop, distances);
    }
    return distances;
  }

  private int[] next(int[] front, int hop, int[] distances) {
    int[] reached = new int[distances.length];
    int count = 0;
    for (int member : front) {
      for (int event : eventsOfMember[member]) {
        for (int other : membersOfEvent[event]) {
          if (distances[other] < 0) {
            distances[other] = hop;
            reached[count++] = other;
          }
        }
      }
    }
    return Arrays.copyOf(reached, count);
  }

  /**
   * Chooses a member at a distance.
   *
   * @param distances of all members
   * @param distance which is wanted
   * @param choice any number from 0: which of those at the distance
   * @return a member; empty when none is as far
   */
  static OptionalInt at(int[] distances, int distance, int choice) {
    int[] members =
        IntStream.range(0, distances.length)
            .filter(member -> distances[member] == distance)
            .toArray();
    return members.length == 0
        ? OptionalInt.empty()
        : OptionalInt.of(members[Math.floorMod(choice, members.length)]);
  }
}
