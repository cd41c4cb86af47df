import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a downloaded row vouches for: its place, and how far it had been edited then. */
export interface RowToken {
  rowNumber: number;
  editVersion: number;
}

/**
 * Seals the rows of one import's failed-rows file, so that a row which comes back can be told from a foreign, forged or
 * renumbered one. HMAC-SHA-256 (RFC 2104) under a key of its own derived from the platform's secret (HKDF, RFC 5869).
 */
export class RowTokens {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly importId: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'failed-rows.csv', 32));
  }

  seal({ rowNumber, editVersion }: RowToken): string {
    return `r${rowNumber}.${editVersion}.${this.mac(rowNumber, editVersion).toString('base64url')}`;
  }

  /** Null for a token that this import never gave out. */
  open(text: string): RowToken | null {
    const parts = /^r(\d{1,10})\.(\d{1,9})\.([\w-]{22})$/.exec(text.trim());
    if (!parts) return null;
    const token = { rowNumber: Number(parts[1]), editVersion: Number(parts[2]) };
    const given = Buffer.from(parts[3] ?? '', 'base64url');
    const made = this.mac(token.rowNumber, token.editVersion);
    return given.length === made.length && timingSafeEqual(given, made) ? token : null;
  }

  private mac(rowNumber: number, editVersion: number): Buffer {
    const text = `${this.importId}:${rowNumber}:${editVersion}`;
    return createHmac('sha256', this.key).update(text).digest().subarray(0, 16);
  }
}
