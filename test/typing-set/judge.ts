import { forkService } from '../../electron/card/fork.ts';
import { startDoors } from '../../electron/doors/client.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { addDocument } from '../../electron/usecases/documents/add-document.ts';
import { DocumentReader } from '../../electron/usecases/documents/reader.ts';
import { readingOf } from '../../electron/wiring/reading.ts';
import { normaliseName } from '../../shared/domain/ins/names.ts';
import type { DocumentRecord } from '../../shared/domain/record/document.ts';
import { workplace } from '../unit/usecases/workplace.ts';
import { letterOf, type Letter } from './letters.ts';
import { scannedPdf, scanOf, writtenPdf } from './paper.ts';
import { person, randomOf } from './people.ts';

/** What was said of one document, and whether it is right. */
export interface Judged {
  readonly kind: 'text' | 'scan';
  readonly letter: Letter;
  readonly document: DocumentRecord;
  readonly typeRight: boolean;
  readonly dateRight: boolean;
  readonly titleRight: boolean;
  /** It names another person than the record. */
  readonly wrong: boolean;
  readonly warned: boolean;
}

/** Of how many documents something is said right. */
export interface Share {
  readonly right: number;
  readonly of: number;
}

/** Documents of one in four name another person than the record they are put in. */
const WRONG = 0.25;

/**
 * Makes so many documents from a seed, half of them scans, puts each in a record as the application does, and judges what is
 * proposed of it.
 */
export async function judgeSet(seed: number, size: number, told: (one: Judged) => void = () => undefined): Promise<readonly Judged[]> {
  const random = randomOf(seed);
  const place = workplace();
  const doors = startDoors((entry) => forkService(entry, {}));
  const reading = readingOf(doors, () => startDoors((entry) => forkService(entry, {})));
  const reader = new DocumentReader({
    store: place.store,
    reading,
    now: place.common.now,
    testOidsAllowed: true,
    report: (thrown) => {
      throw thrown;
    },
  });
  const add = addDocument({
    ...place.common,
    checkPdf: (bytes) => checkPdf(doors, bytes),
    reading,
    testOidsAllowed: true,
    readOn: () => reader.readOn(),
    usualRecipients: () => Promise.resolve([]),
    isSecret: () => false,
  });
  try {
    const people = Array.from({ length: size * 2 }, (_, i) => person(random, `p${i + 1}`, `P${String(i + 1).padStart(6, '0')}`));
    await place.records(...people.map(({ record }) => record));
    const judged: Judged[] = [];
    for (let n = 0; n < size; n++) {
      const [of, other] = [people[n * 2], people[n * 2 + 1]];
      if (of === undefined || other === undefined) throw new Error('nobody');
      const kind = random.chance(0.5) ? 'text' : 'scan';
      const wrong = random.chance(WRONG);
      const letter = letterOf(random, n, wrong ? other : of, kind === 'scan');
      const bytes = kind === 'text' ? await writtenPdf(letter) : await scannedPdf(letter, scanOf(random), random);
      const id = await add({ patientId: of.record.id, fileName: letter.fileName, bytes });
      const one = judge({ kind, letter, wrong, document: await read(place.store.documents.get, id) });
      told(one);
      judged.push(one);
    }
    return judged;
  } finally {
    await Promise.all([reader.close(), reading.close()]);
    await doors.close();
  }
}

const judge = (one: Pick<Judged, 'kind' | 'letter' | 'wrong' | 'document'>): Judged => ({
  ...one,
  typeRight: one.document.proposal?.types.includes(one.letter.type) === true,
  dateRight: one.letter.dates.includes(one.document.form.date),
  titleRight: sameWords(one.document.form.title, one.letter.title),
  warned: one.document.otherPerson !== null,
});

const sameWords = (a: string, b: string): boolean => wordsOf(a) === wordsOf(b);
const wordsOf = (text: string): string =>
  normaliseName(text)
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();

/** Until the document is read. */
async function read(get: (id: string) => Promise<DocumentRecord | null>, id: string): Promise<DocumentRecord> {
  for (;;) {
    const document = await get(id);
    if (document === null) throw new Error('the document is gone');
    if (document.reading.state === 'read' || document.reading.state === 'failed') return document;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Figures {
  readonly type: Share;
  readonly dateAndTitle: Share;
  readonly warned: Share;
  readonly falselyWarned: Share;
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const share = (among: readonly Judged[], right: (one: Judged) => boolean): Share => ({
    right: among.filter(right).length,
    of: among.length,
  });
  return {
    type: share(judged, ({ typeRight }) => typeRight),
    dateAndTitle: share(judged, ({ dateRight, titleRight }) => dateRight && titleRight),
    warned: share(
      judged.filter(({ wrong }) => wrong),
      ({ warned }) => warned,
    ),
    falselyWarned: share(
      judged.filter(({ wrong }) => !wrong),
      ({ warned }) => warned,
    ),
  };
}
