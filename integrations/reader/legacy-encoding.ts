import iconv from 'iconv-lite';
import { languageModel, type LanguageModel } from './language-models.js';

/** Encodings older than Unicode, the languages written in them, and how rare they are in files of today (log scale). */
const candidates: [encoding: string, languages: string[], prior: number][] = [
  ['windows-1252', ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'is', 'ca', 'en'], 0],
  ['windows-1250', ['pl', 'cs', 'sk', 'hu', 'sl', 'hr', 'ro', 'sq'], -2],
  ['windows-1251', ['ru', 'uk', 'bg', 'sr', 'mk', 'be'], -2],
  ['windows-1253', ['el'], -2],
  ['windows-1254', ['tr'], -3],
  ['windows-1255', ['he'], -2],
  ['windows-1256', ['ar', 'fa', 'ur'], -2],
  ['windows-1257', ['lt', 'lv', 'et'], -3],
  ['windows-1258', ['vi'], -3],
  ['windows-874', ['th'], -3],
  ['iso-8859-2', ['pl', 'cs', 'sk', 'hu', 'sl', 'hr', 'ro', 'sq'], -4],
  ['iso-8859-3', ['mt', 'eo'], -8],
  ['iso-8859-4', ['lt', 'lv', 'et'], -8],
  ['iso-8859-5', ['ru', 'uk', 'bg', 'sr', 'mk', 'be'], -5],
  ['iso-8859-6', ['ar'], -5],
  ['iso-8859-7', ['el'], -4],
  ['iso-8859-8', ['he'], -4],
  ['iso-8859-10', ['is', 'sv', 'fi', 'lt'], -9],
  ['iso-8859-13', ['lt', 'lv', 'et', 'pl'], -6],
  ['iso-8859-14', ['cy', 'ga'], -9],
  ['iso-8859-15', ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'et', 'en'], -4],
  ['iso-8859-16', ['ro', 'pl', 'hr', 'hu'], -8],
  ['koi8-r', ['ru', 'bg'], -4],
  ['koi8-u', ['uk', 'be'], -5],
  ['macintosh', ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'is', 'ca', 'en'], -4],
  ['maccyrillic', ['ru', 'uk', 'bg'], -7],
  ['cp437', ['de', 'fr', 'es', 'it', 'nl', 'sv', 'fi', 'en'], -6],
  ['cp850', ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'en'], -5.5],
  ['cp852', ['pl', 'cs', 'sk', 'hu', 'sl', 'hr', 'ro'], -6],
  ['cp855', ['ru', 'bg', 'sr', 'mk'], -9],
  ['cp866', ['ru', 'be'], -5],
  ['shift_jis', ['ja'], -2],
  ['euc-jp', ['ja'], -4],
  ['gb18030', ['zh-Hans'], -2],
  ['big5', ['zh-Hant'], -3],
  ['euc-kr', ['ko'], -2],
];

export interface Rating {
  encoding: string;
  /** Log-likelihood of the non-ASCII text, plus the prior. */
  score: number;
  /** How usual the encoding is. */
  prior: number;
  text: string;
}

/** A rating so far below the best is not worth learning a language for. */
const hopeless = 60;

/**
 * Rates the old encodings on text with non-ASCII bytes, best first; those whose symbols and broken characters alone rule
 * them out are left out. `sample` may hold broken characters at its ends.
 */
export function rateLegacyEncodings(sample: Buffer): Rating[] {
  const readings = candidates
    .map(([encoding, languages, prior]) => {
      const text = iconv.decode(sample, encoding);
      return { encoding, languages, prior, text, pairs: pairsOf(text) };
    })
    .toSorted((a, b) => b.pairs.fixed + b.prior - (a.pairs.fixed + a.prior));
  const ratings: Rating[] = [];
  let bestScore = -Infinity;
  for (const { encoding, languages, prior, text, pairs } of readings) {
    if (pairs.fixed + prior < bestScore - hopeless) continue;
    const score = likelihood(pairs, languages) + pairs.fixed + prior;
    bestScore = Math.max(bestScore, score);
    ratings.push({ encoding, score, prior, text });
  }
  return ratings.toSorted((a, b) => b.score - a.score);
}

