import fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentsText } from '../../../renderer/features/documents/text.ts';
import { qualifyText } from '../../../renderer/features/identity/text.ts';
import { rightsText } from '../../../renderer/features/patient/rights-text.ts';
import { patientText, summaryText } from '../../../renderer/features/patient/text.ts';
import { patientPreview } from '../../../shared/domain/documents/patient-preview.ts';
import { visibilities } from '../../../shared/domain/record/document.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { accented } from '../../../shared/domain/words/accented.ts';
import { personWords } from '../../../shared/domain/words/person.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sexes: readonly LocalSex[] = ['F', 'M', 'I'];

/** Whole words, whatever their case: letters with accents are letters. */
function whole(...words: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(${words.join('|')})(?!\\p{L})`, 'iu');
}

/** Whatever agrees with another sex than the person's. */
const WRONG: Readonly<Record<LocalSex, RegExp>> = {
  F: whole('patient', 'il', 'lui', 'né', 'informé', 'opposé', 'notifié', 'décédé', 'mineur', 'seul'),
  M: whole('patiente', 'elle', 'née', 'informée', 'opposée', 'notifiée', 'décédée', 'mineure', 'seule'),
  I: whole('patient', 'patiente', 'il', 'lui', 'né', 'née', 'informé', 'opposé', 'notifié', 'décédé', 'décédée'),
};
const BRACKETS = /\(e\)|·e\b|\(ne\)/;

/** Every sentence of the catalogues that names a person of that sex. */
const sentences = (sex: LocalSex): readonly string[] => [
  patientText.born(sex, '28/03/1979', 'Dompremy', true),
  patientText.death(sex, null),
  patientText.death(sex, '20/11/2026'),
  patientText.minor(sex),
  patientText.informed(sex),
  patientText.opposed(sex),
  ...Object.values(rightsText.purposeNames(sex)).map(({ name }) => name),
  rightsText.byMeans(sex, 'Livret'),
  ...[rightsText.request, rightsText.requestTitle, rightsText.requestChoice, rightsText.requestHelp, rightsText.requestNote].map((say) =>
    say(sex),
  ),
  ...[rightsText.openHelp, rightsText.withPatient, rightsText.correspondentsNone, rightsText.memberHelp].map((say) => say(sex)),
  ...[rightsText.outsideHelp, rightsText.agreeHelp, rightsText.received.feeding, rightsText.received.others].map((say) => say(sex)),
  rightsText.earlier(sex, '20/11/2026', 'Dr SABLE'),
  rightsText.opposedThen(sex, []),
  rightsText.opposedThen(sex, ['Alimentation']),
  summaryText.informationTo(sex),
  summaryText.informationIs(sex),
  summaryText.opposed(sex),
  documentsText.sees(sex),
  qualifyText.information(sex),
];

/** Files, with their lines that are no comment. */
const lines = (...patterns: readonly string[]): readonly (readonly [place: string, line: string])[] =>
  globSync([...patterns], { cwd: root }).flatMap((path) =>
    readFileSync(root + path, 'utf8')
      .split('\n')
      .flatMap((line, i) => (/^\s*(\/\/|\/?\*)/.test(line) ? [] : [[`${path}:${i + 1}`, line] as const])),
  );
const faults = (found: readonly (readonly [string, string])[], wrong: RegExp): readonly string[] =>
  found.filter(([, line]) => wrong.test(line)).map(([place, line]) => `${place} ${line.trim()}`);

describe('what is said of a person', () => {
  it.each(sexes)('agrees with their sex (%s), without brackets', (sex) => {
    for (const sentence of sentences(sex)) {
      expect(sentence).not.toMatch(WRONG[sex]);
      expect(sentence).not.toMatch(BRACKETS);
    }
  });

  it('agrees with it in what they will see, whatever is decided', () => {
    fc.assert(
      fc.property(
        fc.record({
          sex: fc.constantFrom(...sexes),
          visibility: fc.constantFrom(...visibilities),
          minor: fc.boolean(),
          toDmp: fc.boolean(),
          category: fc.constantFrom(null, 'Compte rendu'),
          professionals: fc.constantFrom([], ['Dr Luc AUBERT'], ['Dr Luc AUBERT', 'Inès MOREL']),
        }),
        (given) => {
          for (const sentence of patientPreview({ ...given, title: 'Lettre', author: 'Dr Paule DURAND', today: '2026-11-21' })) {
            expect(sentence).not.toMatch(WRONG[given.sex]);
            expect(sentence).not.toMatch(BRACKETS);
          }
        },
      ),
    );
  });

  it('names the person in each place of a sentence', () => {
    expect(sexes.map((sex) => personWords(sex).of)).toEqual(['de la patiente', 'du patient', 'de la personne']);
    expect(sexes.map((sex) => personWords(sex).to)).toEqual(['à la patiente', 'au patient', 'à la personne']);
    expect(sexes.map((sex) => summaryText.opposed(sex))).toEqual([
      'La patiente s’oppose à l’alimentation',
      'Le patient s’oppose à l’alimentation',
      'La personne s’oppose à l’alimentation',
    ]);
    expect(sexes.map((sex) => patientText.born(sex, '28/03/1979', null, false))).toEqual([
      'née le 28/03/1979',
      'né le 28/03/1979',
      'naissance le 28/03/1979',
    ]);
  });

  it('is never a man’s in a sentence that does not know whom it is about', () => {
    const errors = lines('shared/errors/*.ts', 'electron/import/*notices.ts', 'electron/usecases/imports/line-said.ts');
    expect(errors.length).toBeGreaterThan(500);
    expect(faults(errors, /\b([Ll]e|[Dd]u|[Aa]u|[Cc]e) patient\b/)).toEqual([]);
    expect(faults(lines('shared/errors/*.ts', 'renderer/**/text.ts', 'renderer/text/*.ts', 'shared/domain/**/*.ts'), BRACKETS)).toEqual([]);
    // What names a kind of thing, not a person: a room, a number, a visibility, an event.
    const kinds =
      /Créer le patient|Dossier du patient|numéro du patient|Invisible au patient|(départ|arrivée) du patient|[Cc]hoisir(ez ensuite)? le patient|Recherche du patient/;
    const shown = lines('renderer/**/text.ts', 'renderer/text/*.ts', 'renderer/features/import/hl7-events.ts');
    expect(faults(shown, /\b([Ll]e|[Dd]u|[Aa]u|[Cc]e) patient\b/).filter((line) => !kinds.test(line))).toEqual([]);
  });
});

describe('the words of a screen', () => {
  it('have their accents, the nomenclature’s too; what travels is left as it is', () => {
    expect(accented('Etablissement public de santé')).toBe('Établissement public de santé');
    expect(
      faults(lines('renderer/**/text.ts', 'renderer/text/*.ts', 'shared/errors/*.ts'), /\bEtablissement|\bEtat\b|\bA valider|\bEcran/),
    ).toEqual([]);
  });
});
