import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { UnreadableFile } from '../../../integrations/reader/sniff.js';

/** Lets bytes through unchanged while it measures them: size, SHA-256 and a copy of the first `headBytes`. */
export class MeasuredStream extends Transform {
  size = 0;
  private readonly hash = createHash('sha256');
  private readonly headParts: Buffer[] = [];
  private headSize = 0;

  /** @param options sizes in bytes */
  constructor(private readonly options: { maxBytes: number; headBytes: number }) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.options.maxBytes) return done(new UnreadableFile('too_large'));
    this.hash.update(chunk);
    if (this.headSize < this.options.headBytes) {
      const part = Buffer.from(chunk.subarray(0, this.options.headBytes - this.headSize));
      this.headParts.push(part);
      this.headSize += part.length;
    }
    done(null, chunk);
  }

  get head(): Buffer {
    return Buffer.concat(this.headParts);
  }

  /** Once, after the stream has ended. */
  digest(): Buffer {
    return this.hash.digest();
  }
}
