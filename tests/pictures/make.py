"""Makes pictures as cameras, telephones and programs write them, with Pillow, and some that are made to harm.

What a picture must never tell is written into it in plain letters, so that a test can look for them.
"""

import io
import struct
import sys
import zlib
from pathlib import Path

import numpy
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

out = Path(sys.argv[1])
out.mkdir(parents=True)
rng = numpy.random.default_rng(7)

# Written into every sort of metadata: none of it may ever be published.
SECRET = "HEMLIGT"


def photograph(width, height):
    """Something like a photograph: slopes, edges, and the noise of a camera."""
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    x, y = x / width, y / height
    waves = [numpy.sin(9 * x + 4 * y + k) * 40 + numpy.cos((17 + k) * y - 6 * x * y) * 25 for k in range(3)]
    pixels = numpy.stack([128 + it + 60 * (x - 0.5) for it in waves], axis=-1)
    for _ in range(40):
        cx, cy, r = rng.random(3)
        inside = (x - cx) ** 2 + ((y - cy) * height / width) ** 2 < (r * 0.12) ** 2
        pixels[inside] = pixels[inside] * 0.4 + rng.integers(0, 255, 3) * 0.6
    pixels += rng.normal(0, 4, pixels.shape)
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))


def corners(width=400, height=300):
    """Red, green, blue and white quarters, each of which is known again wherever it is turned to."""
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    half = (width // 2, height // 2)
    draw.rectangle((0, 0, *half), fill=(255, 0, 0))
    draw.rectangle((half[0], 0, width, half[1]), fill=(0, 255, 0))
    draw.rectangle((0, half[1], half[0], height), fill=(0, 0, 255))
    draw.rectangle((*half, width, height), fill=(255, 255, 255))
    return picture


def exif(orientation=1):
    it = Image.Exif()
    it[0x010F] = f"{SECRET} kamera"
    it[0x0110] = f"{SECRET} modell"
    it[0x0112] = orientation
    it[0x013B] = f"{SECRET} fotograf"
    gps = it.get_ifd(0x8825)
    gps[1], gps[2] = "N", (59.0, 25.0, 40.0)
    gps[3], gps[4] = "E", (17.0, 57.0, 5.0)
    gps[27] = f"{SECRET} plats".encode()
    return it


def packet():
    return f"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


large = photograph(2000, 1500)
large.save(out / "telephone.jpg", quality=90, exif=exif(), xmp=packet(), comment=SECRET.encode())
photograph(4000, 3000).save(out / "camera.jpg", quality=92, exif=exif())
large.save(out / "progressive.jpg", quality=85, progressive=True)
large.convert("L").save(out / "grey.jpg", quality=85)
large.convert("CMYK").save(out / "inks.jpg", quality=90)
large.save(out / "photograph.webp", quality=90, exif=exif().tobytes(), xmp=packet())
large.resize((500, 375)).save(out / "small.jpg")
for orientation in range(1, 9):
    corners().save(out / f"turned-{orientation}.jpg", quality=95, exif=exif(orientation), subsampling=0)

# A small picture of the whole stands in front of the real one, with an end of its own.
thumbnail = io.BytesIO()
large.resize((160, 120)).save(thumbnail, "JPEG")
whole = (out / "telephone.jpg").read_bytes()
small = b"Exif\0\0" + SECRET.encode() + thumbnail.getvalue()
padding = [b"\xff\xec" + struct.pack(">H", 60002) + SECRET.encode() + bytes(60000 - len(SECRET))] * 2
(out / "far-head.jpg").write_bytes(
    whole[:2] + b"\xff\xe1" + struct.pack(">H", len(small) + 2) + small + b"".join(padding) + whole[2:]
)

# The same colour in a space wider than the web's: read as the web's own it would be paler.
wide = ImageCms.createProfile("sRGB")
profile = bytearray(ImageCms.ImageCmsProfile(wide).tobytes())


def primaries(icc, xyz):
    """Gives a profile other colours for red, green and blue."""
    count = struct.unpack(">I", icc[128:132])[0]
    for at in range(count):
        tag, offset, _ = struct.unpack(">4sII", icc[132 + 12 * at : 144 + 12 * at])
        if tag in xyz:
            struct.pack_into(">iii", icc, offset + 8, *(round(it * 65536) for it in xyz[tag]))
    return bytes(icc)


# Display P3, as telephones have it, seen from D50.
p3 = primaries(
    profile,
    {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    },
)
Image.new("RGB", (400, 300), (200, 60, 60)).save(out / "wide-colours.jpg", quality=95, icc_profile=p3, subsampling=0)
Image.new("RGB", (400, 300), (200, 60, 60)).save(out / "wide-colours.png", icc_profile=p3)
Image.new("RGB", (400, 300), (200, 60, 60)).save(out / "mad-colours.jpg", icc_profile=b"\0" * 200)

# Drawings.
drawing = Image.new("RGB", (1600, 900), "white")
draw = ImageDraw.Draw(drawing)
for at in range(12):
    draw.rectangle((100 + 110 * at, 800 - 55 * at, 180 + 110 * at, 800), fill=(11, 79, 74))
    draw.text((110 + 110 * at, 820), f"{at + 2010}", fill="black")
secret = PngImagePlugin.PngInfo()
secret.add_text("Author", SECRET)
secret.add_itxt("XML:com.adobe.xmp", packet().decode())
drawing.save(out / "drawing.png", pnginfo=secret, exif=exif().tobytes())
drawing.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(out / "palette.png")
see_through = Image.new("RGBA", (800, 600), (255, 0, 255, 0))
ImageDraw.Draw(see_through).ellipse((100, 100, 700, 500), fill=(0, 128, 0, 255))
see_through.save(out / "transparent.png")
soft = large.resize((800, 600)).convert("RGBA")
soft.putalpha(Image.linear_gradient("L").resize((800, 600)))
soft.save(out / "transparent-photograph.png")
deep = (numpy.linspace(0, 65535, 600 * 400).reshape(400, 600)).astype(numpy.uint16)
Image.fromarray(deep).save(out / "sixteen-bits.png")
Image.new("L", (1, 1), 128).save(out / "one-pixel.png")
Image.new("RGB", (3000, 20), "teal").save(out / "flat.png")

# What moves.
frames = [corners(64, 48).rotate(90 * it) for it in range(3)]
frames[0].save(out / "moving.gif", save_all=True, append_images=frames[1:], loop=0)
frames[0].save(out / "moving.webp", save_all=True, append_images=frames[1:], loop=0)
frames[0].save(out / "moving.png", save_all=True, append_images=frames[1:], loop=0)
frames[0].save(out / "still.gif")

# What is not shown on the web.
large.resize((200, 150)).save(out / "print.tiff")
large.resize((200, 150)).save(out / "windows.bmp")
(out / "telephone.heic").write_bytes(struct.pack(">I", 24) + b"ftypheic" + bytes(400))

# What is broken.
(out / "cut.jpg").write_bytes(whole[: len(whole) * 2 // 3])
(out / "cut-progressive.jpg").write_bytes((out / "progressive.jpg").read_bytes()[:90000])
data = (out / "drawing.png").read_bytes()
(out / "cut.png").write_bytes(data[: len(data) * 2 // 3])
data = (out / "photograph.webp").read_bytes()
(out / "cut.webp").write_bytes(data[: len(data) * 2 // 3])
(out / "empty.jpg").write_bytes(b"")
(out / "words.jpg").write_bytes(b"<html><title>404</title>")

# What is a PNG under the name of a JPEG, as it comes out of mail programs.
corners().save(out / "other.png")
(out / "misnamed.jpg").write_bytes((out / "other.png").read_bytes())


def png(width, height, body):
    """A PNG that says what it likes of its size."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# What is made to harm: little on disk, and more than the machine has if it is believed.
(out / "bomb.png").write_bytes(png(60000, 60000, zlib.compress(bytes(1 << 20))))
(out / "liar.png").write_bytes(png(9000, 9000, zlib.compress(bytes(1 << 10))))
(out / "largest.png").write_bytes(png(10000, 9999, zlib.compress(bytes((10000 * 3 + 1) * 9999), 9)))
(out / "vast.jpg").write_bytes(
    whole.replace(b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 1500, 2000), b"\xff\xc0\x00\x11\x08" + b"\xff\xff\xff\xff")
)
