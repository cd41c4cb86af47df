import iconv from 'iconv-lite';
import { guessEncoding } from './encoding.js';

/** Invented people in the languages that each encoding was made for. */
const people: [encodings: string[], rows: string][] = [
  [
    ['windows-1252', 'macintosh', 'cp850'],
    `Jürgen Müller;Schloßstraße 12;München
Günther Weiß;Königsallee 3;Düsseldorf
Käthe Schröder;Grünewaldweg 7;Saarbrücken
François Lefèvre;12 allée des Chênes;Orléans
Hélène Côté;3 rue du Maréchal;Besançon
José Muñoz Ibáñez;Calle Peñón 8;Málaga
Begoña Núñez;Avenida Cádiz 2;A Coruña
João Gonçalves;Rua da Conceição 5;São João
Åsa Sjöström;Östra Ågatan 9;Malmö
Søren Kjær;Nørregade 4;Ålborg`,
  ],
  [
    ['windows-1250', 'iso-8859-2', 'cp852'],
    `Łukasz Wiśniewski;ul. Świętokrzyska 4;Łódź
Małgorzata Dąbrowska;ul. Żeromskiego 9;Poznań
Stanisław Wójcik;al. Niepodległości 1;Gdańsk
Grażyna Szymańska;ul. Długa 17;Białystok
Zdzisława Kamińska;ul. Słoneczna 2;Częstochowa
Paweł Jabłoński;ul. Krótka 6;Rzeszów`,
  ],
  [
    ['windows-1250', 'iso-8859-2'],
    `Jiří Dvořák;Křižíkova 12;Plzeň
Božena Černá;Na Příkopě 3;Třebíč
Tomáš Růžička;Říčanská 8;Děčín
Věra Šťastná;Žižkova 5;Ústí nad Labem
Ľubomír Kováč;Hviezdoslavovo námestie 4;Košice
Zoltán Szűcs;Fő utca 7;Győr
Erzsébet Kőszegi;Petőfi út 2;Székesfehérvár`,
  ],
  [
    ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'maccyrillic'],
    `Иванова Мария;улица Ленина, 12;Москва
Петров Сергей;Невский проспект, 3;Санкт-Петербург
Кузнецова Ольга;Советская улица, 7;Новосибирск
Соколов Дмитрий;Садовая улица, 18;Екатеринбург`,
  ],
  [
    ['windows-1253', 'iso-8859-7'],
    `Γεώργιος Παπαδάκης;Λεωφόρος Κηφισίας 12;Αθήνα
Μαρία Οικονόμου;Οδός Ερμού 3;Θεσσαλονίκη
Νίκος Αντωνίου;Πλατεία Ελευθερίας 7;Ηράκλειο`,
  ],
  [
    ['windows-1254', 'iso-8859-9'],
    `Ayşe Yıldırım;Gazi Mustafa Caddesi 12;Diyarbakır
Mehmet Öztürk;Çiçek Sokağı 3;Eskişehir
Gülşen Çağlar;Barış Mahallesi 7;Şanlıurfa
İbrahim Doğan;Işık Sokağı 4;İzmir`,
  ],
  [
    ['windows-1255', 'iso-8859-8'],
    `יעל כהן;רחוב הרצל 12;תל אביב
משה לוי;שדרות בן גוריון 3;חיפה
רבקה פרידמן;רחוב יפו 7;ירושלים`,
  ],
  [
    ['windows-1256', 'iso-8859-6'],
    `فاطمة الزهراء;شارع الجمهورية 12;القاهرة
محمد عبد الله;شارع الملك فهد 3;الرياض
خالد إبراهيم;شارع الحمراء 7;بيروت`,
  ],
  [
    ['windows-1257', 'iso-8859-13'],
    `Jānis Bērziņš;Brīvības iela 12;Rīga
Līga Kalniņa;Ķīpsalas iela 3;Jūrmala
Žydrūnas Šimkus;Žaliųjų gatvė 7;Šiauliai
Rūta Čepaitė;Gedimino prospektas 9;Panevėžys`,
  ],
  [
    ['shift_jis', 'euc-jp'],
    `山田 太郎;東京都新宿区西新宿2丁目;株式会社みどり
佐藤 花子;大阪府大阪市北区梅田1番地;ひまわり不動産
鈴木 一郎;北海道札幌市中央区;さくらホーム`,
  ],
  [
    ['gb18030'],
    `王小明;北京市朝阳区建国路12号;阳光地产
李丽;上海市浦东新区世纪大道3号;新华书店
张伟;广州市天河区中山大道7号;东方公司`,
  ],
  [
    ['big5'],
    `王小明;台北市信義區忠孝東路12號;陽光地產
李美玲;高雄市前鎮區中山二路3號;新華書店
張志偉;台中市西屯區文心路7號;東方公司`,
  ],
  [
    ['euc-kr'],
    `김민수;서울특별시 강남구 테헤란로 12;햇빛부동산
이영희;부산광역시 해운대구 센텀로 3;새나라서점
박지훈;대구광역시 수성구 달구벌대로 7;동방회사`,
  ],
  [['windows-874'], `สมชาย ใจดี;ถนนสุขุมวิท 12;กรุงเทพมหานคร\nสุดา รักไทย;ถนนเชียงใหม่ 3;เชียงใหม่`],
];

