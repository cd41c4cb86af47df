import { deflateSync } from 'node:zlib';
import { PhotoRefused, readPhoto } from './photo.js';

const segment = (marker: number, data: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** A JPEG in form: frame header, an Exif part with a place, a scan. */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.from('Exif\0\0 taken at 40.01 N 105.27 W')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 3, 0xff, 0xd9]),
  ]);
}

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Author\0Somebody')),
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

it('tells a JPEG and a PNG by their bytes, and their size', () => {
  expect(readPhoto(jpeg(200, 300))).toMatchObject({ extension: 'jpg', width: 200, height: 300 });
  expect(readPhoto(png(640, 480))).toMatchObject({ extension: 'png', width: 640, height: 480 });
});

it('leaves out where a photo was taken and by whom', () => {
  expect(readPhoto(jpeg(200, 200)).bytes.includes('taken at')).toBe(false);
  expect(readPhoto(png(200, 200)).bytes.includes('Somebody')).toBe(false);
});

it('still is the same picture afterwards', () => {
  expect(readPhoto(readPhoto(jpeg(200, 200)).bytes)).toMatchObject({ width: 200, height: 200 });
  expect(readPhoto(readPhoto(png(200, 200)).bytes)).toMatchObject({ width: 200, height: 200 });
});

it.each([
  ['a text', Buffer.from('hello, this is no picture'), 'JPEG or PNG'],
  ['a GIF', Buffer.from('GIF89a and more bytes than that'), 'JPEG or PNG'],
  ['nothing', Buffer.alloc(0), 'JPEG or PNG'],
  ['a picture cut off', jpeg(200, 200).subarray(0, 20), 'JPEG or PNG'],
  ['a tiny picture', png(16, 16), '16 × 16'],
  ['a huge picture', png(9000, 200), '4096 or less'],
])('refuses %s', (_, bytes, sentence) => {
  expect(() => readPhoto(bytes)).toThrow(PhotoRefused);
  expect(() => readPhoto(bytes)).toThrow(sentence);
});
