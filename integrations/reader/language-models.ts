import { commonCharacters } from './common-characters.js';

/** How likely a character follows another in the words of one language (letters in lower case, a blank for a word's edge). */
export interface LanguageModel {
  /** Natural logarithm of the probability of `next` after `before`. */
  follow(before: string, next: string): number;
}

const unknownLetter = Math.log(1e-6);
const models = new Map<string, LanguageModel>();

/**
 * The model of a language, learned when first asked for from what the runtime knows in that language: the names of
 * countries, languages, currencies and months (Unicode CLDR through Intl), which are names and places like the
 * contents of our files. Takes a few milliseconds a language.
 */
export function languageModel(language: string): LanguageModel {
  let model = models.get(language);
  if (!model) {
    model = ideographic.has(language) ? new CharacterModel(language) : new PairModel(language);
    models.set(language, model);
  }
  return model;
}

const ideographic = new Set(['zh-Hans', 'zh-Hant', 'ja', 'ko']);

class PairModel implements LanguageModel {
  private readonly pairs = new Map<string, number>();
  private readonly before = new Map<string, number>();
  private readonly letters = new Map<string, number>();
  private total = 0;

  constructor(language: string) {
    for (const name of names(language)) this.learn(variants(name, language));
  }

  private learn(words: string[]) {
    for (const word of words) {
      let last = ' ';
      for (const letter of `${word} `) {
        add(this.pairs, last + letter);
        add(this.before, last);
        add(this.letters, letter);
        this.total++;
        last = letter;
      }
    }
  }

  follow(before: string, next: string): number {
    const alone = this.letters.get(next);
    if (alone === undefined) return unknownLetter;
    const seen = this.before.get(before) ?? 0;
    return Math.log(((this.pairs.get(before + next) ?? 0) + (8 * alone) / this.total) / (seen + 8));
  }
}

/** Characters of Chinese, Japanese and Korean are many: each counts by itself. */
class CharacterModel implements LanguageModel {
  private readonly characters = new Map<string, number>();
  private total = 0;

  constructor(private readonly language: string) {
    const text = names(language).join('') + (commonCharacters[language] ?? '').repeat(8);
    for (const character of text) {
      add(this.characters, character);
      this.total++;
    }
  }

  follow(_before: string, next: string): number {
    const own = (this.characters.get(next) ?? 0) / this.total;
    return Math.log(0.75 * own + 0.25 * rare(next, this.language));
  }
}

/** Probability of a character that was not seen, by its script (Unicode blocks). */
function rare(character: string, language: string): number {
  const code = character.codePointAt(0)!;
  if (code >= 0xac00 && code <= 0xd7a3) return language === 'ko' ? 1 / 2350 : 1e-8;
  if (code >= 0x3041 && code <= 0x30ff) return language === 'ja' ? 1 / 180 : 1e-6;
  if (code >= 0x4e00 && code <= 0x9fff) return language === 'ko' ? 1e-6 : 1 / 7000;
  if (code >= 0x3000 && code <= 0x303f) return 1 / 300;
  if (code >= 0xff01 && code <= 0xff5e) return 1 / 1000;
  if (code >= 0xff61 && code <= 0xff9f) return language === 'ja' ? 1e-4 : 1e-9;
  return 1e-8;
}

function add(counts: Map<string, number>, key: string) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((first) => letters.map((second) => first + second));

function names(language: string): string[] {
  const kinds: [Intl.DisplayNamesType, string[]][] = [
    ['region', codes],
    ['language', codes.map((code) => code.toLowerCase())],
    ['currency', Intl.supportedValuesOf('currency')],
  ];
  const found = kinds.flatMap(([type, known]) => {
    const display = new Intl.DisplayNames(language, { type, fallback: 'none' });
    return known.map((code) => display.of(code) ?? '');
  });
  const month = new Intl.DateTimeFormat(language, { month: 'long', weekday: 'long' });
  const months = Array.from({ length: 12 }, (_, i) => month.format(new Date(2024, i, i + 1)));
  return [...new Set(found), ...months, commonCharacters[language] ?? ''];
}

/** The words of a text as each way of writing the language spells them. */
function variants(name: string, language: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  if (language === 'vi') return [...words, ...words.map(withToneMarks)];
  if (language === 'ro') return [...words, ...words.map((word) => word.replaceAll('ș', 'ş').replaceAll('ț', 'ţ'))];
  return words;
}

/** Vietnamese as windows-1258 has it: the tone is a mark of its own behind the vowel. */
function withToneMarks(word: string): string {
  return word
    .normalize('NFD')
    .replace(
      /([aeiouy])([\u0323]?)([\u0302\u0306\u031b])/g,
      (_, vowel: string, dot: string, shape: string) => (vowel + shape).normalize('NFC') + dot,
    );
}
