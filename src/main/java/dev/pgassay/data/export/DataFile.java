package dev.pgassay.data.export;

/**
 * A file of a written dataset.
 *
 * @param name its name within the folder
 * @param items number of rows, vectors or lists of neighbours
 * @param bytes its length
 * @param sha256 the hash of its content, 64 hexadecimal digits
 */
public record DataFile(String name, long items, long bytes, String sha256) {}
