#!/usr/bin/env python3
"""Makes land.txt, the outlines of land on the map, from land-50m.json of the npm package world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 land_outline.py package/land-50m.json > land.txt

The outlines are Natural Earth's (naturalearthdata.com, 1:50 million), which are in the public domain. Of the package only
land is taken: no line of a state. One line for each ring: west, north, east, south, then an SVG path, all in twentieths of
a degree from the north-west corner of the map (180 W, 90 N). Standard library only.
"""

import json
import math
import sys

ORIGIN = "# Land of Natural Earth, 1:50 million (naturalearthdata.com), public domain; made by land_outline.py."
UNITS = 20
WORLD = 360 * UNITS
# Rings smaller than this in both directions are left out: about 11 km.
SMALLEST = 2
# Units by which a line may be off.
TOLERANCE = 1.0


def arcs(topology):
    """The arcs in degrees: TopoJSON keeps them as steps on a grid."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x, y, points = 0, 0, []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        yield points


def ring_points(ring, all_arcs):
    points = []
    for number in ring:
        part = all_arcs[number] if number >= 0 else all_arcs[~number][::-1]
        points.extend(part[1:] if points else part)
    return points


def unrolled(points):
    """Without jumps at 180 degrees. A ring around the pole is led along it."""
    turned, placed = 0, [points[0]]
    for (before, _), (longitude, latitude) in zip(points, points[1:]):
        turned += 360 * ((longitude - before < -180) - (longitude - before > 180))
        placed.append((longitude + turned, latitude))
    if turned:
        pole = 90 if points[0][1] > 0 else -90
        placed += [(placed[-1][0], pole), (placed[0][0], pole), placed[0]]
    return placed


def shown(points):
    """A ring where it is on the map: once, or on both sides of it."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    for shift in (-WORLD, 0, WORLD):
        if west + shift < WORLD and east + shift > 0:
            yield [(x + shift, y) for x, y in points]


def on_grid(points):
    """On our grid, without points that lie on one another."""
    placed = []
    for longitude, latitude in points:
        point = (round((longitude + 180) * UNITS), round((90 - latitude) * UNITS))
        if not placed or point != placed[-1]:
            placed.append(point)
    return placed


def simplified(points):
    """Without points that lie within TOLERANCE of the line that is left (Douglas and Peucker)."""
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, distance = first, 0.0
        for number in range(first + 1, last):
            away = distance_to(points[number], points[first], points[last])
            if away > distance:
                far, distance = number, away
        if distance > TOLERANCE:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [points[number] for number in sorted(keep)]


def distance_to(point, one, other):
    across_x, across_y = other[0] - one[0], other[1] - one[1]
    length = math.hypot(across_x, across_y)
    if length == 0:
        return math.hypot(point[0] - one[0], point[1] - one[1])
    return abs(across_x * (point[1] - one[1]) - across_y * (point[0] - one[0])) / length


def path(points):
    text = f"M{points[0][0]} {points[0][1]}l"
    before, steps = points[0], []
    for point in points[1:-1]:
        steps.append(f"{point[0] - before[0]} {point[1] - before[1]}")
        before = point
    return text + " ".join(steps).replace(" -", "-") + "z"


def line(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys), path(points)


def main():
    topology = json.load(open(sys.argv[1], encoding="utf-8"))
    all_arcs = list(arcs(topology))
    lines = []
    for polygons in topology["objects"]["land"]["geometries"]:
        for polygon in polygons["arcs"]:
            for ring in polygon:
                points = simplified(on_grid(unrolled(ring_points(ring, all_arcs))))
                if len(points) >= 4:
                    lines.extend(line(part) for part in shown(points))
    lines = [one for one in lines if one[2] - one[0] >= SMALLEST or one[3] - one[1] >= SMALLEST]
    print(ORIGIN)
    for one in sorted(lines):
        print(*one)


main()
