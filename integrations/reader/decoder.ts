import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { UnreadableFile } from './unreadable.js';

/** Turns bytes that arrive in pieces into text; a character cut in two waits for its rest. The byte order mark is not text. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** A decoder for a label that iconv-lite knows. @throws UnreadableFile for another label. */
export function decoderFor(encoding: string): Decoder {
  if (encoding === 'iso-2022-jp') return new PlatformDecoder(encoding);
  if (!iconv.encodingExists(encoding)) throw new UnreadableFile('unknown_encoding', encoding);
  if (encoding === 'utf-8') return new Utf8Decoder();
  const stream = iconv.getDecoder(encoding);
  return { write: (bytes) => stream.write(bytes), end: () => stream.end() ?? '' };
}

/** For what iconv-lite lacks and the platform has. */
class PlatformDecoder implements Decoder {
  private readonly decoder: TextDecoder;

  constructor(label: string) {
    this.decoder = new TextDecoder(label);
  }

  write(bytes: Buffer): string {
    return this.decoder.decode(bytes, { stream: true });
  }

  end(): string {
    return this.decoder.decode();
  }
}

/** UTF-8 fast enough for a scan: plain ASCII is taken as it is; bytes that are no UTF-8 become U+FFFD. */
class Utf8Decoder implements Decoder {
  private rest = Buffer.alloc(0);
  private begun = false;

  write(bytes: Buffer): string {
    const all = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const whole = all.length - cutAt(all);
    this.rest = Buffer.from(all.subarray(whole));
    return this.text(all.subarray(0, whole));
  }

  end(): string {
    return this.text(this.rest);
  }

  private text(bytes: Buffer): string {
    const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
    const marked = !this.begun && text.startsWith('\uFEFF');
    this.begun ||= text.length > 0;
    return marked ? text.slice(1) : text;
  }
}

/** How many bytes at the end belong to a UTF-8 character that is not complete (RFC 3629 §3). */
function cutAt(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Whether the bytes are UTF-8, apart from a character cut at the end. */
export function isWholeUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes.subarray(0, bytes.length - cutAt(bytes)));
}
