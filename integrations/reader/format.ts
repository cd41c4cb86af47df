/** How a delimited text file is to be read. Decided from its first part, changeable by a person, pinned with the import. */
export interface FileFormat {
  /** WHATWG label in lower case as iconv-lite knows it: `utf-8`, `windows-1252`, `utf-16le`, `shift_jis`… */
  encoding: string;
  delimiter: string;
  /** Quote character, or null when the file quotes nothing. */
  quote: string | null;
  /** What escapes a quote inside quotes: the quote itself (RFC 4180 §2.7) or a backslash. */
  escape: string | null;
  /** Record number (1-based) of the header, or null when the file has none. Records above it are skipped. */
  headerRow: number | null;
  newline: '\n' | '\r\n' | '\r' | 'mixed';
}

/** One record of the file. */
export interface FileRecord {
  /** 1-based among all records of the file, blank ones included: a data row's number everywhere in Porchlight. */
  number: number;
  /** 1-based physical line on which it begins. */
  line: number;
  cells: string[];
}

export interface FileWarning {
  code:
    | 'ragged_row'
    | 'stray_quote'
    | 'undecodable'
    | 'skipped_line'
    | 'unsure_encoding'
    | 'unsure_delimiter'
    | 'unsure_header'
    | 'duplicate_header'
    | 'empty_header'
    | 'no_rows'
    | 'unterminated_quote';
  line: number;
  message: string;
}

/** What the reader makes of the first part of a file. Confidences are 0..1. */
export interface FileReading {
  format: FileFormat;
  confidence: { encoding: number; delimiter: number; header: number };
  /** The two best encodings with one telling non-ASCII sample each, when they give different text. */
  encodings: { encoding: string; sample: string }[];
  /** Header texts as in the file ("" where empty); when there is no header, "" for each column. */
  headers: string[];
  records: (FileRecord & { role: 'skipped' | 'header' | 'row' })[];
  warnings: FileWarning[];
  /** Estimate from the first part's bytes per row; exact when the whole file was read. */
  estimatedRows: number;
}

export const limits = { rows: 1_048_576, bytes: 512 * 1024 * 1024, columns: 500, cellCharacters: 1_048_576 } as const;
