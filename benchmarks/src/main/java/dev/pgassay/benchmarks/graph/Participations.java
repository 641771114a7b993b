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
 * The bipartite graph of members and the events in which they take part, computed in this process
 * from the generated dataset. Members and events have numbers from 0. Immutable.
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
   * @param members number of members
   * @param events number of events
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
   * @param ways number of paths to it
   */
  record Reached(int member, long ways) {}

  /**
   * Counts the paths to other members over one or two events. A path contains each of its
   * member-event pairs once, like a pattern of Cypher: it does not leave a member by the event by
   * which it arrived, and does not return from an event to the member from which it arrived.
   *
   * @param from start of the paths
   * @param hops number of events on a path, 1 or 2
   * @return the other members that are reached, ordered by falling number of paths and then by
   *     number
   */
  List<Reached> reached(int from, int hops) {
    if (hops < 1 || hops > 2) {
      // Over three events a path may return to an earlier pair.
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
   * Computes the distances of all members.
   *
   * @param from a member
   * @param hops the most events on a path
   * @return by member, the number of events on the shortest path; 0 for the first itself; -1 if all
   *     paths are longer
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
   * @param distance the requested distance
   * @param choice any number from 0, which decides between the members at the distance
   * @return a member; empty if there is none
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