interface Pairs {
  /** Neighbouring letters of each word of which one is not ASCII, with how often the word stands there. */
  words: Map<string, number>;
  /** What symbols, broken characters and odd capitals cost, whatever the language. */
  fixed: number;
}

const letter = /[\p{L}\p{M}]/u;
const ideograph = /[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef\u3000-\u303f]/;
const latin = /[\p{Script=Latin}\u0300-\u036f\u2e80-\ud7a3\uff00-\uffef\u3000-\u303f]/u;

/** Collects neighbouring letters of which one is not ASCII, word by word, and adds up what no language explains. */
function pairsOf(text: string): Pairs {
  const words = new Map<string, number>();
  let word = '';
  let fixed = 0;
  let before = ' ';
  let symbol = 0;
  let joined = false;
  let wasLower = false;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (!isLetter(character, code)) {
      if (code >= 128) fixed += symbolCost(code, before);
      else if (before.codePointAt(0)! >= 128) word += before + ' ';
      endWord();
      symbol = code >= 128 ? code : 0;
      joined = before !== ' ';
      before = ' ';
      wasLower = false;
      continue;
    }
    const lower = character.toLowerCase();
    const isUpper = lower !== character;
    if (symbol > 0 && !(joined ? joining : opening).has(symbol)) fixed -= 9;
    if (code >= 128 || before.codePointAt(0)! >= 128) {
      if (isUpper && wasLower) fixed -= 4;
      if (before !== ' ' && latin.test(before) !== latin.test(character)) fixed -= 8;
      word += before + lower;
    }
    symbol = 0;
    wasLower = !isUpper && lower !== character.toUpperCase();
    before = lower;
  }
  endWord();
  return { words, fixed };

  function endWord() {
    if (word !== '') words.set(word, (words.get(word) ?? 0) + 1);
    word = '';
  }
}

const kinds = new Map<string, boolean>();

function isLetter(character: string, code: number): boolean {
  if (code < 128) return isAsciiLetter(code);
  let known = kinds.get(character);
  if (known === undefined) kinds.set(character, (known = letter.test(character) || ideograph.test(character)));
  return known;
}

function isAsciiLetter(code: number) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** What it costs a word that its language is chosen for it alone. */
const choiceOfLanguage = 3;

/**
 * Log-likelihood of the words: all in one language, or, in the Western encodings, each in the language it fits best, as
 * in an office's list of people of many origins.
 */
function likelihood({ words }: Pairs, languages: string[]): number {
  const models = languages.map(languageModel);
  const inOne = languages.map(() => 0);
  let inMany = languages.includes('en') ? 0 : -Infinity;
  for (const [word, times] of words) {
    const fits = models.map((model) => wordLikelihood(word, model));
    fits.forEach((fit, at) => (inOne[at]! += times * fit));
    inMany += times * (Math.max(...fits) - choiceOfLanguage);
  }
  return Math.max(...inOne, inMany);
}

function wordLikelihood(word: string, language: LanguageModel): number {
  const characters = [...word];
  let sum = 0;
  for (let at = 0; at < characters.length; at += 2)
    sum += Math.max(language.follow(characters[at]!, characters[at + 1]!), -14);
  return sum;
}

const codesOf = (characters: string) => new Set([...characters].map((character) => character.codePointAt(0)!));
const usual = codesOf('’‘“”„–—…•·°ºª«»€£©®™§¿¡½¼¾²³×´\u00a0');
/** Symbols a letter may stand right behind. */
const opening = codesOf('’‘“„«»¿¡•·€£§–—…´\u00a0');
/** Symbols that may stand between two letters. */
const joining = codesOf('’·–—…´\u00a0');
/** Symbols that may stand right behind a letter. */
const closing = codesOf('’‘“”»«®™©°ºª²³…–—·´\u00a0');

/** Log probability of a character that is no letter. */
function symbolCost(code: number, before: string): number {
  if (code === 0xfffd) return -25;
  if (code < 0xa0 || (code >= 0xe000 && code < 0xf900)) return -20;
  if (!usual.has(code)) return -13;
  return before === ' ' || closing.has(code) ? -5.5 : -14;
}