/** Vietnamese in windows-1258 has its tones as marks behind the letter. */
const vietnamese = `Nguyê\u0303n Va\u0306n Hu\u0300ng;Đươ\u0300ng Lê Lơ\u0323i 12;Hà Nô\u0323i
Trâ\u0300n Thi\u0323 Hương;Phươ\u0300ng Bê\u0301n Nghé 3;Đà Nẵng`
  .replace('a\u0306', 'ă')
  .replace('ẵ', 'ă\u0303');

const cases = people.flatMap(([encodings, rows]) => encodings.map((encoding) => [encoding, rows] as const));
const table = (rows: string) => `Name;Street;City\n${rows}\n`;

/** Share of characters beyond ASCII that come out as they went in. */
function shareRight(text: string, bytes: Buffer, encoding: string): number {
  const read = [...iconv.decode(bytes, encoding)];
  const beyond = [...text]
    .map((character, at) => [character, read[at]] as const)
    .filter(([character]) => character > '\x7f');
  return beyond.filter(([character, found]) => character === found).length / beyond.length;
}

describe('telling encodings', () => {
  it.each(cases)('reads %s', (encoding, rows) => {
    const text = table(rows);
    const bytes = iconv.encode(text, encoding);
    expect(shareRight(text, bytes, guessEncoding(bytes, bytes.length).encoding)).toBeGreaterThan(0.98);
  });

  it('reads 95 of 100 files with a single row right, and says when it is not sure', () => {
    let right = 0;
    let surelyWrong = 0;
    let files = 0;
    for (const [encoding, rows] of cases)
      for (const row of rows.split('\n')) {
        const bytes = iconv.encode(table(row), encoding);
        const guess = guessEncoding(bytes, bytes.length);
        const isRight = shareRight(table(row), bytes, guess.encoding) === 1;
        files++;
        if (isRight) right++;
        else if (guess.confidence > 0.9) surelyWrong++;
      }
    expect(right / files).toBeGreaterThan(0.95);
    expect(surelyWrong / files).toBeLessThan(0.02);
  });

  it('reads a list of people of many origins, each name in a language of its own', () => {
    const guests = 'Søren;Nuñez\nChloé;Lefèvre\nMónica;Jäger\nZoë;Fontaine\nRenée;Weiß\nIñigo;O’Brien\n';
    const bytes = iconv.encode(table(guests), 'windows-1252');
    expect(guessEncoding(bytes, bytes.length).encoding).toBe('windows-1252');
  });

  it('reads Vietnamese', () => {
    const bytes = iconv.encode(table(vietnamese), 'windows-1258');
    expect(iconv.decode(bytes, 'windows-1258')).toBe(table(vietnamese));
    expect(guessEncoding(bytes, bytes.length).encoding).toBe('windows-1258');
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'reads %s with its mark and without',
    (encoding) => {
      for (const addBOM of [true, false]) {
        const bytes = iconv.encode(table(people[0]![1]), encoding, { addBOM });
        expect(guessEncoding(bytes, bytes.length)).toMatchObject({ encoding, candidates: [encoding] });
      }
    },
  );

  it('prefers windows-1252 to its rarer look-alikes when both read the same', () => {
    const bytes = iconv.encode(table('Zoë Müller;Café;Köln'), 'iso-8859-1');
    expect(guessEncoding(bytes, bytes.length).encoding).toBe('windows-1252');
  });

  it('stays with UTF-8 when a few of its characters are broken', () => {
    const good = Buffer.from(table(people[0]![1]));
    const bytes = Buffer.concat([good, Buffer.from([0xff, 0x0a])]);
    const guess = guessEncoding(bytes, bytes.length);
    expect(guess.encoding).toBe('utf-8');
    expect(guess.confidence).toBeLessThan(0.9);
  });

  it('does not take a character cut at the end of the first part for another encoding', () => {
    const bytes = Buffer.from(table('Zoë;Café;Köln é')).subarray(0, -2);
    expect(guessEncoding(bytes, 10_000).encoding).toBe('utf-8');
  });
});
