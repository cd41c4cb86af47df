/** A picture that mail programs show: JPEG or PNG, without what cameras write into it. */
export interface Photo {
  extension: 'jpg' | 'png';
  width: number;
  height: number;
  bytes: Buffer;
}

/** The bytes are no picture that mail programs show; the message says what to do. */
export class PhotoRefused extends Error {
  override readonly name = 'PhotoRefused';
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const sides = { least: 96, most: 4096 };

/**
 * Reads a picture by what it is, not by what it is called, and leaves out where and when it was taken.
 * @throws PhotoRefused
 */
export function readPhoto(bytes: Buffer): Photo {
  const photo = bytes.subarray(0, 8).equals(pngSignature) ? readPng(bytes) : readJpeg(bytes);
  if (!photo) throw new PhotoRefused('This is no picture we can show in mails: send a JPEG or PNG file.');
  const { width, height } = photo;
  if (Math.min(width, height) < sides.least)
    throw new PhotoRefused(`The picture is only ${width} × ${height} pixels: it needs ${sides.least} on each side.`);
  if (Math.max(width, height) > sides.most)
    throw new PhotoRefused(`The picture is ${width} × ${height} pixels: make it ${sides.most} or less on each side.`);
  return photo;
}

/** PNG, W3C Recommendation, §5: signature, then chunks of length, type, data and check sum. Only what draws the picture stays. */
function readPng(bytes: Buffer): Photo | null {
  const kept: Buffer[] = [pngSignature];
  let size: { width: number; height: number } | null = null;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    if (type === 'IHDR') size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (/^[A-Z]/.test(type) || ['tRNS', 'gAMA', 'sRGB', 'iCCP', 'cHRM'].includes(type))
      kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return size && { extension: 'png', ...size, bytes: Buffer.concat(kept) };
    at = end;
  }
  return null;
}

/** JPEG, ITU-T T.81 annex B: markers with lengths up to the start of scan. APP1 (Exif), APP13 and comments are left out. */
function readJpeg(bytes: Buffer): Photo | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    if (marker === 0xda) {
      kept.push(bytes.subarray(at));
      return size && { extension: 'jpg', ...size, bytes: Buffer.concat(kept) };
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && end - at >= 9) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const tellsOfTheCamera = marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2);
    if (!tellsOfTheCamera || marker === 0xee) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}
