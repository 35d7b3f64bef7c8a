#!/usr/bin/env python3
"""Draws the pictures and the clip of the sample. Needs Pillow and, for the clip, ffmpeg with libx264.

Only the results are part of the sample; this script shows that every picture is a drawing and nobody's photograph.
"""

import math
import pathlib
import random
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFilter, ImageFont

MEDIA = pathlib.Path(__file__).resolve().parent.parent / "valle-sereno" / "media"
SCALE = 3  # drawn three times as large, then reduced: smooth edges
WIDTH, HEIGHT = 960, 640

DUSK = [(246, 222, 190), (238, 190, 160), (186, 160, 170)]
MORNING = [(206, 226, 236), (226, 234, 232), (246, 238, 220)]
INK = (74, 66, 72)


def canvas(colours, width=WIDTH, height=HEIGHT):
    """A sky: a calm gradient through the colours from top to bottom."""
    sky = Image.new("RGB", (1, len(colours)))
    for row, colour in enumerate(colours):
        sky.putpixel((0, row), colour)
    return sky.resize((width * SCALE, height * SCALE), Image.Resampling.BICUBIC)


class Pen:
    """Draws in picture units, whatever the scale."""

    def __init__(self, image):
        self.image, self.draw = image, ImageDraw.Draw(image)

    def at(self, points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def shape(self, points, fill):
        self.draw.polygon(self.at(points), fill=fill)

    def line(self, points, fill=INK, width=3):
        self.draw.line(self.at(points), fill=fill, width=round(width * SCALE), joint="curve")

    def disc(self, x, y, radius, fill, squash=1.0):
        box = [(x - radius), (y - radius * squash), (x + radius), (y + radius * squash)]
        self.draw.ellipse([v * SCALE for v in box], fill=fill)

    def box(self, x, y, width, height, fill, radius=0):
        self.draw.rounded_rectangle([v * SCALE for v in (x, y, x + width, y + height)], radius * SCALE, fill=fill)

    def words(self, x, y, text, size=22, fill=INK, anchor="mm"):
        self.draw.text((x * SCALE, y * SCALE), text, fill=fill, font=ImageFont.load_default(size * SCALE), anchor=anchor)


def hills(pen, base, height, colour, phase, width=WIDTH, bottom=HEIGHT):
    top = [
        (x, base - height * (0.5 + 0.3 * math.sin(x / 130 + phase) + 0.2 * math.sin(x / 57 + 2 * phase)))
        for x in range(0, width + 8, 8)
    ]
    pen.shape([*top, (width, bottom), (0, bottom)], colour)


def tree(pen, x, y, size, colour):
    pen.box(x - size * 0.06, y - size * 0.5, size * 0.12, size * 0.5, (112, 92, 84))
    for dx, dy, r in ((0, -0.8, 0.32), (-0.22, -0.6, 0.25), (0.22, -0.6, 0.25)):
        pen.disc(x + dx * size, y + dy * size, r * size, colour)


def bridge(pen, deck, left, right, stone, shade, water):
    """A stone bridge with three arches over the water line."""
    pen.shape([(left, deck), (right, deck), (right, water), (left, water)], stone)
    span = (right - left) / 3
    for arch in range(3):
        middle = left + span * (arch + 0.5)
        radius = span * 0.38
        pen.disc(middle, water, radius, shade, squash=min(1.0, (water - deck - 22) / radius))
    pen.box(left - 14, deck - 12, right - left + 28, 14, (170, 152, 142), radius=4)
    for post in range(int(left), int(right), 42):
        pen.box(post, deck - 34, 8, 24, (170, 152, 142), radius=2)
    pen.line([(left - 8, deck - 34), (right + 4, deck - 34)], fill=(150, 132, 126), width=6)


def ripples(pen, water, shift, width=WIDTH, bottom=HEIGHT):
    random_lines = random.Random(7)
    for _ in range(70):
        y = water + 8 + (bottom - water - 16) * random_lines.random() ** 1.3
        x = (random_lines.random() * (width + 200) + shift) % (width + 200) - 100
        length = 24 + 60 * (y - water) / (bottom - water)
        pen.line([(x, y), (x + length, y)], fill=(198, 208, 214), width=2)


def bridge_scene(shift=0.0, bird=0.0, cloud=0.0):
    image = canvas(DUSK)
    pen = Pen(image)
    pen.disc(700, 210, 52, (252, 236, 204))
    for x, y, r in ((170, 110, 30), (215, 98, 40), (262, 112, 28)):
        pen.disc(x + cloud, y, r, (250, 234, 214), squash=0.6)
    hills(pen, 360, 150, (164, 156, 170), 0.4)
    hills(pen, 410, 110, (132, 140, 144), 2.1)
    for x, size in ((60, 120), (126, 92), (838, 112), (908, 136)):
        tree(pen, x, 420, size, (104, 126, 112))
    water = 470
    pen.shape([(0, 420), (200, 424), (160, water), (0, water)], (150, 150, 128))
    pen.shape([(960, 420), (770, 424), (800, water), (960, water)], (150, 150, 128))
    pen.shape([(0, water), (960, water), (960, 640), (0, 640)], (150, 174, 188))
    bridge(pen, 372, 170, 790, (192, 174, 160), (150, 140, 142), water)
    pen.shape([(0, water), (960, water), (960, 640), (0, 640)], (150, 174, 188))
    for arch in range(3):
        pen.disc(170 + 620 / 3 * (arch + 0.5), water + 6, 80, (136, 158, 174), squash=0.5)
    pen.shape([(0, water), (960, water), (960, water + 6), (0, water + 6)], (138, 160, 174))
    ripples(pen, water, shift)
    for number, (x, y) in enumerate(((420, 150), (462, 132), (508, 156))):
        x, lift = x + bird, 7 * math.sin(bird / 9 + number)
        pen.line([(x - 15, y - 6 - lift), (x - 5, y - 9), (x, y), (x + 5, y - 9), (x + 15, y - 6 - lift)], width=3)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def market_street():
    image = canvas(MORNING)
    pen = Pen(image)
    hills(pen, 300, 120, (178, 190, 192), 1.2)
    pen.shape([(0, 430), (960, 430), (960, 640), (0, 640)], (214, 204, 190))
    walls = [(226, 200, 172), (206, 214, 206), (232, 214, 186), (210, 196, 200), (222, 206, 178)]
    awnings = [(186, 120, 104), (112, 142, 140), (200, 164, 100), (134, 124, 152), (150, 158, 116)]
    for house in range(5):
        x, height = 20 + house * 188, (250, 215, 270, 230, 245)[house]
        pen.box(x, 430 - height, 176, height, walls[house])
        pen.shape([(x - 6, 430 - height), (x + 182, 430 - height), (x + 166, 400 - height), (x + 10, 400 - height)], (176, 116, 96))
        for window in (0, 1):
            pen.box(x + 28 + window * 78, 452 - height, 42, 54, (126, 142, 150), radius=3)
            pen.line([(x + 49 + window * 78, 452 - height), (x + 49 + window * 78, 506 - height)], fill=(236, 230, 220), width=3)
        for stripe in range(8):
            colour = awnings[house] if stripe % 2 == 0 else (244, 238, 228)
            pen.shape([(x + 8 + stripe * 20, 338), (x + 28 + stripe * 20, 338),
                       (x + 34 + stripe * 20, 374), (x + 12 + stripe * 20, 374)], colour)
        pen.box(x + 22, 402, 132, 34, (150, 118, 92), radius=3)
        for fruit in range(9):
            pen.disc(x + 34 + fruit * 13.5, 400 - 5 * (fruit % 2), 9, awnings[(house + fruit % 3) % 5])
    pen.shape([(0, 452), (960, 452), (960, 458), (0, 458)], (190, 180, 168))
    for row in range(5):
        y = 476 + row * 36
        for stone in range(14):
            x = stone * 76 - (row % 2) * 38
            pen.box(x, y, 68, 28, (206 - 4 * (stone % 3), 196 - 3 * (row % 2), 182), radius=6)
    pen.box(452, 470, 56, 40, (170, 138, 100), radius=4)
    for x, y, r in ((462, 464, 14), (480, 456, 17), (498, 465, 13)):
        pen.disc(x, y, r, (118, 148, 108))
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def railing_with_flowers():
    image = canvas([(222, 226, 232), (234, 230, 228), (240, 228, 214)])
    pen = Pen(image)
    hills(pen, 330, 130, (186, 192, 204), 0.9)
    pen.shape([(0, 390), (960, 390), (960, 640), (0, 640)], (166, 186, 196))
    ripples(pen, 390, 40)
    pen.box(-10, 300, 980, 22, (150, 140, 138), radius=4)
    pen.box(-10, 520, 980, 22, (150, 140, 138), radius=4)
    for post in range(12, 960, 66):
        pen.box(post, 310, 12, 220, (168, 156, 150), radius=3)
    pen.shape([(0, 560), (960, 560), (960, 640), (0, 640)], (196, 184, 170))
    colours = [(214, 140, 124), (236, 196, 118), (238, 232, 224), (160, 150, 190), (206, 164, 176)]
    for flower in range(9):
        x, y = 90 + flower * 98, 330 + 22 * math.sin(flower * 1.7)
        pen.line([(x, y), (x + 8 * math.sin(flower), y + 92)], fill=(112, 134, 104), width=5)
        for petal in range(6):
            turn = petal * math.pi / 3 + flower
            pen.disc(x + 19 * math.cos(turn), y + 19 * math.sin(turn), 15, colours[flower % 5])
        pen.disc(x, y, 11, (224, 186, 96))
    for candle in range(7):
        x = 150 + candle * 110
        pen.box(x - 9, 574, 18, 40, (246, 240, 228), radius=4)
        pen.disc(x, 562, 12, (252, 232, 180), squash=1.3)
        pen.disc(x, 565, 6, (240, 178, 96), squash=1.5)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def sketch_map():
    width, height = 900, 640
    image = Image.new("RGB", (width * SCALE, height * SCALE), (250, 246, 236))
    pen = Pen(image)
    hand = random.Random(11)

    def wobble(points, colour=INK, line=3):
        drawn = []
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            steps = max(2, int(math.hypot(x1 - x0, y1 - y0) / 16))
            for step in range(steps):
                part = step / steps
                drawn.append((x0 + (x1 - x0) * part + hand.uniform(-1.6, 1.6), y0 + (y1 - y0) * part + hand.uniform(-1.6, 1.6)))
        pen.line([*drawn, points[-1]], fill=colour, width=line)

    def square(x, y, w, h, label, dy=None):
        wobble([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])
        pen.words(x + w / 2, y + h / 2 if dy is None else y + dy, label, 19)

    blue, brown = (92, 132, 168), (150, 116, 84)
    for shift in (0, 26):
        wobble([(0, 200 + shift), (150, 220 + shift), (330, 260 + shift), (520, 250 + shift), (700, 300 + shift), (900, 290 + shift)], blue)
    for x in (60, 150, 620, 800):
        y = 216 + (x > 300) * 40 + (x > 600) * 30
        wobble([(x, y + 8), (x + 14, y + 4), (x + 28, y + 10)], blue, 2)
    pen.words(800, 345, "acequia grande", 18, blue)
    wobble([(330, 600), (350, 480), (372, 380), (380, 300)])
    wobble([(372, 600), (390, 480), (410, 380), (418, 300)])
    for x in (376, 420):
        wobble([(x, 238), (x + 2, 304)], INK, 5)
    wobble([(376, 238), (392, 150), (450, 70)])
    wobble([(420, 238), (434, 160), (494, 76)])
    pen.words(290, 222, "Puente Alisal", 24)
    square(440, 380, 150, 84, "mercado")
    square(200, 400, 120, 70, "escuela")
    square(190, 520, 130, 60, "parroquia")
    square(450, 520, 150, 60, "puesto de salud")
    for ridge in (0, 1):
        wobble([(600, 130 + 56 * ridge), (660, 100 + 56 * ridge), (730, 128 + 56 * ridge), (800, 96 + 56 * ridge), (870, 120 + 56 * ridge)], brown)
    for x in range(616, 868, 24):
        wobble([(x, 128), (x + 6, 144)], brown, 2)
        wobble([(x, 160), (x + 6, 146)], brown, 2)
    pen.words(735, 70, "Quebrada Honda", 24)
    wobble([(494, 76), (560, 96), (600, 130)], INK, 2)
    wobble([(70, 130), (70, 50), (58, 70)])
    wobble([(70, 50), (82, 70)])
    pen.words(70, 148, "N", 24)
    pen.words(860, 610, "croquis sin escala, Valle Sereno", 18, anchor="rm")
    return image.resize((width, height), Image.Resampling.LANCZOS).convert("P", palette=Image.Palette.ADAPTIVE, colors=48)


def clip(path):
    """2.4 seconds: the water moves, three birds pass."""
    with tempfile.TemporaryDirectory() as folder:
        for frame in range(36):
            picture = bridge_scene(shift=frame * 3.0, bird=frame * 4.0, cloud=frame * 0.8).resize((480, 320), Image.Resampling.LANCZOS)
            picture.save(f"{folder}/{frame:03}.png")
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-framerate", "15", "-i", f"{folder}/%03d.png", "-c:v", "libx264", "-preset", "slow",
             "-crf", "30", "-pix_fmt", "yuv420p", "-threads", "1", "-bitexact", "-map_metadata", "-1", "-movflags", "+faststart", str(path)],
            check=True,
        )


def main():
    MEDIA.mkdir(parents=True, exist_ok=True)
    paper = {"quality": 78, "optimize": True, "progressive": False}
    bridge_scene().save(MEDIA / "bridge at dusk.jpg", **paper)
    railing_with_flowers().filter(ImageFilter.SMOOTH).save(MEDIA / "railing with paper flowers.jpg", **paper)
    # What many cameras and phones do unasked: the picture carries the name of the person who took it.
    exif = Image.Exif()
    exif[0x010E] = "Market street seen from the cafe. Taken by Amaranta Villaserra."  # ImageDescription
    exif[0x013B] = "Amaranta Villaserra"  # Artist
    exif[0x0132] = "2017:02:16 08:40:00"  # DateTime
    market_street().save(MEDIA / "market street, café corner.jpg", exif=exif, **paper)
    sketch_map().save(MEDIA / "sketch map.png", optimize=True)
    clip(MEDIA / "footbridge clip.mp4")


if __name__ == "__main__":
    main()
