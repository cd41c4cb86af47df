import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** A file is larger than Porchlight takes; what came so far is thrown away. */
export class FileTooLarge extends Error {
  readonly code = 'file_too_large';
  constructor(limit: number) {
    super(
      `The file is larger than ${Math.round(limit / 1024 / 1024)} MB: split it into smaller files and import them one by one.`,
    );
  }
}

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
    if (this.size > this.options.maxBytes) return done(new FileTooLarge(this.options.maxBytes));
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
